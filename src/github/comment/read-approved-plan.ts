import type { ApprovedPlan } from '../../plan/plan-difference.ts'
import { decodeDigests, encodeDigests, planDigests } from '../../plan/plan-digests.ts'
import type { ApprovedPlanMarker, MarkerPayload } from '../../render/marker.ts'
import type { Report } from '../../report/report.ts'
import type { GitHubClient } from '../api/client.ts'
import { isRunOf } from '../api/workflow-runs.ts'

/** The salt of the digests in a comment. It differs per comment and is not secret (docs/internals/threat-model.md, "What leaves the server"). */
export const saltOf = (key: string, pullRequest: number): string => `${key} #${pullRequest}`

/** The approved plan for the marker of a pull request's comment; `undefined` if the report is not from `plan` or has no plan. */
export const approvedPlanMarkerOf = (
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
 * Reads the approved plan from our comment on a pull request. Anyone who may edit comments may have written it. So it is only compared
 * with, and never widens what a deploy does. A plan that is not from an earlier run of this repository is ignored.
 * Without a valid plan, `approvedPlan` is the reason, a clause without a full stop.
 */
export const readApprovedPlan = async (
  marker: Pick<MarkerPayload, 'approvedPlan'> | undefined,
  { client, thisRunId, salt }: Reader,
) => {
  if (marker === undefined) return notFound('it has no comment with a plan for this server')
  const { approvedPlan: planMarker } = marker
  if (planMarker === undefined) return notFound('its comment holds no plan to compare with')
  const plan = decodeDigests(planMarker.digests)
  if (plan === undefined) return notFound('the plan in its comment cannot be read')
  const { runId, isOffline, base } = planMarker
  if (runId >= thisRunId || (await isRunOf(client, runId)) === false)
    return notFound(`its comment names run ${runId}, which is not an earlier run of this repository`)
  const approvedPlan: ApprovedPlan = { plan, salt, isOffline, base }
  return { approvedPlan, planMarker }
}

/** `why` is a clause without a full stop. */
const notFound = (why: string) => ({ approvedPlan: why, planMarker: undefined })
