import { Document, isMap, isScalar, parseDocument, Scalar, YAMLMap, YAMLSeq } from 'yaml'
import type { Content } from '../../resource/resource.ts'
import { compareText } from '../../text/compare.ts'
import { unicodeEscape } from '../../text/json.ts'
import type { EntryForGit, FileOfGit } from '../kind-in-tree.ts'
import { exactNumber, isList, type Json } from './value/exact-json.ts'
import { PAIR_TYPES, type Pair, pairOf } from './value/pair.ts'
import { type TypedValue, typeJson, typePlain, typeText } from './value/value-types.ts'

// Every scalar is the text that it is: what is not touched is written as it was.
const READING = { version: '1.1', schema: 'failsafe', merge: false, uniqueKeys: false } as const
const WRITING = { lineWidth: 0, flowCollectionPadding: true } as const

/**
 * A file of pairs with these pairs put in, changed or taken out. Comments, and the order and look of everything else, stay; new keys come
 * at the end, in the order of their names. `undefined` when no pair is left.
 */
export const writePairs = (entries: readonly EntryForGit[], { before }: FileOfGit): Uint8Array | undefined => {
  const source = before === undefined ? '' : new TextDecoder().decode(before)
  const document = before === undefined ? new Document({}, READING) : parseDocument(source, READING)
  const root = isMap(document.contents) ? document.contents : new YAMLMap<unknown, unknown>()
  document.contents = root as never
  for (const { name, content } of entries.toSorted((a, b) => compareText(a.name, b.name))) put(root, name, content)
  if (root.items.length === 0) return undefined
  const written = document.toString(WRITING)
  // Within double quotes, where all of them stand: the library writes them as they are.
  const text = UNSEEN.test(source) ? written : written.replace(EACH_UNSEEN, unicodeEscape)
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

/** The node of a pair that stands in the file already; a comment beside it stays where there is still a scalar. */
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

/** Dates, times and durations are what they are without quotes. */
const scalarOf = (type: string, value: Json): Scalar =>
  type !== 'STRING' && typeof value === 'string' ? plain(value) : asScalar(value)

const nodeOfJson = (value: Json): unknown => {
  if (isList(value)) {
    const list = new YAMLSeq<unknown>()
    list.items = value.map(nodeOfJson)
    return list
  }
  if (typeof value !== 'object' || value === null || JSON.isRawJSON(value)) return asScalar(value)
  const map = new YAMLMap<unknown, unknown>()
  for (const [name, item] of Object.entries(value)) map.add({ key: text(name), value: nodeOfJson(item) })
  return map
}

const asScalar = (value: Json): Scalar => {
  if (typeof value === 'string') return text(value)
  return plain(JSON.isRawJSON(value) ? value.rawJSON : String(value))
}

const plain = (source: string): Scalar => scalar(source, 'PLAIN')

// What no reader sees, and what no parser of YAML lets through: in a value, written in double quotes as an escape.
const UNSEEN = /[\u007f-\u009f\u2028\u2029\ufeff]/
const EACH_UNSEEN = new RegExp(UNSEEN, 'g')

/** Without quotes only what is read as the same text then. */
const text = (value: string): Scalar => {
  if (UNSEEN.test(value)) return scalar(value, 'QUOTE_DOUBLE')
  const typed = typePlain(value)
  const isPlain = 'type' in typed && typed.type === 'STRING' && /^\S(?:.*\S)?$/.test(value)
  if (isPlain) return scalar(value, 'PLAIN')
  return scalar(value, isProse(value) ? 'BLOCK_LITERAL' : 'QUOTE_DOUBLE')
}

/** Lines that a block shows as they are. */
const isProse = (value: string): boolean =>
  /^\S/.test(value) && value.includes('\n') && /^[\n\x20-\x7e\xa0-\ud7ff]+$/.test(value)

const scalar = (value: string, type: 'PLAIN' | 'BLOCK_LITERAL' | 'QUOTE_DOUBLE'): Scalar => {
  const node = new Scalar(value)
  node.type = type
  return node
}

/** A clause that says why a file could not say what the server has under a key; `undefined` when it could. */
export const whyNoPair = ({ content }: { readonly content: Content }): string | undefined => {
  const pair = pairOf(content)
  if (pair.expires !== undefined) return 'it has a time to live on the server'
  if (pair.value === undefined) return 'its key holds nothing'
  const typed = typedAgain(pair)
  return typed === undefined || 'why' in typed ? 'its value is none that a file can say' : undefined
}

const typedAgain = ({ type, value }: Pair): TypedValue | undefined => {
  const known = PAIR_TYPES.find((name) => name === type)
  if (known === undefined || value === undefined) return undefined
  if (known === 'JSON') return typeJson(value)
  if (known === 'BOOLEAN') return typeof value === 'boolean' ? { type, value } : undefined
  if (known !== 'NUMBER') return typeof value === 'string' ? typeText(value, known) : undefined
  return JSON.isRawJSON(value) && exactNumber(value.rawJSON) !== undefined ? { type, value } : undefined
}
