import type { MarkerPayload } from '../../render/marker.ts'
import type { GitHubClient } from '../api/client.ts'
import { isMerged } from '../api/pull-requests.ts'
import { isPlausibleRun } from '../api/workflow-runs.ts'
import type { RepositoryName } from '../event/event-decision.ts'

/** Of a comment, or of a part of one, what tells which of two runs has the last word. */
type CommentVersion = Pick<MarkerPayload, 'runId' | 'runAttempt' | 'stage'>

interface PullRequestAddress {
  readonly repository: RepositoryName
  readonly pullRequest: number
}

/**
 * Whether what was `written` stays although a run wants to write: it is the receipt of a plan, or of a newer run. Who edits a
 * comment may claim anything: what would keep it as it is for ever must be true.
 */
export const outlasts = async (
  client: GitHubClient,
  { repository, pullRequest }: PullRequestAddress,
  { written, marker }: { readonly written: CommentVersion; readonly marker: CommentVersion },
): Promise<boolean> => {
  if (isReceiptOfPlan(written, marker) && (await isMerged(client, repository, pullRequest))) return true
  const run = { repository, runId: written.runId, thisRunId: marker.runId }
  return isNewer(written, marker) && (await isPlausibleRun(client, run))
}

/** A plan that comes late, e.g. of a run that was started again, never hides the receipt of the deploy. */
const isReceiptOfPlan = (written: CommentVersion, marker: CommentVersion): boolean =>
  written.stage === 'deployed' && marker.stage === 'planned'

const isNewer = (written: CommentVersion, marker: CommentVersion): boolean =>
  written.runId === marker.runId ? written.runAttempt > marker.runAttempt : written.runId > marker.runId

/** For the log of the run that did not write. */
export const staleSentence = (pullRequest: number, { runId, stage }: CommentVersion): string =>
  `The comment on pull request #${pullRequest} was left as run ${runId} wrote it (${stage}): this run is older.`
