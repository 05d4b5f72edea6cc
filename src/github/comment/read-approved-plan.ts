import type { ApprovedPlan } from '../../plan/plan-difference.ts'
import { decodeDigests, encodeDigests, planDigests } from '../../plan/plan-digests.ts'
import type { ApprovedPlanMarker, MarkerPayload } from '../../render/marker.ts'
import type { Report } from '../../report/report.ts'
import type { GitHubClient } from '../api/client.ts'
import { isRunOf } from '../api/workflow-runs.ts'

/** Another one for every comment, and known to whoever reads it: docs/internals/threat-model.md, "What leaves the server". */
export const saltOf = (key: string, pullRequest: number): string => `${key} #${pullRequest}`

/** What the plan of a pull request promises by its comment; nothing when no plan was made, or by a command that is none. */
export const markedPlanOf = (
  report: Report,
  { key, runId, pullRequest }: Pick<MarkerPayload, 'key' | 'runId'> & { readonly pullRequest: number },
): ApprovedPlanMarker | undefined => {
  if (report.kind !== 'plan' || report.command !== 'plan') return undefined
  const { plan, commit, base, target } = report
  return {
    runId,
    commit: commit ?? undefined,
    base: base ?? undefined,
    isOffline: target.server === null,
    digests: encodeDigests(planDigests(plan, saltOf(key, pullRequest))),
  }
}

interface Reader {
  readonly client: GitHubClient
  readonly thisRunId: number
  readonly salt: string
}

/**
 * The promise that our comment on a pull request carries. Anyone who may edit comments may have written it: it is compared
 * with, and never widens what is done. What cannot be of an earlier run of this repository counts for nothing.
 */
export const reviewedPlanIn = async (
  marker: Pick<MarkerPayload, 'approvedPlan'> | undefined,
  { client, thisRunId, salt }: Reader,
) => {
  if (marker === undefined) return none('it has no comment with a plan for this server')
  const { approvedPlan: marked } = marker
  if (marked === undefined) return none('its comment holds no plan that could be promised')
  const plan = decodeDigests(marked.digests)
  if (plan === undefined) return none('the promise in its comment cannot be read')
  const { runId, isOffline, base } = marked
  if (runId >= thisRunId || (await isRunOf(client, runId)) === false)
    return none(`its comment names run ${runId}, which is no earlier run of this repository`)
  const approvedPlan: ApprovedPlan = { plan, salt, isOffline, base }
  return { approvedPlan, marked }
}

/** `why` is a clause without a final stop. */
const none = (why: string) => ({ approvedPlan: why, marked: undefined })
