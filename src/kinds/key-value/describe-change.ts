import { lineChanges, lineCount } from '../../text/line-changes.ts'
import { counted } from '../../text/lists.ts'
import { callerNames, code, listNames, mostImportant, type Sentence } from '../describe-change.ts'
import type { ContentChange } from '../kind.ts'
import { hiddenInValue } from './secrets.ts'
import { isJsonMap, isList, type Json, writeJson } from './value/exact-json.ts'
import { type Pair, pairOf } from './value/pair.ts'
import { typePlain } from './value/value-types.ts'

/**
 * The change of a pair as sentences: `500 → 800`, `limits.max 5 → 6`, `STRING "42" → NUMBER 42`, `new, 800`, `removed, was 800`. A value
 * that looks like a credential is shown by its length only. For a removed pair the flows that read it are named.
 */
export const describePairChange = ({
  name,
  before,
  after,
  callers,
}: Omit<ContentChange, 'parse'>): readonly string[] => {
  const [left, right] = [before, after].map((content) => (content === undefined ? undefined : pairOf(content)))
  if (left && right) return changed(name, left, right)
  if (right) return [`new, ${shownValue(name, right)}`]
  if (left === undefined) return []
  const readers = callerNames(callers)
  const names = callerNames(callers.filter(({ isReported }) => isReported !== true))
  const reported = [
    `${counted(readers.length, 'flow')} ${readers.length === 1 ? 'reads' : 'read'} it`,
    ...(names.length === 0 ? [] : [listNames(names)]),
  ].join(': ')
  return [...(readers.length === 0 ? [] : [reported]), `removed, was ${shownValue(name, left)}`]
}

/** The value of a pair as text, without credentials. */
const shownValue = (name: string, { type, value: held }: Pair): string => {
  if (held === undefined) return 'nothing'
  const value = hiddenInValue(name, held)
  if (typeof value === 'string') return describeText(type, value)
  if (type !== 'JSON') return code(writeJson(value))
  const text = writeJson(value)
  return text.length <= MAX_JSON_LENGTH ? code(text) : `JSON, ${counted(Buffer.byteLength(text), 'byte')}`
}

/** In quotes if the text would have another type without them. */
const describeText = (type: string, text: string): string => {
  if (text.includes('\n')) return counted(lineCount(text), 'line')
  const typed = typePlain(text)
  return code(type === 'STRING' && !('type' in typed && typed.type === 'STRING') ? writeJson(text) : text)
}

const MAX_JSON_LENGTH = 60

const changed = (name: string, before: Pair, after: Pair): readonly string[] => {
  const [old, now] = [shownValue(name, before), shownValue(name, after)]
  if (before.type !== after.type) return [`${before.type} ${old} → ${after.type} ${now}`]
  const lines = multiLine(before.value, after.value)
  if (lines !== undefined) return [lines]
  if (after.type === 'JSON') return mostImportant(changesInside(before.value, after.value, { name, path: '' }))
  const ends = before.expires === undefined ? [] : ['removes its time to live']
  return [`${old} → ${now}`, ...ends]
}

const multiLine = (before: Json | undefined, after: Json | undefined): string | undefined => {
  if (typeof before !== 'string' || typeof after !== 'string' || !`${before}${after}`.includes('\n')) return undefined
  return `text, ${lineChanges(before, after) ?? 'only line ends changed'}`
}

/** The changes name by name, as deep as both values are maps. */
const changesInside = (
  before: Json | undefined,
  after: Json | undefined,
  { name, path }: { readonly name: string; readonly path: string },
): readonly Sentence[] => {
  if (isJsonMap(before) && isJsonMap(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    return names.flatMap((inner) =>
      changesInside(before[inner], after[inner], { name: inner, path: path === '' ? inner : `${path}.${inner}` }),
    )
  }
  if (isSameJson(before, after)) return []
  const named = path === '' ? '' : `${code(path)} `
  if (before === undefined) return [{ rank: 'added', text: `${named}added: ${shownItem(name, after)}` }]
  if (after === undefined) return [{ rank: 'removed', text: `${named}removed, was ${shownItem(name, before)}` }]
  return [{ rank: 'changed', text: `${named}${shownItem(name, before)} → ${shownItem(name, after)}` }]
}

const isSameJson = (before: Json | undefined, after: Json | undefined): boolean =>
  before === undefined || after === undefined ? before === after : writeJson(before) === writeJson(after)

const shownItem = (name: string, held: Json = null): string => {
  const json = hiddenInValue(name, held)
  if (typeof json === 'string') return code(json)
  const text = writeJson(json)
  if (text.length <= MAX_JSON_LENGTH) return code(text)
  return isList(json) ? counted(json.length, 'item') : `a map of ${counted(Object.keys(json ?? {}).length, 'name')}`
}
