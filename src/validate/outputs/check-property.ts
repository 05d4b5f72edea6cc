import type { ContextStep } from '../../flow/context-references.ts'
import { isMapValue } from '../../yaml/map-value.ts'
import type { OutputRead } from './output-reads.ts'
import type { OutputShape } from './output-shape.ts'
import type { TaskPlace } from './task-places.ts'
import { namesIn, nearestOf, type WrongRead } from './wrong-read.ts'

/** What Java gives a text beside its characters: Pebble finds `value.length` and `value.empty`. */
const TEXT_MEMBERS = new Set(
  'blank bytes chars class codePoints empty getBytes getClass hashCode indent intern isBlank isEmpty length lines repeat strip stripIndent stripLeading stripTrailing toCharArray toLowerCase toString toUpperCase translateEscapes trim'.split(
    ' ',
  ),
)

/** The first of the steps into an output that it does not have. */
export const checkProperty = (
  { read, target, shape }: { readonly read: OutputRead; readonly target: TaskPlace; readonly shape: OutputShape },
  steps: readonly ContextStep[],
): WrongRead | undefined => {
  let at = shape
  let known = `outputs.${read.id}`
  for (const { name, end } of steps) {
    if (name === undefined || at.kind === 'any') return undefined
    if (at.kind === 'text') return TEXT_MEMBERS.has(name) ? undefined : belowText(known, { name, end })
    const next = at.names.get(name)
    if (next === undefined) return at.isOpen ? undefined : missing({ known, name, end }, at.names, target)
    at = next
    known += `.${name}`
  }
  return undefined
}

const belowText = (known: string, { name, end }: { readonly name: string; readonly end: number }): WrongRead => ({
  code: 'unknown-output',
  message: `\`${known}\` is a text, which has no "${name}".`,
  hint: `Where the text is JSON, read it first: \`fromJson(${known}).${name}\`.`,
  end,
})

/** Of names that hold others. */
const MOST_ENTERED = 20

const missing = (
  { known, name, end }: { readonly known: string; readonly name: string; readonly end: number },
  names: ReadonlyMap<string, OutputShape>,
  { node: { id, type = '', value } }: TaskPlace,
): WrongRead => {
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
