import { displayName } from '../kinds/kinds.ts'
import { checkPromises, type PromiseCheck } from '../plan/keep-promise.ts'
import type { Plan, Refusal } from '../plan/plan.ts'
import { differenceWords } from '../plan/promise-words.ts'
import { type ResourceKey, resourceKey } from '../resource/resource.ts'
import type { Sides } from '../sides/read-sides.ts'
import type { Run } from '../sides/run-options.ts'

/** Compares the plan of a deploy with the promises of the pull requests that it deploys. None where nobody can tell of them. */
export const checkMerges = async (
  plan: Plan,
  { git, live }: Sides,
  { merges }: Pick<Run, 'merges'>,
): Promise<readonly PromiseCheck[]> => {
  if (merges === undefined) return []
  const records = [...live.records.byNamespace.values()].toSorted((a, b) => b.committed - a.committed)
  const merged = await merges.find(records[0]?.commit)
  const checks = checkPromises(merged, { plan, desiredSides: git.desiredSides, liveSides: live.liveSides })
  return checks.some(({ differs }) => differs.length > 0) ? merges.explain(checks, merged) : checks
}

const MOST_NAMES = 5

/** With `require-promise`: why this plan must not be carried out. A person who starts the run by hand has looked at it. */
export const refuseUnpromised = (
  { resources }: Plan,
  checks: readonly PromiseCheck[],
  { settings: { requiresPromise, policy } }: Pick<Run, 'settings'>,
): Refusal | undefined => {
  const writes = resources.filter(({ action }) => action !== 'none')
  if (!requiresPromise || policy.isByHand || writes.length === 0) return undefined
  const differs = checks.flatMap((check) => check.differs.map((difference) => differenceWords(difference)))
  if (differs.length > 0)
    return { reason: 'promise-differs', message: messageOf(`this is not what was promised: ${some(differs)}`) }
  const promised = new Set<ResourceKey>(checks.flatMap(({ kept }) => [...kept]))
  const unpromised = writes.filter((resource) => !promised.has(resourceKey(resource)))
  if (unpromised.length === 0) return undefined
  const reasons = checks.flatMap(({ pullRequest, missing }) =>
    missing === undefined ? [] : [`pull request ${pullRequest}: ${missing}`],
  )
  const why = reasons.length > 0 ? reasons : ['no merged pull request was found for these commits']
  const names = unpromised.map((resource) => `\`${displayName(resource)}\``)
  return { reason: 'no-promise', message: messageOf(`nothing was promised of ${some(names)} (${some(why)})`) }
}

const some = (texts: readonly string[]): string => {
  const unique = [...new Set(texts)]
  const rest = unique.length - MOST_NAMES
  return `${unique.slice(0, MOST_NAMES).join('; ')}${rest > 0 ? ` and ${rest} more` : ''}`
}

const messageOf = (why: string): string =>
  `require-promise is true, and ${why}. Nothing is deployed. Look at the plan of this run; if it is meant, start the deploy by hand (workflow_dispatch), or bring the change by a pull request with a plan.`
