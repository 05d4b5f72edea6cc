import { isAlias, isMap, isScalar, isSeq, type Pair as YamlPair } from 'yaml'
import type { Position } from '../../finding/problem.ts'
import { ComposedYaml } from '../../yaml/compose.ts'
import { contentOf, type Pair, refuseKey } from './value/pair.ts'
import { readValue, type ValueFault } from './value/read-value.ts'

/** One key of a file with its pair. */
interface PairEntry {
  readonly key: string
  readonly position: Position
  /** `undefined` if the pair is invalid. A problem reports the reason. */
  readonly pair: Pair | undefined
}

/** A fault with its position. */
interface PairFault extends Omit<ValueFault, 'node'> {
  readonly position: Position
}

/** The contents of a file of pairs. `entries` are in file order. */
interface PairsFile {
  readonly entries: readonly PairEntry[]
  readonly faults: readonly PairFault[]
}

/**
 * Parses a file of key-value pairs (docs/layouts.md, "Key-value pairs"): a map of keys to values. Never throws. Messages never contain a
 * value. If a key occurs twice, the first one counts.
 */
export const parsePairs = (source: string): PairsFile => {
  const composed = new ComposedYaml(source)
  const { lines, contents } = composed
  const place = (range: readonly number[] | null | undefined): Position =>
    lines.positionAt(range?.[0] ?? 0, range?.[1] ?? range?.[0] ?? 0)
  const [broken] = contents.syntax
  if (broken !== undefined) return unreadable(broken.message, broken.position)
  const { root } = contents
  if (!isMap(root) || root.items.length === 0) return unreadable(EMPTY, lines.positionAt(0))
  const faults: PairFault[] = []
  const entries: PairEntry[] = []
  const lineOfKey = new Map<string, number>()
  for (const item of root.items) {
    const key = keyText(item)
    const position = place(rangeOf(item.key))
    const wrong: ValueFault[] = []
    const pair = key === undefined ? undefined : readValue(item.value, wrong)
    const refused = key === undefined ? 'A key must be text.' : refuseKey(key)
    if (refused !== undefined) wrong.push({ code: 'key-value-name', message: refused, node: item.key })
    for (const { node, ...fault } of wrong)
      faults.push({ ...fault, position: place(rangeOf(node) ?? rangeOf(item.key)) })
    if (key === undefined) continue
    const first = lineOfKey.get(key)
    if (first === undefined) entries.push({ key, position, pair: wrong.length > 0 ? undefined : pair })
    else faults.push({ code: 'duplicate-key-value', message: `The key \`${key}\` is also on line ${first}.`, position })
    lineOfKey.set(key, first ?? position.line)
  }
  return { entries, faults }
}

/** The content to send for one key of a file in Git; `undefined` if the file does not have the key. */
export const contentInFile = (file: Uint8Array, key: string): string | undefined => {
  const held = parsed.get(file) ?? parsePairs(new TextDecoder().decode(file))
  parsed.set(file, held)
  const pair = held.entries.find((entry) => entry.key === key)?.pair
  return pair && contentOf(pair)
}

/** Cached per content: the history of a file is read once per key. */
const parsed = new WeakMap<Uint8Array, PairsFile>()

const EMPTY =
  'This file is not a map of keys to values. Write `key: value` lines, or delete the file if it should have no pairs.'

const unreadable = (message: string, position: Position): PairsFile => ({
  entries: [],
  faults: [{ code: 'key-values-unreadable', message, position }],
})

const keyText = ({ key }: YamlPair): string | undefined => (isScalar(key) ? (key.source ?? '') : undefined)

const rangeOf = (node: unknown): readonly number[] | undefined =>
  isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? (node.range ?? undefined) : undefined
