import { literalText, namedSteps, readsIn } from '../../../pebble/pebble-names.ts'
import type { PebbleExpression, PebbleInvocation } from '../../../pebble/pebble-tree.ts'
import { isMapValue } from '../../../yaml/map-value.ts'
import { type FlowRule, findingIn, infoWhereIdle, type RuleContext } from '../../rule-context.ts'
import type { RuleFinding } from '../../rule-finding.ts'

/** Texts that the filter `number` can read; executed on 1.3.31 and 2.0.0. */
const NUMBER = /^[-+]?(?:0[xX][\da-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?[fFdDlL]?)$/
const WHOLE = /^[-+]?\d+$/

/** Reports texts that the filter `number` cannot read: literals, and variables of the flow without an expression. */
export const checkNumbers: FlowRule = (flow) =>
  flow.texts.flatMap((text) =>
    text.parts.flatMap((part): readonly RuleFinding[] => {
      if (part.kind !== 'filter' || part.name !== 'number') return []
      const given = knownText(flow, part)
      const needs = given === undefined ? undefined : neededFor(given, part)
      if (needs === undefined) return []
      const message = `The filter \`number\` cannot read "${given?.slice(0, 60)}" as ${needs}.`
      const fault = { code: 'wrong-arguments', message, hint: undefined, start: part.start, end: part.end } as const
      return [{ ...findingIn(flow, text, fault), ...infoWhereIdle(flow, text.path) }]
    }),
  )

const neededFor = (text: string, { given: [first] }: PebbleInvocation): string | undefined => {
  if (!NUMBER.test(text)) return 'a number'
  const isWhole = first !== undefined && literalText(first.value) === 'INT'
  return isWhole && !WHOLE.test(text) ? 'a whole number' : undefined
}

/** The text given to the filter; `undefined` where only a run knows it. */
const knownText = (flow: RuleContext, { input }: PebbleInvocation): string | undefined =>
  input && (literalText(input) ?? variableText(flow, input))

const variableText = ({ value, nodes }: RuleContext, expression: PebbleExpression): string | undefined => {
  const [read] = readsIn(expression)
  const names = namedSteps(read?.steps ?? [])
  const isVariable = read?.of.kind === 'variable' && read.of.name === 'vars' && names.at(-1)?.end === expression.end
  if (!isVariable || nodes.some(({ type }) => type?.endsWith('.SetVariables'))) return undefined
  const text = names.reduce<unknown>((at, { name }) => (isMapValue(at) ? at[name] : undefined), value['variables'])
  return typeof text === 'string' && !text.includes('{') ? text : undefined
}
