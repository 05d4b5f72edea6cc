import { code } from '../kinds/describe-change.ts'
import { KINDS } from '../kinds/kinds.ts'
import { hashOf } from '../resource/fingerprint.ts'
import { type Content, type ResourceKey, type ResourceName, resourceKey } from '../resource/resource.ts'
import type { ResourceMap, ResourceState } from '../resource/resource-state.ts'
import { compareText } from '../text/compare.ts'

/** Minimum share of equal lines (0 to 1) at which another flow at the same path is the same flow under a new name. */
const MIN_SIMILARITY = 0.8

/**
 * Finds the resources of `desired` that `base` has at another path or under another name. Key: the key in `desired`.
 * The server ignores a new path; for a new name it deletes one resource and creates another.
 * A resource is renamed when its content without its name (`Kind.withoutName`) is equal. A text resource is also renamed when its
 * file is the same and at least 0.8 of the lines are equal. Each resource of `base` is used at most once.
 * Takes time linear in the size of both maps.
 */
export const findMoves = (base: ResourceMap, desired: ResourceMap): ReadonlyMap<ResourceKey, ResourceState> => {
  const moves = new Map<ResourceKey, ResourceState>()
  for (const [key, { file }] of desired) {
    const from = base.get(key)
    if (from?.file !== undefined && file !== undefined && from.file !== file) moves.set(key, from)
  }
  const removed = new Set(withoutTwin(base, desired))
  const added = new Set(withoutTwin(desired, base))
  for (const rule of RULES) {
    const candidates = Map.groupBy(removed, rule)
    for (const to of added) {
      const shared = rule(to)
      const from = shared === undefined ? undefined : candidates.get(shared)?.shift()
      if (from === undefined || !isSameResource(from, to)) continue
      moves.set(resourceKey(to.state.name), from.state)
      removed.delete(from)
      added.delete(to)
    }
  }
  return moves
}

/** A resource that only one of the two maps has. */
interface Unpaired {
  readonly state: ResourceState
  /** Equal for resources of one kind that differ only in their names. */
  readonly fingerprint: string
}

/** Resources whose key `others` does not have, in the order of their names. */
const withoutTwin = (resourceStates: ResourceMap, others: ResourceMap): readonly Unpaired[] =>
  [...resourceStates]
    .filter(([key]) => !others.has(key))
    .sort(([a], [b]) => compareText(a, b))
    .map(([, state]) => {
      const text = contentWithoutName(state)
      return { state, fingerprint: `${state.name.kind} ${text === undefined ? state.fingerprint : hashOf(text)}` }
    })

/** The text without its name; `undefined` for bytes, which do not contain their name. */
const contentWithoutName = ({ name, content }: ResourceState): Content | undefined =>
  typeof content === 'string' ? KINDS[name.kind].withoutName(content) : undefined

/** Keys that two resources must share to be paired, best match first. Equal resources are paired in the order of their names. */
const RULES: readonly ((unpaired: Unpaired) => string | undefined)[] = [
  ({ state, fingerprint }) => JSON.stringify([fingerprint, state.file]),
  ({ state, fingerprint }) => JSON.stringify([fingerprint, state.name.name]),
  ({ state, fingerprint }) => JSON.stringify([fingerprint, state.name.name.replace(/^.*\//, '')]),
  ({ fingerprint }) => fingerprint,
  ({ state: { name, file } }) => (file === undefined ? undefined : JSON.stringify([name.kind, file])),
]

const isSameResource = (from: Unpaired, to: Unpaired): boolean =>
  from.fingerprint === to.fingerprint ||
  similarity(contentWithoutName(from.state), contentWithoutName(to.state)) >= MIN_SIMILARITY

/** Share of lines that both texts have (0 to 1). Counts repeated lines and ignores their order, so it takes linear time. */
const similarity = (before: Content | undefined, after: Content | undefined): number => {
  if (typeof before !== 'string' || typeof after !== 'string') return 0
  const left = before.split('\n')
  const right = after.split('\n')
  const counts = new Map<string, number>()
  for (const line of left) counts.set(line, (counts.get(line) ?? 0) + 1)
  let common = 0
  for (const line of right) {
    const count = counts.get(line) ?? 0
    if (count > 0) common += 1
    counts.set(line, count - 1)
  }
  return (2 * common) / (left.length + right.length)
}

/** Describes a move found by `findMoves`: the former location, and what does not move with a renamed resource. */
export const describeMove = (from: ResourceState, to: ResourceName): readonly string[] => {
  const { fullNoun, describeRename } = KINDS[to.kind]
  if (resourceKey(from.name) !== resourceKey(to)) return describeRename(from.name, to)
  return [`moved from ${code(from.file ?? '')}, the same ${fullNoun} on the server`]
}
