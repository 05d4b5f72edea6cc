import type { CheckedFlow, Diagnostic } from '../../flow/diagnostic.ts'
import type { FlowNode } from '../../flow/walk-tasks.ts'
import { hasExpression, isTemplate } from '../../pebble/lex-pebble.ts'
import { parsePebble } from '../../pebble/parse-pebble.ts'
import { closestWord } from '../../text/closest-word.ts'
import { isMapValue, neverRuns } from '../../yaml/map-value.ts'
import { inputValues } from './static-type.ts'

const SWITCH = /\.Switch$/

/** A Switch whose value is written out, or is an input with known values, and cases that it never has. */
export const checkSwitch = (flow: CheckedFlow): readonly Diagnostic[] =>
  flow.nodes
    .filter(({ type, isCertain, path }) => isCertain && SWITCH.test(type ?? '') && !neverRuns(flow.value, path))
    .flatMap((node) => ofSwitch(flow, node))

const ofSwitch = (flow: CheckedFlow, { value: { value, cases }, path }: FlowNode): readonly Diagnostic[] => {
  if (typeof value !== 'string' || !isMapValue(cases)) return []
  const keys = Object.keys(cases)
  if (!isTemplate(value)) {
    if (Object.hasOwn(cases, value)) return []
    const message = `No case is called \`${value}\`, and without braces the value is just that text.`
    const hint = value.includes('.') ? `Write \`{{ ${value} }}\`.` : undefined
    return [{ code: 'case-never-chosen', path: [...path, 'value'], message, hint }]
  }
  const values = valuesOf(flow, value)
  if (values === undefined) return []
  return keys
    .filter((key) => !values.has(key) && !hasExpression(key))
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

/** What a value that is an input, and nothing else, can be. */
const valuesOf = (flow: CheckedFlow, text: string): ReadonlySet<string> | undefined => {
  const parsed = parsePebble(text.trim())
  return 'says' in parsed || parsed.whole === undefined ? undefined : inputValues(flow, parsed.whole)
}
