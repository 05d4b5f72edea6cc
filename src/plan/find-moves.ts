import { KINDS } from '../kinds/kinds.ts'
import { code } from '../kinds/words.ts'
import { type Fingerprint, hashOf } from '../resource/fingerprint.ts'
import { type Content, type ResourceName, resourceKey } from '../resource/resource.ts'
import { compareText } from '../text/compare.ts'

/** From this share of equal lines on, another flow at the same path is the same flow under another name. */
const MIN_SIMILARITY = 0.8

/** A resource as one commit holds it. `file` is its path in the repository, where it has one. */
export interface PlacedResource extends ResourceName {
  readonly file: string | undefined
  /** `undefined` where it was let go. */
  readonly content: Content | undefined
  readonly fingerprint: Fingerprint
}

/**
 * `file`: the same resource stands at another path of the repository; nothing happens on the server. `name`: another name,
 * perhaps another namespace as well. `namespace`: the same name in another namespace. The last two are a delete and a create
 * for the server.
 */
export type Move =
  | { readonly changed: 'file'; readonly from: PlacedResource & { readonly file: string }; readonly to: PlacedResource }
  | { readonly changed: 'name' | 'namespace'; readonly from: PlacedResource; readonly to: PlacedResource }

/**
 * What was moved or renamed between `base` and `desired`, each resource at most once, sorted by its present name. One is
 * renamed when its content is the same but for what names it (`Kind.withoutName`), or, where it is text, when its file is
 * the same and at least 0.8 of the lines are. Takes time linear in the size of both lists.
 */
export const findMoves = (options: {
  readonly base: readonly PlacedResource[]
  readonly desired: readonly PlacedResource[]
}): Move[] => {
  const base = keyed(options.base)
  const desired = keyed(options.desired)
  const stayed = [...desired].flatMap(([key, to]) => fileMove(base.get(key), to))
  const removed = [...base].filter(([key]) => !desired.has(key)).map(([, resource]) => fingerprinted(resource))
  const added = [...desired].filter(([key]) => !base.has(key)).map(([, resource]) => fingerprinted(resource))
  return [...stayed, ...pairUp(removed, added)].sort((a, b) => compareText(resourceKey(a.to), resourceKey(b.to)))
}

const keyed = (resources: readonly PlacedResource[]): ReadonlyMap<string, PlacedResource> => {
  const pairs = resources.map((resource): [string, PlacedResource] => [resourceKey(resource), resource])
  return new Map(pairs.sort(([a], [b]) => compareText(a, b)))
}

const fileMove = (from: PlacedResource | undefined, to: PlacedResource): Move[] => {
  if (from?.file === undefined || to.file === undefined || from.file === to.file) return []
  return [{ changed: 'file', from: { ...from, file: from.file }, to }]
}

interface Fingerprinted {
  readonly resource: PlacedResource
  /** Equal for resources that are the same but for their names. */
  readonly fingerprint: string
}

const fingerprinted = (resource: PlacedResource): Fingerprinted => {
  const text = nameless(resource)
  return { resource, fingerprint: `${resource.kind} ${text === undefined ? resource.fingerprint : hashOf(text)}` }
}

/** Of text; bytes do not name themselves. */
const nameless = ({ kind, content }: PlacedResource): Content | undefined =>
  typeof content === 'string' ? KINDS[kind].withoutName(content) : undefined

/** Best matches first: what two resources must share to be paired, besides which equal resources go in name order. */
const RULES: readonly ((candidate: Fingerprinted) => string | undefined)[] = [
  ({ resource, fingerprint }) => JSON.stringify([fingerprint, resource.file]),
  ({ resource, fingerprint }) => JSON.stringify([fingerprint, resource.name]),
  ({ resource, fingerprint }) => JSON.stringify([fingerprint, resource.name.replace(/^.*\//, '')]),
  ({ fingerprint }) => fingerprint,
  ({ resource: { kind, file } }) => (file === undefined ? undefined : JSON.stringify([kind, file])),
]

const pairUp = (removed: readonly Fingerprinted[], added: readonly Fingerprinted[]): Move[] => {
  const moves: Move[] = []
  const waiting = new Set(removed)
  const open = new Set(added)
  for (const rule of RULES) {
    const candidates = Map.groupBy(waiting, rule)
    for (const to of open) {
      const key = rule(to)
      const from = key === undefined ? undefined : candidates.get(key)?.shift()
      if (!from || !isSame(from, to)) continue
      moves.push({ changed: changedName(from.resource, to.resource), from: from.resource, to: to.resource })
      waiting.delete(from)
      open.delete(to)
    }
  }
  return moves
}

const isSame = (from: Fingerprinted, to: Fingerprinted): boolean =>
  from.fingerprint === to.fingerprint || similarity(nameless(from.resource), nameless(to.resource)) >= MIN_SIMILARITY

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

const changedName = (from: PlacedResource, to: PlacedResource): 'name' | 'namespace' =>
  from.name === to.name ? 'namespace' : 'name'

/** A move of `findMoves` in words: where it was, and what does not follow it. */
export const describeMove = (move: Move): readonly string[] => {
  const kind = KINDS[move.to.kind]
  if (move.changed !== 'file') return kind.describeRename(move.from, move.to)
  return [`moved from ${code(move.from.file)}, the same ${kind.fullNoun} on the server`]
}
