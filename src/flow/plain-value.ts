import { isAlias, isMap, isScalar, isSeq, type Pair, type Scalar, type YAMLMap } from 'yaml'
import { asText, readPlainScalar, readTaggedScalar, type ScalarReading } from './plain-scalar.ts'

/** What the reading of a document meets on its way that the author should know of. */
export interface ReadingNotes {
  /** `later` is the key that wins. */
  duplicateKey(key: string, earlier: number, later: number): void
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
export const toPlainValue = (node: unknown, notes: ReadingNotes): unknown => {
  if (isMap(node)) return mapValue(node, notes)
  if (isSeq(node)) return node.items.map((item) => toPlainValue(item, notes))
  if (isAlias(node)) {
    notes.alias(node.source, node.range?.[0] ?? 0)
    return node.source
  }
  if (!isScalar(node)) return ''
  const reading = readScalar(node)
  if (reading.isMalformed) notes.malformedNumber(node.source ?? '', node.range?.[0] ?? 0)
  return reading.value
}

/** The type and text that Kestra gives to a scalar node. */
export const readScalar = (node: Scalar): ScalarReading => {
  const source = node.source ?? ''
  if (node.tag !== undefined && node.tag !== '!') return readTaggedScalar(source, node.tag)
  return node.type === 'PLAIN' ? readPlainScalar(source) : asText(source)
}

/** The key of a pair as text; `undefined` for a key that is no scalar. */
export const keyText = (pair: Pair): string | undefined => (isScalar(pair.key) ? (pair.key.source ?? '') : undefined)

/** The offset at which the key of a pair begins. */
export const keyOffset = (pair: Pair): number => {
  const { key } = pair
  return isScalar(key) || isMap(key) || isSeq(key) || isAlias(key) ? (key.range?.[0] ?? 0) : 0
}

const mapValue = (node: YAMLMap, notes: ReadingNotes): Record<string, unknown> => {
  const result: Record<string, unknown> = {}
  for (const pair of node.items) {
    const key = keyText(pair)
    if (key === undefined) {
      notes.complexKey(keyOffset(pair))
      continue
    }
    if (Object.hasOwn(result, key)) {
      const earlier = node.items.findLast(
        (other) => other !== pair && keyText(other) === key && keyOffset(other) < keyOffset(pair),
      )
      notes.duplicateKey(key, earlier ? keyOffset(earlier) : 0, keyOffset(pair))
    }
    const value = toPlainValue(pair.value, notes)
    if (key === '__proto__')
      Object.defineProperty(result, key, { value, enumerable: true, writable: true, configurable: true })
    else result[key] = value
  }
  return result
}
