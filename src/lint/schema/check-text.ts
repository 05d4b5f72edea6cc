import { isTemplate } from '../../pebble/lex-pebble.ts'
import { isMapValue } from '../../yaml/map-value.ts'
import { listOf, type Misfit, readJson, shown } from '../values/java-texts.ts'
import { type ReadType, readProperty } from '../values/read-property.ts'
import type { CheckedValue, SchemaCheck } from './schema-findings.ts'
import type { JsonType, SchemaChoice, SchemaShape } from './schema-shape.ts'

const FORMATS = ['duration', 'date', 'date-time', 'partial-time'] as const satisfies readonly ReadType[]
const TYPE_BY_KIND: Readonly<Partial<Record<JsonType, ReadType>>> = {
  // The schema does not say how many bits it has.
  integer: 'long',
  number: 'number',
  boolean: 'boolean',
}

/** The type that a text must have according to the `format` of the schema. */
export const typeOfText = ({ format }: SchemaShape): ReadType | undefined => FORMATS.find((each) => each === format)

/**
 * The type of a rendered property. Its schema has two alternatives: the rendered value, and any text for the template.
 */
export const typeOfRendered = ({ shapes, isRendered }: SchemaChoice): ReadType | undefined => {
  const [one, template] = shapes
  if (shapes.length !== 2 || !isRendered || !one || !template || template.format !== undefined) return undefined
  const [kind, ...more] = one.kinds
  if (kind === undefined || more.length > 0 || template.kinds.join() !== 'string') return undefined
  return kind === 'string' ? typeOfText(one) : TYPE_BY_KIND[kind]
}

/**
 * Reports a scalar that cannot be read as the type of its property. Servers refuse it if they read it when the flow is
 * saved. For a property that is rendered later they accept everything; then the task fails, or uses another value
 * (docs/internals/facts/kestra.md, "Inputs and values").
 */
export const checkText = (check: SchemaCheck, { value, path, isRendered }: CheckedValue, type: ReadType): void => {
  if (typeof value === 'object' || isOwnInput(path)) return
  const text = isRendered ? check.textAt(path, value) : String(value)
  const isRefused = !isRendered && isTemplate(text)
  const misfit = isRefused ? NOT_RENDERED : readProperty(text, type, isRendered ? check.version : STRICT_VERSION)
  if (misfit === undefined) return
  const { reason, readAs, fix } = misfit
  const what = `\`${path.at(-1)}\` is "${shown(text)}"`
  if (readAs !== undefined)
    check.report({ code: 'value-read-differently', path, message: `${what}, read as ${readAs}: ${reason}.`, hint: fix })
  else if (isRendered) check.report({ code: 'invalid-value', path, message: `${what}: ${reason}.`, hint: fix })
  else check.report({ code: 'wrong-type', path, message: `${what}: ${reason}.` })
}

/** Every version refuses values that it cannot read when the flow is saved, as 1.0 always does. */
const STRICT_VERSION = { major: 1, minor: 0 }
const NOT_RENDERED: Misfit = { reason: 'it is not rendered, so a template is not allowed here' }

/** True for the default of an input, which `src/lint/values/` checks. */
export const isOwnInput = ([list, , key]: CheckedValue['path']): boolean =>
  list === 'inputs' && (key === 'defaults' || key === 'prefill')

/** True for a rendered list or map that is written as JSON. */
export const isJsonOf = (value: unknown, kinds: readonly JsonType[]): boolean => {
  if (typeof value !== 'string') return false
  return (
    (kinds.includes('array') && listOf(value) !== undefined) ||
    (kinds.includes('object') && isMapValue(readJson(value)))
  )
}
