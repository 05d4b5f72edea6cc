import type { DocumentFinding } from '../../flow/document-finding.ts'
import type { FlowNode } from '../../flow/walk-tasks.ts'
import { hasExpression, isTemplate, lexPebble } from '../../pebble/lex-pebble.ts'
import { wholeExpression } from '../../pebble/parse-pebble.ts'
import { closestWord, didYouMean } from '../../text/closest-word.ts'
import { joined } from '../../text/lists.ts'
import { isMapValue, type NodePath, neverRuns } from '../../yaml/map-value.ts'
import type { FlowRule, RuleContext } from '../rule-context.ts'
import { inputDefault, inputValues } from './static-type.ts'

/** Texts that people write on purpose to switch a part on or off. */
const SWITCH_TEXTS = new Set(['true', 'false', '0', '-0', '1', ''])
/**
 * Rendered texts that count as false; Kestra takes all others for true (docs/internals/facts/kestra.md, "Conditions").
 */
const FALSE = ['false', '0', '-0', '']
const CONDITIONS = /\.(?:If|LoopUntil|WaitFor|Fail)$/
const ASSERT = /\.Assert$/

/** Reports conditions that are always true: without braces, or with text outside the braces. */
export const checkConditions: FlowRule = (flow) =>
  flow.nodes
    .filter(({ kind, isCertain }) => kind === 'task' && isCertain)
    .flatMap(conditionsOf)
    .flatMap(({ text, path }): readonly DocumentFinding[] => {
      if (typeof text !== 'string' || neverRuns(flow.value, path)) return []
      const message = whyTrue(text)
      return message === undefined ? [] : [{ code: 'always-true', path, message, hint: hintFor(text) }]
    })

const conditionsOf = ({ value, path, type = '' }: FlowNode) => {
  const keys = CONDITIONS.test(type) ? ['runIf', 'condition'] : ['runIf']
  const listed = ASSERT.test(type) && Array.isArray(value['conditions']) ? value['conditions'] : []
  return [
    ...keys.map((key) => ({ text: value[key], path: [...path, key] })),
    ...listed.map((text: unknown, index) => ({ text, path: [...path, 'conditions', index] })),
  ]
}

const whyTrue = (text: string): string | undefined => {
  const tokens = lexPebble(text)
  if (tokens.some(({ kind }) => kind === 'execute' || kind === 'fault')) return undefined
  const beside = tokens.flatMap((token) => (token.kind === 'data' ? [token.text] : [])).join('')
  if (tokens.some(({ kind }) => kind === 'print')) {
    return FALSE.some((word) => isWithin(beside.trim(), word))
      ? undefined
      : `This condition is always true: it has text outside its braces (\`${beside.trim().slice(0, 40)}\`).`
  }
  return SWITCH_TEXTS.has(text.trim()) || text.includes('{#')
    ? undefined
    : 'This condition is always true: it is a text without braces.'
}

/** True if inserting characters into `text` can make `word`: the rendered parts may add the rest. */
const isWithin = (text: string, word: string): boolean => {
  let at = 0
  for (const letter of text) {
    at = word.indexOf(letter, at) + 1
    if (at === 0) return false
  }
  return true
}

const hintFor = (text: string): string => {
  const bare = text
    .replaceAll(/\{\{-?|-?\}\}/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
  return `Put the whole condition in one pair of braces: \`{{ ${bare} }}\`.`
}

/**
 * Reports a Switch without a case for a value, and cases that its value never has. The value must be a plain text, or
 * an input with known values.
 */
export const checkSwitch: FlowRule = (flow) =>
  flow.nodes
    .filter(
      ({ type, isCertain, path }) => isCertain && type?.endsWith('.Switch') === true && !neverRuns(flow.value, path),
    )
    .flatMap((node) => switchFindings(flow, node))

const switchFindings = (
  flow: RuleContext,
  { value: { value, cases, defaults }, path }: FlowNode,
): readonly DocumentFinding[] => {
  if (typeof value !== 'string' || !isMapValue(cases)) return []
  const keys = Object.keys(cases)
  if (!isTemplate(value)) {
    if (Object.hasOwn(cases, value)) return []
    const message = `No case is called \`${value}\`, and without braces the value is just that text.`
    const hint = value.includes('.') ? `Write \`{{ ${value} }}\`.` : undefined
    return [{ code: 'case-never-chosen', path: [...path, 'value'], message, hint }]
  }
  // Only an expression that is exactly one input.
  const whole = wholeExpression(value)
  const values = whole && inputValues(flow, whole)
  if (whole === undefined || values === undefined) return []
  const left =
    keys.some(hasExpression) || Array.isArray(defaults) ? [] : [...values].filter((each) => !keys.includes(each))
  const usual = inputDefault(flow, whole)
  const severity = usual !== undefined && !left.includes(usual) ? ('info' as const) : undefined
  const without = valuesWithoutCase(left, path).map((finding) => ({ ...finding, severity }))
  return [...unreachableCases(values, keys, path), ...without]
}

/** Values without a case. The empty value of an optional input is not reported. */
const valuesWithoutCase = (left: readonly string[], path: NodePath): readonly DocumentFinding[] => {
  const named = left.filter((each) => each !== '').slice(0, MOST_VALUES)
  if (named.length === 0) return []
  const values = joined(named.map((each) => `\`${each}\``))
  const message = `Where the value is ${values}, this Switch has no case and no \`defaults\`: the task fails.`
  return [{ code: 'value-without-case', path: [...path, 'value'], message }]
}

const MOST_VALUES = 10

const unreachableCases = (
  values: ReadonlySet<string>,
  keys: readonly string[],
  path: NodePath,
): readonly DocumentFinding[] =>
  keys
    .filter((key) => !values.has(key) && !hasExpression(key))
    .map((key): DocumentFinding => {
      const near = closestWord(key, values)
      const some = [...values].slice(0, MOST_VALUES).map((each) => `\`${each}\``)
      const isNew = near !== undefined && !keys.includes(near)
      const hint = isNew ? didYouMean(near) : `The input can be ${some.join(', ')}.`
      const message = `The value of this Switch is never \`${key}\`.`
      return { code: 'case-never-chosen', path: [...path, 'cases', key], part: 'key', message, hint }
    })
