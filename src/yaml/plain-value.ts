import { isAlias, isMap, isNode, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml'
import type { ProblemCode } from '../finding/problem-codes.ts'
import { joined } from '../text/lists.ts'
import type { NodePath } from './map-value.ts'
import { parseScalar, writtenText } from './scalar.ts'
import type { LineIndex } from './source-text.ts'

/** The source of a node, and a function that records remarks about it. */
export interface Remarks {
  readonly source: string
  readonly lines: LineIndex
  readonly add: (code: ProblemCode, message: string, offset: number) => void
}

/**
 * Converts a node to plain data as Kestra does. Kestra reads YAML token by token. It expands neither aliases (an alias is the text of its
 * name) nor merge keys (`<<` is an ordinary key), so the data is never larger than the source.
 */
export const toPlainValue = (node: unknown, remarks: Remarks): unknown => {
  if (isMap(node)) return mapValue(node, remarks)
  if (isSeq(node)) {
    return node.items.map((item) =>
      isMap(item) ? mapValue(item, remarks, { isItem: true }) : toPlainValue(item, remarks),
    )
  }
  if (isAlias(node)) {
    const message = `Kestra does not expand aliases: the value is the text "${node.source}".`
    remarks.add('alias-not-expanded', message, offsetOf(node))
    return node.source
  }
  if (!isScalar(node)) return ''
  const { value, isMalformed } = parseScalar(node)
  if (isMalformed) {
    const message = `Kestra's parser reads ${node.source} as a number and then fails on it.`
    remarks.add('unreadable-number', message, offsetOf(node))
  }
  return value
}

/** The key of a pair as text; `undefined` if it is not a scalar. */
const keyText = (pair: Pair): string | undefined => (isScalar(pair.key) ? writtenText(pair.key) : undefined)

/** The offset at which a node begins. */
const offsetOf = (node: unknown): number => (isNode(node) ? (node.range?.[0] ?? 0) : 0)

const mapValue = (node: YAMLMap, remarks: Remarks, { isItem = false } = {}): Record<string, unknown> => {
  const result: Record<string, unknown> = {}
  const repeated: RepeatedKey[] = []
  const offsets = new Map<string, number>()
  for (const pair of node.items) {
    const key = keyText(pair)
    const offset = offsetOf(pair.key)
    if (key === undefined) {
      const isExpression = remarks.source.slice(offset - 1).startsWith('{{')
      remarks.add('complex-key', isExpression ? BARE_EXPRESSION : COMPLEX_KEY, offset)
      continue
    }
    const earlier = offsets.get(key)
    if (earlier !== undefined) repeated.push({ key, earlier, later: offset })
    offsets.set(key, offset)
    const value = toPlainValue(pair.value, remarks)
    if (key === '__proto__')
      Object.defineProperty(result, key, { value, enumerable: true, writable: true, configurable: true })
    else result[key] = value
  }
  remarkRepeated(repeated, isItem ? offsets.keys().next().value : undefined, remarks)
  return result
}

const COMPLEX_KEY = "A key must be text; Kestra's parser refuses anything else."
const BARE_EXPRESSION = 'An expression `{{ … }}` needs quotes here: without them YAML reads a map in it.'

/** A key that appears at two offsets of one map. The later one wins. */
interface RepeatedKey {
  readonly key: string
  readonly earlier: number
  readonly later: number
}

/**
 * Reports repeated keys. If an item of a list repeats its first key, a "- " is probably missing: that is one finding, not one for each key.
 */
const remarkRepeated = (
  repeated: readonly RepeatedKey[],
  firstOfItem: string | undefined,
  { lines, add }: Remarks,
): void => {
  const [first, ...others] = repeated
  if (first !== undefined && others.length > 0 && first.key === firstOfItem) {
    const keys = joined([...new Set(repeated.map(({ key }) => `"${key}"`))])
    const message = `${keys} are set twice in one item, again from line ${lines.lineAt(first.later)} on; Kestra refuses to save that. The "- " of the next item is probably missing there.`
    add('duplicate-key', message, first.later)
    return
  }
  for (const { key, earlier, later } of repeated) {
    const message = `"${key}" is set twice, on lines ${lines.lineAt(earlier)} and ${lines.lineAt(later)}; Kestra refuses to save that.`
    add('duplicate-key', message, later)
  }
}

/** The node at a path below `root`. If a key appears twice the last one counts, as for Kestra. */
export const findNode = (root: unknown, path: NodePath): Node | undefined => {
  let node: unknown = root
  for (const step of path) {
    if (isMap(node)) node = findPair(node, step)?.value
    else if (isSeq(node) && typeof step === 'number') node = node.items[step]
    else return undefined
  }
  return isNode(node) ? node : undefined
}

/** The key of the node at a path. For an item of a list and for the root it is the node itself. */
export const findKey = (root: unknown, path: NodePath): Node | undefined => {
  const parent = findNode(root, path.slice(0, -1))
  const step = path.at(-1)
  if (!isMap(parent) || step === undefined) return findNode(root, path)
  const key = findPair(parent, step)?.key
  return isNode(key) ? key : undefined
}

const findPair = (map: YAMLMap, step: string | number): Pair | undefined => {
  const pairs = indexes.get(map) ?? new Map(map.items.map((pair) => [keyText(pair), pair]))
  indexes.set(map, pairs)
  return pairs.get(String(step))
}

/** Index of the pairs of a map by key. Thousands of keys may have a problem, and the work stays linear. */
const indexes = new WeakMap<YAMLMap, ReadonlyMap<string | undefined, Pair>>()
