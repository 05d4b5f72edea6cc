import { lineChanges, lineCount } from '../../text/line-changes.ts'
import { counted } from '../../text/lists.ts'
import type { ContentChange } from '../kind.ts'
import { code, listNames, mostImportant, type Sentence } from '../words.ts'
import { isJsonMap, isList, type Json, writeJson } from './exact-json.ts'
import { type Pair, pairOf } from './pair.ts'
import { secretsInPair } from './secrets.ts'
import { typePlain } from './value-types.ts'

/**
 * What happens to a pair: `500 → 800`, `limits.max 5 → 6`, `STRING "42" → NUMBER 42`, `new, 800`, `removed, was 800`. Of what looks like a credential only
 * how long it is. Flows that read what goes away are named.
 */
export const describePairChange = ({
  name,
  before,
  after,
  callers,
}: Omit<ContentChange, 'parse'>): readonly string[] => {
  const [left, right] = [before, after].map((content) => (content === undefined ? undefined : pairOf(content)))
  const isSecret = [before, after].some((content) => content !== undefined && secretsInPair(name, content).length > 0)
  const shown = isSecret ? hiddenValue : shownValue
  if (left && right) return changed(left, right, shown)
  if (right) return [`new, ${shown(right)}`]
  if (left === undefined) return []
  const readers = readersOf(callers)
  const told = `${counted(readers.length, 'flow')} ${readers.length === 1 ? 'reads' : 'read'} it: ${listNames(readers)}`
  return [...(readers.length === 0 ? [] : [told]), `removed, was ${shown(left)}`]
}

/** The names of the flows that read it, each once. */
export const readersOf = (callers: ContentChange['callers']): readonly string[] =>
  [...new Set(callers.map(({ name }) => name))].toSorted()

type Shown = (pair: Pair) => string

const hiddenValue: Shown = ({ value }) => code(`hidden, ${Buffer.byteLength(writeJson(value ?? null))} bytes`)

const shownValue: Shown = ({ type, value }) => {
  if (value === undefined) return 'nothing'
  if (typeof value === 'string') return textWords(type, value)
  if (type !== 'JSON') return code(writeJson(value))
  const text = writeJson(value)
  return text.length <= MOST_JSON ? code(text) : `JSON, ${counted(Buffer.byteLength(text), 'byte')}`
}

/** In quotes where it would be something else without them. */
const textWords = (type: string, text: string): string => {
  if (text.includes('\n')) return counted(lineCount(text), 'line')
  const typed = typePlain(text)
  return code(type === 'STRING' && !('type' in typed && typed.type === 'STRING') ? writeJson(text) : text)
}

const MOST_JSON = 60

const changed = (before: Pair, after: Pair, shown: Shown): readonly string[] => {
  if (before.type !== after.type) return [`${before.type} ${shown(before)} → ${after.type} ${shown(after)}`]
  if (shown === shownValue) {
    const lines = multiLine(before.value, after.value)
    if (lines !== undefined) return [lines]
    if (after.type === 'JSON') return mostImportant(changesInside(before.value, after.value, ''))
  }
  const ends = before.expires === undefined ? [] : ['its time to live ends with this']
  return [`${shown(before)} → ${shown(after)}`, ...ends]
}

const multiLine = (before: Json | undefined, after: Json | undefined): string | undefined => {
  if (typeof before !== 'string' || typeof after !== 'string' || !`${before}${after}`.includes('\n')) return undefined
  return `text, ${lineChanges(before, after) ?? 'only line ends changed'}`
}

/** Name by name, as deep as both sides are maps. */
const changesInside = (before: Json | undefined, after: Json | undefined, path: string): readonly Sentence[] => {
  if (isJsonMap(before) && isJsonMap(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    return names.flatMap((name) => changesInside(before[name], after[name], path === '' ? name : `${path}.${name}`))
  }
  if (isSame(before, after)) return []
  const named = path === '' ? '' : `${code(path)} `
  if (before === undefined) return [{ rank: 'added', text: `${named}added: ${value(after)}` }]
  if (after === undefined) return [{ rank: 'removed', text: `${named}removed, was ${value(before)}` }]
  return [{ rank: 'changed', text: `${named}${value(before)} → ${value(after)}` }]
}

const isSame = (before: Json | undefined, after: Json | undefined): boolean =>
  before === undefined || after === undefined ? before === after : writeJson(before) === writeJson(after)

const value = (json: Json | undefined): string => {
  if (typeof json === 'string') return code(json)
  const text = writeJson(json ?? null)
  if (text.length <= MOST_JSON) return code(text)
  return isList(json) ? counted(json.length, 'item') : `a map of ${counted(Object.keys(json ?? {}).length, 'name')}`
}
