import { isMap, isNode, isScalar, isSeq, type Pair } from 'yaml'
import type { NodePath } from './map-value.ts'
import type { SourceRange } from './source-text.ts'

/** Where a node stands. */
export interface NodePlace extends SourceRange {
  readonly isScalar: boolean
}

/**
 * The places of all nodes of one text, without the nodes: these take about thirty times the room of their text, and this about half of
 * it. A string of numbers, parents before their children: for each node its start, its end and its shape; in a map a key before
 * its value.
 */
export type PlaceIndex = string & { readonly brand: 'PlaceIndex' }

/** Each number must fit into one character. */
const MOST_CHARACTERS = 0x7f_ff
const UNITS_OF_NODE = 3

// The shape of a leaf; that of a collection is twice its units with those below it, and one more for a list.
const SCALAR = 0
const OTHER_LEAF = 1
const NOTHING = 2
const FIRST_COLLECTION = 2 * UNITS_OF_NODE

/** `undefined` where the text is too long for an index. */
export const indexPlaces = (root: unknown, source: string): PlaceIndex | undefined => {
  if (source.length > MOST_CHARACTERS || !isNode(root)) return undefined
  const units: number[] = []
  note(units, root)
  return units.length > MOST_CHARACTERS ? undefined : packed(units)
}

const packed = (units: readonly number[]): PlaceIndex => {
  const bytes = Buffer.allocUnsafe(2 * units.length)
  for (const [at, unit] of units.entries()) bytes.writeUInt16LE(unit, 2 * at)
  return bytes.toString('utf16le') as PlaceIndex
}

const note = (units: number[], node: unknown): void => {
  const at = units.length
  const [start, end] = isNode(node) ? (node.range ?? []) : []
  if (start === undefined || end === undefined) {
    units.push(0, 0, NOTHING)
    return
  }
  units.push(start, end, isScalar(node) ? SCALAR : OTHER_LEAF)
  if (isMap(node)) for (const pair of node.items) notePair(units, pair)
  else if (isSeq(node)) for (const item of node.items) note(units, item)
  else return
  units[at + 2] = 2 * (units.length - at) + (isMap(node) ? 0 : 1)
}

const notePair = (units: number[], { key, value }: Pair): void => {
  note(units, key)
  note(units, value)
}

/** What a search found: a node, that there is none, or `unclear` where only the nodes can tell. */
export type PlaceFound = NodePlace | 'absent' | 'unclear'

/** The place of the node at a path below the root, or of its key; of two equal keys the last, as Kestra takes it. */
export const placeIn = (
  index: PlaceIndex,
  source: string,
  { path, part }: { readonly path: NodePath; readonly part: 'key' | 'value' },
): PlaceFound => {
  let at = 0
  for (const [depth, step] of path.entries()) {
    const child = isMapAt(index, at) ? pairOf(index, at, { source, key: String(step) }) : itemOf(index, at, step)
    if (typeof child === 'string') return child
    if (part === 'key' && depth === path.length - 1 && isMapAt(index, at)) return placeAt(index, child)
    at = isMapAt(index, at) ? child + unitsAt(index, child) : child
  }
  return placeAt(index, at)
}

const placeAt = (index: PlaceIndex, at: number): PlaceFound => {
  const shape = shapeAt(index, at)
  if (shape === NOTHING) return 'absent'
  return { start: index.charCodeAt(at), end: index.charCodeAt(at + 1), isScalar: shape === SCALAR }
}

const shapeAt = (index: PlaceIndex, at: number): number => index.charCodeAt(at + 2)
const unitsAt = (index: PlaceIndex, at: number): number =>
  shapeAt(index, at) < FIRST_COLLECTION ? UNITS_OF_NODE : shapeAt(index, at) >> 1
const isMapAt = (index: PlaceIndex, at: number): boolean =>
  shapeAt(index, at) >= FIRST_COLLECTION && shapeAt(index, at) % 2 === 0

/** Where the key of a map stands in the index. */
const pairOf = (
  index: PlaceIndex,
  at: number,
  { source, key }: { readonly source: string; readonly key: string },
): number | 'absent' | 'unclear' => {
  let found: number | 'absent' = 'absent'
  const end = at + unitsAt(index, at)
  for (let next = at + UNITS_OF_NODE; next < end; ) {
    const [from, to] = [index.charCodeAt(next), index.charCodeAt(next + 1)]
    if (!isPlainKey(source, from, to) || shapeAt(index, next) !== SCALAR) return 'unclear'
    if (to - from === key.length && source.startsWith(key, from)) found = next
    const value = next + UNITS_OF_NODE
    next = value + unitsAt(index, value)
  }
  return found
}

/** True for a key whose text is what is written; not one in quotes, with a tag or over several lines. */
const isPlainKey = (source: string, from: number, to: number): boolean =>
  /\w/.test(source.charAt(from)) && !source.slice(from, to).includes('\n')

const itemOf = (index: PlaceIndex, at: number, step: string | number): number | 'absent' => {
  const isList = shapeAt(index, at) >= FIRST_COLLECTION
  if (!isList || typeof step !== 'number') return 'absent'
  const end = at + unitsAt(index, at)
  let next = at + UNITS_OF_NODE
  for (let item = 0; item < step && next < end; item += 1) next += unitsAt(index, next)
  return next < end ? next : 'absent'
}
