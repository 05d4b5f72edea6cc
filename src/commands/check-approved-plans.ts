import { displayName } from '../kinds/kinds.ts'
import { type ApprovedPlanCheck, checkApprovedPlans } from '../plan/approved-plan.ts'
import type { Plan, Refusal } from '../plan/plan.ts'
import { differenceText } from '../plan/plan-difference.ts'
import type { Records } from '../record/read-records.ts'
import { isAncestor, isCommitHash } from '../repository/history.ts'
import { type ResourceKey, resourceKey } from '../resource/resource.ts'
import type { GitState } from '../state/git/read-git.ts'
import type { States } from '../state/read-states.ts'
import type { Run, RunOptions } from '../state/run-options.ts'

/** Compares the plan of a deploy with the approved plans of the pull requests in it. Empty if the run cannot find them. */
export const checkMerges = async (
  plan: Plan,
  { git, live }: States,
  { mergeSource }: Pick<Run, 'mergeSource'>,
): Promise<readonly ApprovedPlanCheck[]> => {
  if (mergeSource === undefined) return []
  const records = [...live.records.byNamespace.values()].toSorted((a, b) => b.committed - a.committed)
  const merged = await mergeSource.find(records[0]?.commit)
  const checks = checkApprovedPlans(merged, {
    plan,
    desiredResources: git.desiredResources,
    liveResources: live.liveResources,
  })
  return checks.some(({ differs }) => differs.length > 0) ? mergeSource.explain(checks, merged) : checks
}

const MOST_NAMES = 5

/** With `require-promise`: says why this plan must not be carried out. A person who starts the run by hand has seen it. */
export const refuseUnreviewed = (
  { resources }: Plan,
  checks: readonly ApprovedPlanCheck[],
  { settings: { requiresApprovedPlan, policy } }: Pick<Run, 'settings'>,
): Refusal | undefined => {
  const writes = resources.filter(({ action }) => action !== 'none')
  if (!requiresApprovedPlan || policy.isByHand || writes.length === 0) return undefined
  const differs = checks.flatMap((check) => check.differs.map((difference) => differenceText(difference)))
  if (differs.length > 0)
    return {
      reason: 'promise-differs',
      message: refusalText(`this differs from the plan shown before the merge: ${listFirst(differs)}`),
    }
  const approved = new Set<ResourceKey>(checks.flatMap(({ kept }) => [...kept]))
  const unreviewed = writes.filter((resource) => !approved.has(resourceKey(resource)))
  if (unreviewed.length === 0) return undefined
  const reasons = checks.flatMap(({ pullRequest, missing }) =>
    missing === undefined ? [] : [`pull request ${pullRequest}: ${missing}`],
  )
  const why = reasons.length > 0 ? reasons : ['no merged pull request was found for these commits']
  const names = unreviewed.map((resource) => `\`${displayName(resource)}\``)
  return {
    reason: 'no-promise',
    message: refusalText(`no plan shown before the merge contains ${listFirst(names)} (${listFirst(why)})`),
  }
}

const listFirst = (texts: readonly string[]): string => {
  const unique = [...new Set(texts)]
  const rest = unique.length - MOST_NAMES
  return `${unique.slice(0, MOST_NAMES).join('; ')}${rest > 0 ? ` and ${rest} more` : ''}`
}

const refusalText = (why: string): string =>
  `require-promise is true, and ${why}. Nothing is deployed. Look at the plan of this run. If it is intended, start the deploy by hand (workflow_dispatch). Otherwise make the change in a pull request with a plan.`

/**
 * Refuses to deploy a commit older than the one that the record says was deployed: a repeated old job, or a queued run that a newer
 * one overtook. A person who starts the run by hand may go back. `undefined`: the commit may be deployed.
 */
export const refuseOlderCommit = async (
  { commit, committed }: Pick<GitState, 'commit' | 'committed'>,
  records: Records,
  options: RunOptions,
): Promise<Refusal | undefined> => {
  if (commit === null || options.settings.policy.isByHand) return undefined
  const deployed = new Map([...records.byNamespace.values()].map((record) => [record.commit, record]))
  for (const record of deployed.values()) {
    if (record.commit === commit || !(await isOlder({ commit, committed }, record, options))) continue
    return {
      reason: 'older-commit',
      message: `Commit ${commit.slice(0, 7)} is older than ${record.commit.slice(0, 7)}, which run ${record.run} has deployed. Nothing is deployed, so that a late or repeated run cannot undo a newer one. To go back on purpose, start the deploy by hand (workflow_dispatch, or --by-hand).`,
    }
  }
  return undefined
}

interface Commit {
  readonly commit: string
  readonly committed: number
}

const isOlder = async (head: Commit, deployed: Commit, { directory, askAncestry }: RunOptions): Promise<boolean> => {
  const known =
    (isCommitHash(deployed.commit) ? await isAncestor(head.commit, deployed.commit, directory) : undefined) ??
    (await askAncestry?.(head.commit, deployed.commit))
  return known ?? head.committed < deployed.committed
}
