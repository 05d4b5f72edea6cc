import type { Problem } from '../finding/problem.ts'
import { makeProblem } from '../finding/problem-codes.ts'
import { displayName } from '../kinds/kinds.ts'
import { resourceKey } from '../resource/resource.ts'
import type { ResourceMap, ResourceState } from '../resource/resource-state.ts'
import { listed } from '../text/lists.ts'

/** The flows that the server lists but cannot parse. It cannot run them. */
export const unreadableFlows = (liveResources: ResourceMap): readonly ResourceState[] =>
  [...liveResources.values()].filter(({ exception }) => exception !== undefined)

const MOST_NAMES = 10

/** The names of `flows` for a sentence, ten at most. */
export const unreadableNames = (flows: readonly ResourceState[]): string =>
  listed(
    flows.map(({ name }) => `\`${displayName(name)}\``),
    MOST_NAMES,
  )

interface DesiredAndLive {
  readonly desiredResources: ResourceMap
  readonly liveResources: ResourceMap
}

/**
 * Reports flows that the server lists but cannot parse. If Git wants exactly the stored text, the flow is an error at its file, because no
 * deploy would repair it. `refused`: files for which the validation of the server already reports an error, which says more. All other
 * flows are one warning.
 */
export const checkUnreadableFlows = (
  { desiredResources, liveResources }: DesiredAndLive,
  refused: ReadonlySet<string | undefined>,
): readonly Problem[] => {
  const flows = unreadableFlows(liveResources)
  const desiredOf = ({ name }: ResourceState) => desiredResources.get(resourceKey(name))
  const errors = flows.flatMap((flow): Problem[] => {
    const desired = desiredOf(flow)
    if (desired === undefined || desired.fingerprint !== flow.fingerprint || refused.has(desired.file)) return []
    const message = `The server lists the flow \`${displayName(flow.name)}\` and cannot parse this text, so it does not run it.`
    return [makeProblem('unreadable-flow', { message, file: desired.file })]
  })
  const others = flows.filter((flow) => desiredOf(flow)?.fingerprint !== flow.fingerprint)
  if (others.length === 0) return errors
  const message = `The server lists flows that it cannot parse, and runs none of them: ${unreadableNames(others)}.`
  const about = others.map(({ name }) => resourceKey(name))
  return [...errors, makeProblem('unreadable-flow', { message, about, severity: 'warning' })]
}
