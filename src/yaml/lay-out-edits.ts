import { isAlias, isCollection, isMap, isPair, isScalar, isSeq, type Node, stringify } from 'yaml'
import { offsetsOf } from '../text/compare.ts'
import type { NodePath } from './map-value.ts'
import { contentOf, type Operation, type TextPiece } from './operations.ts'
import { findKey, findNode } from './plain-value.ts'
import { lineStart, type SourceEdit } from './source-text.ts'
import type { YamlDocument } from './yaml-document.ts'

/**
 * The edits of the source that carry out one operation, in the style of the place: block or flow, its indentation and line ends.
 * `undefined` where the source has a form that is not edited: an alias, an explicit key, an empty place.
 */
export const layOut = (document: YamlDocument, operation: Operation): readonly SourceEdit[] | undefined => {
  const { path } = operation
  if (operation.act === 'pieces') return piecesOf(document, path, operation.pieces)
  const place = entryPlaceOf(document, path)
  if (place === undefined) return undefined
  switch (operation.act) {
    case 'rename':
      return place.key === undefined
        ? undefined
        : [{ range: place.key, text: quotedAs(document, place.key, operation.key) }]
    case 'remove':
      return removal(document, place)
    case 'items':
      return movedItems(document, place, operation.from)
    default: {
      const text = entryText(document, place, operation)
      if (text === undefined || place.key === undefined) return undefined
      return operation.act === 'replace' ? [replacement(document, place, text)] : [insertion(document, place, text)]
    }
  }
}

/** Where an entry of a map, or an item of a list, is in the source. */
interface Place {
  /** The offset of its key, or of the value of an item. */
  readonly start: number
  /** The offset behind its last character, without a comment. */
  readonly end: number
  readonly key: { readonly start: number; readonly end: number } | undefined
  readonly isFlow: boolean
  /** The column of its siblings, from 0. */
  readonly column: number
  readonly siblings: readonly unknown[]
  readonly index: number
}

const entryPlaceOf = ({ root, source }: YamlDocument, path: NodePath): Place | undefined => {
  const parent = findNode(root, path.slice(0, -1))
  if (!isCollection(parent)) return undefined
  const key = isMap(parent) ? findKey(root, path) : undefined
  const index = isMap(parent) ? parent.items.findIndex((pair) => pair.key === key) : Number(path.at(-1))
  const item: unknown = parent.items[index]
  const start = isMap(parent) ? key?.range?.[0] : dashBefore(source, item, parent.flow === true)
  const end = endOf(item)
  if (start === undefined || end === undefined) return undefined
  const range = key?.range ? { start: key.range[0], end: key.range[1] } : undefined
  const column = start - lineStart(source, start)
  return { start, end, key: range, isFlow: parent.flow === true, column, siblings: parent.items, index }
}

/** The offset of the dash of an item, or of the item itself in flow style. */
const dashBefore = (source: string, item: unknown, isFlow: boolean): number | undefined => {
  const start = startOf(item)
  if (start === undefined || isFlow) return start
  const dash = /-[ \t]*(?:[&!][^\s]*[ \t]*)*$/.exec(source.slice(lineStart(source, start), start))
  return dash === null ? undefined : lineStart(source, start) + dash.index
}

const startOf = (item: unknown): number | undefined => {
  const node: unknown = isPair(item) ? item.key : item
  return isNodeWithRange(node) ? node.range[0] : undefined
}

const isNodeWithRange = (node: unknown): node is Node & { range: [number, number, number] } =>
  (isScalar(node) || isCollection(node) || isAlias(node)) && node.range !== undefined && node.range !== null

/** The offset behind the last character of a node or pair, without trailing line ends and comments. */
const endOf = (item: unknown): number | undefined => {
  if (isPair(item)) return endOf(item.value) ?? endOf(item.key)
  if (!isNodeWithRange(item)) return undefined
  if (isCollection(item) && item.flow !== true) return endOf(item.items.at(-1)) ?? item.range[1]
  const isBlock = isScalar(item) && (item.type === 'BLOCK_LITERAL' || item.type === 'BLOCK_FOLDED')
  return isBlock ? item.range[1] - (isScalar(item) ? trailingBreaks(item) : 0) : item.range[1]
}

const trailingBreaks = ({ srcToken }: { srcToken?: unknown }): number => {
  const body: unknown = typeof srcToken === 'object' && srcToken !== null ? Reflect.get(srcToken, 'source') : ''
  return /[\r\n]*$/.exec(typeof body === 'string' ? body : '')?.[0].length ?? 0
}

/** The offset of the next line; the length of the source if there is none. */
const nextLine = (source: string, offset: number): number => {
  const end = source.indexOf('\n', offset)
  return end === -1 ? source.length : end + 1
}

const lineEndOf = (source: string): string => (source.includes('\r\n') ? '\r\n' : '\n')

const removal = ({ source }: YamlDocument, place: Place): readonly SourceEdit[] | undefined => {
  const { start, end, isFlow, siblings, index } = place
  const next = startOf(siblings[index + 1])
  if (isFlow) {
    const previous = endOf(siblings[index - 1])
    if (next !== undefined) return [{ range: { start, end: next }, text: '' }]
    return [{ range: { start: previous ?? start, end }, text: '' }]
  }
  const from = lineStart(source, start)
  if (source.slice(from, start).trim() === '') return [{ range: { start: from, end: nextLine(source, end) }, text: '' }]
  // The first entry of an item: the next one takes its place behind the dash.
  if (next === undefined || source.slice(nextLine(source, end), next).includes('#')) return undefined
  return [{ range: { start, end: next }, text: '' }]
}

/** A new key and value in place of an entry. */
const replacement = ({ source }: YamlDocument, { start, end }: Place, text: string): SourceEdit => ({
  range: { start, end },
  text: text.replaceAll('\n', lineEndOf(source)),
})

const insertion = ({ source }: YamlDocument, { end, isFlow, column }: Place, text: string): SourceEdit => {
  if (isFlow) return { range: { start: end, end }, text: `, ${text}` }
  return linesBehind(source, end, `${' '.repeat(column)}${text}`)
}

const linesBehind = (source: string, end: number, lines: string): SourceEdit => {
  const at = nextLine(source, end)
  const eol = lineEndOf(source)
  const text = lines.replaceAll('\n', eol)
  const isLastLine = !source.slice(end, at).includes('\n')
  return { range: { start: at, end: at }, text: isLastLine ? `${eol}${text}` : `${text}${eol}` }
}

/** The text of an entry, its further lines indented for the place. */
const entryText = (
  document: YamlDocument,
  { isFlow, column }: Place,
  operation: Extract<Operation, { act: 'replace' | 'insert' }>,
): string | undefined => {
  const { key } = operation
  if (operation.from === undefined) return valueText(key, contentOf(document.value, operation), { isFlow, column })
  const written = writtenValue(document, operation.from, column)
  if (written === undefined || (isFlow && written.includes('\n'))) return undefined
  return `${key}:${written}`
}

/** `key: value` as YAML 1.1. */
const valueText = (key: string, value: unknown, { isFlow, column }: Pick<Place, 'isFlow' | 'column'>): string => {
  const options = { version: '1.1', lineWidth: 0 } as const
  if (isFlow) {
    const text = stringify({ [key]: value }, { ...options, collectionStyle: 'flow' }).trim()
    return text.slice(1, -1).trim()
  }
  return stringify({ [key]: value }, options)
    .trimEnd()
    .split('\n')
    .join(`\n${' '.repeat(column)}`)
}

/** The source behind the colon of an entry, indented for a key in another column. */
const writtenValue = ({ root, source }: YamlDocument, path: NodePath, column: number): string | undefined => {
  const key = findKey(root, path)
  const node = findNode(root, path)
  const [end, from] = [endOf(node), key?.range?.[1]]
  if (end === undefined || from === undefined || isAlias(node)) return undefined
  const colon = source.indexOf(':', from)
  const old = (key?.range?.[0] ?? 0) - lineStart(source, key?.range?.[0] ?? 0)
  return shifted(source.slice(colon + 1, end), column - old)
}

/** The text with all lines but the first indented by `columns` more, or less. */
const shifted = (text: string, columns: number): string =>
  text
    .replaceAll('\r\n', '\n')
    .split('\n')
    .map((line, index) => (index === 0 || line.trim() === '' ? line : indented(line, columns)))
    .join('\n')

const indented = (line: string, columns: number): string =>
  columns >= 0 ? ' '.repeat(columns) + line : line.slice(Math.min(-columns, line.length - line.trimStart().length))

const movedItems = (document: YamlDocument, place: Place, from: NodePath): readonly SourceEdit[] | undefined => {
  const { root, source } = document
  const list = findNode(root, from)
  const end = endOf(list)
  if (!isSeq(list) || list.flow === true || place.isFlow || end === undefined) return undefined
  const first = dashBefore(source, list.items[0], false)
  if (first === undefined) return undefined
  const start = lineStart(source, first)
  const text = shifted(`\n${source.slice(start, end)}`, place.column - (first - start)).slice(1)
  return [linesBehind(source, place.end, text)]
}

/** A new key, in the quotes of the old one. */
const quotedAs = ({ source }: YamlDocument, { start }: { readonly start: number }, key: string): string => {
  const quote = source[start]
  return quote === '"' || quote === "'" ? quote + key + quote : key
}

/** The n-th word of the text is the n-th of the source, if both have it equally often. */
const piecesOf = (
  document: YamlDocument,
  path: NodePath,
  pieces: readonly TextPiece[],
): readonly SourceEdit[] | undefined => {
  const range = document.rangeOf(path)
  const text = document.textOf(path)
  if (range === undefined || text === undefined || isAlias(findNode(document.root, path))) return undefined
  const edits: SourceEdit[] = []
  const written = document.source.slice(range.start, range.end)
  for (const { start, old, text: next } of pieces) {
    const inText = offsetsOf(old, text)
    const inSource = offsetsOf(old, written)
    const at = inSource[inText.indexOf(start)]
    if (at === undefined || inText.length !== inSource.length) return undefined
    const from = range.start + at
    edits.push({ range: { start: from, end: from + old.length }, text: next })
  }
  return edits
}
