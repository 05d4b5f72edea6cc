import { isAlias, isMap, isNode, isScalar, isSeq, type Node, type Pair, type Scalar, type YAMLMap } from 'yaml'
import { blockScalarText } from './block-scalar.ts'
import type { NodePath } from './map-value.ts'
import { asText, parsePlainScalar, parseTaggedScalar, parseUnspecificScalar, type TypedScalar } from './plain-scalar.ts'

/** A key that stands at two offsets of one map; the later one wins. */
export interface RepeatedKey {
  readonly key: string
  readonly earlier: number
  readonly later: number
}

/** What the reading of a document meets on its way that the author should know of. */
export interface SyntaxNotes {
  /** The keys that one map sets again, in their order, and the first key of an item of a list. */
  duplicateKeys(repeated: readonly RepeatedKey[], firstOfItem: string | undefined): void
  malformedNumber(text: string, offset: number): void
  /** A key that is a map, a list or an alias: the parser refuses the document. */
  complexKey(offset: number): void
  /** An alias, at its offset: Kestra reads the name of the anchor as text. */
  alias(name: string, offset: number): void
}

/**
 * Turns a node into plain data as Kestra does. Kestra reads YAML token by token: it expands neither aliases (an alias
 * is the text of its name) nor merge keys (`<<` is a key like any other), so no document can grow by being read.
 */
export const toPlainValue = (node: unknown, notes: SyntaxNotes): unknown => {
  if (isMap(node)) return mapValue(node, notes)
  if (isSeq(node)) {
    return node.items.map((item) => (isMap(item) ? mapValue(item, notes, { isItem: true }) : toPlainValue(item, notes)))
  }
  if (isAlias(node)) {
    notes.alias(node.source, node.range?.[0] ?? 0)
    return node.source
  }
  if (!isScalar(node)) return ''
  const reading = parseScalar(node)
  if (reading.isMalformed) notes.malformedNumber(node.source ?? '', node.range?.[0] ?? 0)
  return reading.value
}

/** The type and text that Kestra gives to a scalar node. */
export const parseScalar = (node: Scalar): TypedScalar => {
  const written = writtenText(node)
  if (node.tag === '!') return parseUnspecificScalar(written)
  if (node.tag !== undefined) return parseTaggedScalar(written, node.tag)
  return node.type === 'PLAIN' ? parsePlainScalar(written) : asText(written)
}

/** The text of a scalar, without the quotes: `1.10` is `1.10`. */
export const writtenText = (node: Scalar): string => blockScalarText(node) ?? node.source ?? ''

/** The key of a pair as text; `undefined` for a key that is no scalar. */
const keyText = (pair: Pair): string | undefined => (isScalar(pair.key) ? writtenText(pair.key) : undefined)

/** The offset at which the key of a pair begins. */
const keyOffset = (pair: Pair): number => {
  const { key } = pair
  return isScalar(key) || isMap(key) || isSeq(key) || isAlias(key) ? (key.range?.[0] ?? 0) : 0
}

const mapValue = (node: YAMLMap, notes: SyntaxNotes, { isItem = false } = {}): Record<string, unknown> => {
  const result: Record<string, unknown> = {}
  const repeated: RepeatedKey[] = []
  const offsets = new Map<string, number>()
  for (const pair of node.items) {
    const key = keyText(pair)
    if (key === undefined) {
      notes.complexKey(keyOffset(pair))
      continue
    }
    const offset = keyOffset(pair)
    const earlier = offsets.get(key)
    if (earlier !== undefined) repeated.push({ key, earlier, later: offset })
    offsets.set(key, offset)
    const value = toPlainValue(pair.value, notes)
    if (key === '__proto__')
      Object.defineProperty(result, key, { value, enumerable: true, writable: true, configurable: true })
    else result[key] = value
  }
  if (repeated.length > 0) notes.duplicateKeys(repeated, isItem ? offsets.keys().next().value : undefined)
  return result
}

/** The node at a path below `root`; of two equal keys the last, as Kestra takes it. */
export const findNode = (root: unknown, path: NodePath): Node | undefined => {
  let node: unknown = root
  for (const step of path) {
    if (isMap(node)) node = findPair(node, step)?.value
    else if (isSeq(node) && typeof step === 'number') node = node.items[step]
    else return undefined
  }
  return isNode(node) ? node : undefined
}

/** The key under which the node at a path stands; for an item of a list and for the root, the node itself. */
export const findKey = (root: unknown, path: NodePath): Node | undefined => {
  const parent = findNode(root, path.slice(0, -1))
  const step = path.at(-1)
  if (!isMap(parent) || step === undefined) return findNode(root, path)
  const key = findPair(parent, step)?.key
  return isNode(key) ? key : undefined
}

const findPair = (map: YAMLMap, step: string | number): Pair | undefined => {
  const key = String(step)
  if (map.items.length < MANY_KEYS) return map.items.findLast((pair) => keyText(pair) === key)
  const known = indexes.get(map) ?? new Map(map.items.map((pair) => [keyText(pair), pair]))
  indexes.set(map, known)
  return known.get(key)
}

/** From here on a map is looked through once and not for every key: each of thousands may have a problem, and the work stays linear. */
const MANY_KEYS = 64
const indexes = new WeakMap<YAMLMap, ReadonlyMap<string | undefined, Pair>>()
