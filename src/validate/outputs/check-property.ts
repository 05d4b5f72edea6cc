import type { PebbleStep } from '../../pebble/pebble-names.ts'
import { isMapValue } from '../../yaml/map-value.ts'
import type { WrongPart } from '../expressions/place-in-text.ts'
import { namesIn, nearestOf } from './names-in-words.ts'
import type { OutputRead } from './output-reads.ts'
import type { OutputShape } from './output-shape.ts'
import type { TaskPlace } from './task-places.ts'

/** What Java gives texts, lists and numbers beside what they hold: Pebble finds `value.length`, `uris.first` and `size.intValue`. */
const MEMBERS = new Set(
  [
    'blank bytes chars class codePoints empty getBytes getClass hashCode indent intern isBlank isEmpty length lines repeat strip stripIndent',
    'stripLeading stripTrailing toCharArray toLowerCase toString toUpperCase translateEscapes trim describeConstable notify notifyAll wait',
    'size first last reversed getFirst getLast removeFirst removeLast iterator listIterator spliterator stream parallelStream toArray clone clear',
    'intValue longValue doubleValue floatValue shortValue byteValue booleanValue infinite isInfinite isNaN naN',
  ].flatMap((names) => names.split(' ')),
)

/** The first of the steps into an output that it does not have. */
export const checkProperty = (
  { read, target, shape }: { readonly read: OutputRead; readonly target: TaskPlace; readonly shape: OutputShape },
  steps: readonly PebbleStep[],
): WrongPart | undefined => {
  let at = shape
  let known = `outputs.${read.id}`
  for (const { name, end } of steps) {
    if (name === undefined || at.kind === 'any') return undefined
    if (at.kind !== 'map') return MEMBERS.has(name) ? undefined : below(known, at.kind, { name, end })
    const next = at.names.get(name)
    if (next === undefined) return at.isOpen ? undefined : missing({ known, name, end }, at.names, target)
    at = next
    known += `.${name}`
  }
  return undefined
}

const below = (
  known: string,
  kind: 'text' | 'list' | 'number' | 'truth value',
  { name, end }: { readonly name: string; readonly end: number },
): WrongPart => {
  const hints = {
    text: `Where the text is JSON, read it first: \`fromJson(${known}).${name}\`.`,
    list: `Its entries are found by number: \`${known}[0]\`.`,
    number: undefined,
    'truth value': undefined,
  }
  return {
    code: 'unknown-output',
    message: `\`${known}\` is a ${kind}, which has no "${name}".`,
    hint: hints[kind],
    end,
  }
}

/** Of names that hold others. */
const MOST_ENTERED = 20

const missing = (
  { known, name, end }: { readonly known: string; readonly name: string; readonly end: number },
  names: ReadonlyMap<string, OutputShape>,
  { node: { id, type = '', value } }: TaskPlace,
): WrongPart => {
  const isTask = known === `outputs.${id}`
  const none = `has no outputs: ${type.slice(type.lastIndexOf('.') + 1)} gives none`
  const has = names.size === 0 && isTask ? none : `has no ${isTask ? 'output ' : ''}"${name}"`
  const message = `${isTask ? `The task "${id}"` : `\`${known}\``} ${has}.`
  const { variables } = value
  const isVariable = /\.SetVariables$/.test(type) && isMapValue(variables) && Object.hasOwn(variables, name)
  return {
    code: 'unknown-output',
    message,
    hint: isVariable ? `Write \`vars.${name}\`.` : hintFor(known, name, names),
    end,
  }
}

const hintFor = (known: string, name: string, names: ReadonlyMap<string, OutputShape>): string | undefined => {
  for (const [outer, inner] of [...names].slice(0, MOST_ENTERED))
    if (inner.kind === 'map' && inner.names.has(name)) return `Did you mean \`${known}.${outer}.${name}\`?`
  const all = new Set(names.keys())
  const near = nearestOf(name, all)
  if (near !== undefined) return `Did you mean \`${known}.${near}\`?`
  return names.size === 0 ? undefined : namesIn('It has', all)
}
