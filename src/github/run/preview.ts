import { UserError } from '../../finding/user-error.ts'
import { settingsOfPreview } from '../../settings/preview.ts'
import { attempt, type Skipped } from '../api/answer.ts'
import type { GitHubClient } from '../api/client.ts'
import { fetchClosedLast, fetchPullRequest } from '../api/pull-requests.ts'
import type { Job } from '../job/job.ts'
import { publishFailure, runForEvent } from './run-for-event.ts'

/**
 * Deploys the preview of a pull request, or removes it. The current state of the pull request on GitHub overrides the event, so that a
 * delayed or repeated run does not restore a removed preview.
 */
export const runPreview = async (
  { pullRequest, isEnding }: { readonly pullRequest: number; readonly isEnding: boolean },
  job: Job,
  refusal: UserError | undefined,
): Promise<void> => {
  const { core, github, settings } = job
  const now = github === undefined ? undefined : await askState(github, pullRequest)
  const isClosed = now === undefined || typeof now !== 'string' ? isEnding : now === 'closed'
  if (isEnding && !isClosed) {
    core.info(`Pull request #${pullRequest} is open again: its preview stays.`)
    return
  }
  const ofPreview = { ...job, settings: settingsOfPreview(settings, pullRequest, isClosed) }
  await (refusal === undefined ? runForEvent('deploy', ofPreview) : publishFailure(refusal, 'deploy', ofPreview))
}

/** Removes the previews of closed pull requests whose own job did not: it was cancelled, or failed, or the server was unavailable. */
export const removePreviews = async (job: Job): Promise<void> => {
  const { core, github, settings, runtime, runner, commands } = job
  if (github === undefined)
    throw new UserError(
      'pull-requests-unknown',
      'Only GitHub knows which pull requests are closed, so "github-token" must not be empty.',
    )
  // The 100 most recently closed ones are checked even without a flow: a half-removed preview may have no flow left.
  const closed = await attempt({
    loss: 'The closed pull requests are not known, and no preview was removed',
    permission: 'pull-requests: read',
    work: () => fetchClosedLast(github),
  })
  if ('sentence' in closed) throw new UserError('pull-requests-unknown', closed.sentence)
  const log = { info: core.info, progress: core.info, reading: () => {} }
  const { repository: ownName, workspace: directory } = runner
  const found = await commands.findPreviews({ settings, repository: ownName, directory, log, runtime }, closed)
  let removed = 0
  for (const pullRequest of found) {
    const state = closed.includes(pullRequest) ? 'closed' : await askState(github, pullRequest)
    if (typeof state !== 'string') core.info(state.sentence)
    if (state !== 'closed') continue
    const context = { ...job.context, pullRequest, mayComment: true }
    await runForEvent('deploy', { ...job, context, settings: settingsOfPreview(settings, pullRequest, true) })
    removed += 1
  }
  if (removed > 0) return
  core.info('There is no preview of a closed pull request.')
  core.setOutput('result', 'in-sync')
}

const askState = (client: GitHubClient, pullRequest: number): Promise<'open' | 'closed' | Skipped> =>
  attempt({
    loss: `The state of pull request #${pullRequest} is not known`,
    permission: 'pull-requests: read',
    work: async () => (await fetchPullRequest(client, pullRequest)).state,
  })
