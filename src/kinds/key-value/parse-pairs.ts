import { isAlias, isMap, isScalar, isSeq, type Pair as YamlPair } from 'yaml'
import type { Position } from '../../finding/problem.ts'
import { ComposedYaml } from '../../yaml/compose.ts'
import { contentOf, type Pair, refuseKey } from './value/pair.ts'
import { readValue, type ValueFault } from './value/read-value.ts'

/** One key of a file, in its order. */
interface PairEntry {
  readonly key: string
  readonly position: Position
  /** `undefined` where it cannot be read: a problem says why. */
  readonly pair: Pair | undefined
}

/** Something that is wrong, where it stands. */
interface PairFault extends Omit<ValueFault, 'node'> {
  readonly position: Position
}

interface PairsFile {
  readonly entries: readonly PairEntry[]
  readonly faults: readonly PairFault[]
}

/**
 * A file of key-value pairs (docs/layouts.md, "Key-value pairs"): a mapping of keys to values. Never throws; no message holds a
 * value. Of two equal keys the first counts.
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
    const key = keyOf(item)
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
    else
      faults.push({ code: 'duplicate-key-value', message: `${quoted(key)} stands on line ${first} as well.`, position })
    lineOfKey.set(key, first ?? position.line)
  }
  return { entries, faults }
}

/** What a file of Git holds of one key, as it is sent. */
export const contentInFile = (file: Uint8Array, key: string): string | undefined => {
  const held = parsed.get(file) ?? parsePairs(new TextDecoder().decode(file))
  parsed.set(file, held)
  const pair = held.entries.find((entry) => entry.key === key)?.pair
  return pair && contentOf(pair)
}

/** An older commit of a file is asked for each of its keys: read once, the work stays linear in them. */
const parsed = new WeakMap<Uint8Array, PairsFile>()

const EMPTY =
  'This file holds no mapping of keys to values. Write `key: value` lines, or delete the file when it shall hold none.'

const unreadable = (message: string, position: Position): PairsFile => ({
  entries: [],
  faults: [{ code: 'key-values-unreadable', message, position }],
})

const keyOf = ({ key }: YamlPair): string | undefined => (isScalar(key) ? (key.source ?? '') : undefined)

const rangeOf = (node: unknown): readonly number[] | undefined =>
  isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? (node.range ?? undefined) : undefined

const quoted = (key: string): string => `The key \`${key}\``
