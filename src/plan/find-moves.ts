import { code } from '../kinds/describe-change.ts'
import { KINDS } from '../kinds/kinds.ts'
import { hashOf } from '../resource/fingerprint.ts'
import { type Content, type ResourceKey, type ResourceName, resourceKey } from '../resource/resource.ts'
import type { ResourceMap, ResourceState } from '../resource/resource-state.ts'
import { compareText } from '../text/compare.ts'

/** From this share of equal lines on, another flow at the same path is the same flow under another name. */
const MIN_SIMILARITY = 0.8

/**
 * Where resources of `desired` stood in `base`, by their present keys: at another path of the repository, which is nothing to the server, or
 * under another name, which is a delete and a create for it. One is renamed when its content is the same but for what names it
 * (`Kind.withoutName`), or, where it is text, when its file is the same and at least 0.8 of the lines are. Each of `base` is met
 * at most once. Takes time linear in the size of both.
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
      if (from === undefined || !isSame(from, to)) continue
      moves.set(resourceKey(to.side.name), from.side)
      removed.delete(from)
      added.delete(to)
    }
  }
  return moves
}

/** What only one side has. */
interface Lone {
  readonly side: ResourceState
  /** Equal for resources that are the same but for their names. */
  readonly fingerprint: string
}

/** In name order. */
const withoutTwin = (resourceStates: ResourceMap, others: ResourceMap): readonly Lone[] =>
  [...resourceStates]
    .filter(([key]) => !others.has(key))
    .sort(([a], [b]) => compareText(a, b))
    .map(([, side]) => {
      const text = nameless(side)
      return { side, fingerprint: `${side.name.kind} ${text === undefined ? side.fingerprint : hashOf(text)}` }
    })

/** Of text; bytes do not name themselves. */
const nameless = ({ name, content }: ResourceState): Content | undefined =>
  typeof content === 'string' ? KINDS[name.kind].withoutName(content) : undefined

/** Best matches first: what two resources must share to be paired, besides which equal resources go in name order. */
const RULES: readonly ((lone: Lone) => string | undefined)[] = [
  ({ side, fingerprint }) => JSON.stringify([fingerprint, side.file]),
  ({ side, fingerprint }) => JSON.stringify([fingerprint, side.name.name]),
  ({ side, fingerprint }) => JSON.stringify([fingerprint, side.name.name.replace(/^.*\//, '')]),
  ({ fingerprint }) => fingerprint,
  ({ side: { name, file } }) => (file === undefined ? undefined : JSON.stringify([name.kind, file])),
]

const isSame = (from: Lone, to: Lone): boolean =>
  from.fingerprint === to.fingerprint || similarity(nameless(from.side), nameless(to.side)) >= MIN_SIMILARITY

/** Share of lines that both texts have, 0 to 1, counting repeated lines; blind to their order, therefore linear. */
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

/** A move of `findMoves` in words: where it was, and what does not follow it. */
export const describeMove = (from: ResourceState, to: ResourceName): readonly string[] => {
  const { fullNoun, describeRename } = KINDS[to.kind]
  if (resourceKey(from.name) !== resourceKey(to)) return describeRename(from.name, to)
  return [`moved from ${code(from.file ?? '')}, the same ${fullNoun} on the server`]
}
