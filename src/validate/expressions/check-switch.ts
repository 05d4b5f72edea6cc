import type { CheckedFlow, Diagnostic } from '../../flow/diagnostic.ts'
import type { FlowNode } from '../../flow/walk-tasks.ts'
import { parsePebble } from '../../pebble/parse-pebble.ts'
import { closestWord } from '../../text/closest-word.ts'
import { isMapValue, type MapValue, neverRuns } from '../../yaml/map-value.ts'
import { inputOf } from './static-type.ts'

const SWITCH = /\.Switch$/

/** A Switch whose value is written out, or is an input with known values, and cases that it never has. */
export const checkSwitch = (flow: CheckedFlow): readonly Diagnostic[] =>
  flow.nodes
    .filter(({ type, isCertain, path }) => isCertain && SWITCH.test(type ?? '') && !neverRuns(flow.value, path))
    .flatMap((node) => ofSwitch(flow, node))

const ofSwitch = (flow: CheckedFlow, { value: { value, cases }, path }: FlowNode): readonly Diagnostic[] => {
  if (typeof value !== 'string' || !isMapValue(cases)) return []
  const keys = Object.keys(cases)
  if (!/\{[{%#]/.test(value)) {
    if (Object.hasOwn(cases, value)) return []
    const message = `No case is called \`${value}\`, and without braces the value is just that text.`
    const hint = value.includes('.') ? `Write \`{{ ${value} }}\`.` : undefined
    return [{ code: 'case-never-chosen', path: [...path, 'value'], message, hint }]
  }
  const values = valuesOf(flow, value)
  if (values === undefined) return []
  return keys
    .filter((key) => !values.has(key) && !/\{[{%]/.test(key))
    .map((key): Diagnostic => {
      const near = closestWord(key, values)
      const hint =
        near !== undefined && !keys.includes(near)
          ? `Did you mean \`${near}\`?`
          : `The input can be ${[...values]
              .slice(0, 10)
              .map((each) => `\`${each}\``)
              .join(', ')}.`
      const message = `The value of this Switch is never \`${key}\`.`
      return { code: 'case-never-chosen', path: [...path, 'cases', key], part: 'key', message, hint }
    })
}

/** What an expression that is an input can be, and nothing else. */
const valuesOf = ({ value: { inputs } }: CheckedFlow, text: string): ReadonlySet<string> | undefined => {
  const parsed = parsePebble(text.trim())
  const id = 'says' in parsed || parsed.whole === undefined ? undefined : inputOf(parsed.whole)
  const declared = (Array.isArray(inputs) ? inputs : []).filter(isMapValue).filter((input) => input['id'] === id)
  const [input] = declared
  return id === undefined || declared.length !== 1 || input === undefined ? undefined : valuesOfInput(input)
}

const valuesOfInput = ({ type, values, allowCustomValue, expression, defaults, required }: MapValue) => {
  // Without a value it is rendered as nothing.
  const none = defaults === undefined && required === false ? [''] : []
  if (type === 'BOOL' || type === 'BOOLEAN') return new Set(['true', 'false', ...none])
  const isClosed = (type === 'SELECT' || type === 'ENUM') && !allowCustomValue && expression === undefined
  if (
    !isClosed ||
    !Array.isArray(values) ||
    !values.every((each) => ['string', 'number', 'boolean'].includes(typeof each))
  )
    return undefined
  return new Set([...values.map(String), ...none])
}
