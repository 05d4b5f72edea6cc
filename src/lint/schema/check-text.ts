import { isTemplate } from '../../pebble/lex-pebble.ts'
import { isMapValue } from '../../yaml/map-value.ts'
import { listOf, type Misfit, readJson, shown } from '../values/java-texts.ts'
import { type ReadType, readProperty } from '../values/read-property.ts'
import type { CheckedValue, SchemaCheck } from './schema-findings.ts'
import type { JsonType, SchemaChoice, SchemaShape } from './schema-shape.ts'

const FORMATS = ['duration', 'date', 'date-time', 'partial-time'] as const satisfies readonly ReadType[]
const OF_KIND: Readonly<Partial<Record<JsonType, ReadType>>> = {
  // Of how many bits the schema does not say.
  integer: 'long',
  number: 'number',
  boolean: 'boolean',
}

/** What a text must be by itself: `format` of the schema. */
export const typeOfText = ({ format }: SchemaShape): ReadType | undefined => FORMATS.find((each) => each === format)

/** A property that is rendered when the task runs is in the schema what it must be then, or any text: its template. */
export const typeOfRendered = ({ shapes, isRendered }: SchemaChoice): ReadType | undefined => {
  const [one, template] = shapes
  if (shapes.length !== 2 || !isRendered || !one || !template || template.format !== undefined) return undefined
  const [kind, ...more] = one.kinds
  if (kind === undefined || more.length > 0 || template.kinds.join() !== 'string') return undefined
  return kind === 'string' ? typeOfText(one) : OF_KIND[kind]
}

/**
 * A scalar that the property cannot be read from. Servers refuse it where they read the flow, and take everything for a property that is
 * rendered later: then the task fails, or goes on with something else (docs/internals/facts/kestra.md, "Inputs and values").
 */
export const checkText = (check: SchemaCheck, { value, path, isRendered }: CheckedValue, type: ReadType): void => {
  if (typeof value === 'object' || isOwnInput(path)) return
  const text = isRendered ? check.textAt(path, value) : String(value)
  const isRefused = !isRendered && isTemplate(text)
  const misfit = isRefused ? NOT_RENDERED : readProperty(text, type, isRendered ? check.version : WRITTEN)
  if (misfit === undefined) return
  const { reason, readAs, fix } = misfit
  const what = `\`${path.at(-1)}\` is "${shown(text)}"`
  if (readAs !== undefined)
    check.report({ code: 'value-read-differently', path, message: `${what}, read as ${readAs}: ${reason}.`, hint: fix })
  else if (isRendered) check.report({ code: 'invalid-value', path, message: `${what}: ${reason}.`, hint: fix })
  else check.report({ code: 'wrong-type', path, message: `${what}: ${reason}.`, hint: 'Write it so.' })
}

/** Each version refuses what it cannot read with the flow, as 1.0 does everywhere. */
const WRITTEN = { major: 1, minor: 0 }
const NOT_RENDERED: Misfit = { reason: 'it is not rendered, so a template cannot stand here' }

/** An input reads its own default (`src/validate/values/`). */
export const isOwnInput = ([list, , key]: CheckedValue['path']): boolean =>
  list === 'inputs' && (key === 'defaults' || key === 'prefill')

/** A rendered list or map may also be written as its JSON. */
export const isJsonOf = (value: unknown, kinds: readonly JsonType[]): boolean => {
  if (typeof value !== 'string') return false
  return (
    (kinds.includes('array') && listOf(value) !== undefined) ||
    (kinds.includes('object') && isMapValue(readJson(value)))
  )
}
