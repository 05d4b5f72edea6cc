import { Document, isMap, isScalar, parseDocument, Scalar, YAMLMap, YAMLSeq } from 'yaml'
import type { Content } from '../../resource/resource.ts'
import { compareText } from '../../text/compare.ts'
import { unicodeEscape } from '../../text/json.ts'
import type { EntryForGit, FileOfGit } from '../kind-in-tree.ts'
import { exactNumber, isList, type Json } from './value/exact-json.ts'
import { PAIR_TYPES, type Pair, pairOf } from './value/pair.ts'
import { type TypedValue, typeJson, typePlain, typeText } from './value/value-types.ts'

// The schema reads every scalar as its text, so that untouched values are written unchanged.
const READING = { version: '1.1', schema: 'failsafe', merge: false, uniqueKeys: false } as const
const WRITING = { lineWidth: 0, flowCollectionPadding: true } as const

/**
 * A file of pairs with these pairs added, changed or removed. Comments, order and formatting of everything else stay. New keys are appended,
 * sorted by name. `undefined` if no pair is left.
 */
export const writePairs = (entries: readonly EntryForGit[], { before }: FileOfGit): Uint8Array | undefined => {
  const source = before === undefined ? '' : new TextDecoder().decode(before)
  const document = before === undefined ? new Document({}, READING) : parseDocument(source, READING)
  const root = isMap(document.contents) ? document.contents : new YAMLMap<unknown, unknown>()
  document.contents = root as never
  for (const { name, content } of entries.toSorted((a, b) => compareText(a.name, b.name))) put(root, name, content)
  if (root.items.length === 0) return undefined
  const written = document.toString(WRITING)
  // All these characters are inside double quotes, where the library does not escape them.
  const text = INVISIBLE.test(source) ? written : written.replace(EACH_INVISIBLE, unicodeEscape)
  return new TextEncoder().encode(source.includes('\r\n') ? text.replaceAll('\n', '\r\n') : text)
}

const put = (root: YAMLMap<unknown, unknown>, name: string, content: EntryForGit['content']): void => {
  const at = root.items.findIndex(({ key }) => isScalar(key) && key.source === name)
  if (content === undefined) {
    if (at >= 0) root.items.splice(at, 1)
    return
  }
  const pair = pairOf(content)
  const known = root.items[at]
  if (known === undefined) root.add({ key: plain(name), value: nodeOfPair(pair) })
  else known.value = changedNode(known.value, pair)
}

/** The new node of a pair that is already in the file. A comment next to it stays if both nodes are scalars. */
const changedNode = (node: unknown, pair: Pair): unknown => {
  const next = nodeOfPair(pair)
  if (isScalar(node) && next instanceof Scalar) {
    return Object.assign(next, { comment: node.comment, commentBefore: node.commentBefore })
  }
  if (!isMap(node) || !node.items.some(({ key }) => isScalar(key) && key.source === 'value')) return next
  for (const item of node.items) {
    const field = isScalar(item.key) ? item.key.source : undefined
    if (field === 'value') item.value = nodeOfJson(pair.value ?? null)
    if (field === 'type') item.value = plain(pair.type)
  }
  return node
}

const nodeOfPair = ({ type, value = null, description }: Pair): unknown => {
  const isScalarValue = typeof value !== 'object' || value === null || JSON.isRawJSON(value)
  const scalar = isScalarValue ? scalarOf(type, value) : undefined
  if (scalar !== undefined && description === undefined) return scalar
  const map = new YAMLMap<unknown, unknown>()
  map.add({ key: plain('value'), value: scalar ?? nodeOfJson(value) })
  if (description !== undefined) map.add({ key: plain('description'), value: text(description) })
  return map
}

/** Dates, times and durations are written without quotes. */
const scalarOf = (type: string, value: Json): Scalar =>
  type !== 'STRING' && typeof value === 'string' ? plain(value) : scalarNode(value)

const nodeOfJson = (value: Json): unknown => {
  if (isList(value)) {
    const list = new YAMLSeq<unknown>()
    list.items = value.map(nodeOfJson)
    return list
  }
  if (typeof value !== 'object' || value === null || JSON.isRawJSON(value)) return scalarNode(value)
  const map = new YAMLMap<unknown, unknown>()
  for (const [name, item] of Object.entries(value)) map.add({ key: text(name), value: nodeOfJson(item) })
  return map
}

const scalarNode = (value: Json): Scalar => {
  if (typeof value === 'string') return text(value)
  return plain(JSON.isRawJSON(value) ? value.rawJSON : String(value))
}

const plain = (source: string): Scalar => scalar(source, 'PLAIN')

// Characters that editors do not show and YAML parsers reject. In a value they are written as escapes in double quotes.
const INVISIBLE = /[\u007f-\u009f\u2028\u2029\ufeff]/
const EACH_INVISIBLE = new RegExp(INVISIBLE, 'g')

/** A text without quotes if YAML reads it as the same text. */
const text = (value: string): Scalar => {
  if (INVISIBLE.test(value)) return scalar(value, 'QUOTE_DOUBLE')
  const typed = typePlain(value)
  const isPlain = 'type' in typed && typed.type === 'STRING' && /^\S(?:.*\S)?$/.test(value)
  if (isPlain) return scalar(value, 'PLAIN')
  return scalar(value, isProse(value) ? 'BLOCK_LITERAL' : 'QUOTE_DOUBLE')
}

/** True for lines that a YAML block shows unchanged. */
const isProse = (value: string): boolean =>
  /^\S/.test(value) && value.includes('\n') && /^[\n\x20-\x7e\xa0-\ud7ff]+$/.test(value)

const scalar = (value: string, type: 'PLAIN' | 'BLOCK_LITERAL' | 'QUOTE_DOUBLE'): Scalar => {
  const node = new Scalar(value)
  node.type = type
  return node
}

/** A clause with the reason why a file cannot express the server's content of a key; `undefined` if it can. */
export const whyNoPair = ({ content }: { readonly content: Content }): string | undefined => {
  const pair = pairOf(content)
  if (pair.expires !== undefined) return 'it has a time to live on the server'
  if (pair.value === undefined) return 'its key has no value'
  const typed = typedAgain(pair)
  return typed === undefined || 'why' in typed ? 'a file cannot express its value' : undefined
}

const typedAgain = ({ type, value }: Pair): TypedValue | undefined => {
  const known = PAIR_TYPES.find((name) => name === type)
  if (known === undefined || value === undefined) return undefined
  if (known === 'JSON') return typeJson(value)
  if (known === 'BOOLEAN') return typeof value === 'boolean' ? { type, value } : undefined
  if (known !== 'NUMBER') return typeof value === 'string' ? typeText(value, known) : undefined
  return JSON.isRawJSON(value) && exactNumber(value.rawJSON) !== undefined ? { type, value } : undefined
}
