import { FAILS_WHEN_RUN } from '../../../finding/problem.ts'
import type { FlowNode } from '../../../flow/walk-tasks.ts'
import { hasExpression, isTemplate } from '../../../pebble/lex-pebble.ts'
import { wholeExpression } from '../../../pebble/parse-pebble.ts'
import { closestWord, didYouMean } from '../../../text/closest-word.ts'
import { joined } from '../../../text/lists.ts'
import { isMapValue, type NodePath, neverRuns } from '../../../yaml/map-value.ts'
import { defineRule, yaml } from '../../define-rule.ts'
import type { FlowRule, RuleContext } from '../../rule-context.ts'
import type { RuleFinding } from '../../rule-finding.ts'
import { inputDefault, inputValues } from './static-type.ts'

export default defineRule({
  codes: {
    'case-never-chosen': {
      severity: 'warning',
      title: 'A case that its Switch never chooses',
      why: 'The value is a text without braces, or an input that cannot have the value of the case; letter case counts. The Switch runs its `defaults`, or nothing.',
      fix: 'Write the value between braces, and name each case after a value of the input.',
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          inputs:
            - id: kind
              type: SELECT
              values: [csv, json]
          tasks:
            - id: choose
              type: io.kestra.plugin.core.flow.Switch
              value: "{{ inputs.kind }}"
              cases:
                cvs:
                  - id: hello
                    type: io.kestra.plugin.core.log.Log
                    message: Hello
              defaults:
                - id: bye
                  type: io.kestra.plugin.core.log.Log
                  message: Bye
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          inputs:
            - id: kind
              type: SELECT
              values: [csv, json]
          tasks:
            - id: choose
              type: io.kestra.plugin.core.flow.Switch
              value: "{{ inputs.kind }}"
              cases:
                csv:
                  - id: hello
                    type: io.kestra.plugin.core.log.Log
                    message: Hello
              defaults:
                - id: bye
                  type: io.kestra.plugin.core.log.Log
                  message: Bye
        `,
      },
    },
    'value-without-case': {
      ...FAILS_WHEN_RUN,
      title: 'A value of a Switch without a branch',
      why: 'The value is an input with known values (SELECT, BOOL). One of them has no case, and there are no `defaults`: an execution with that value fails at the Switch. It is an info if the default of the input has a case.',
      fix: 'Add the case, or `defaults` for all other values.',
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          inputs:
            - id: kind
              type: SELECT
              values: [csv, json]
          tasks:
            - id: choose
              type: io.kestra.plugin.core.flow.Switch
              value: "{{ inputs.kind }}"
              cases:
                csv:
                  - id: hello
                    type: io.kestra.plugin.core.log.Log
                    message: Hello
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          inputs:
            - id: kind
              type: SELECT
              values: [csv, json]
          tasks:
            - id: choose
              type: io.kestra.plugin.core.flow.Switch
              value: "{{ inputs.kind }}"
              cases:
                csv:
                  - id: hello
                    type: io.kestra.plugin.core.log.Log
                    message: Hello
              defaults:
                - id: bye
                  type: io.kestra.plugin.core.log.Log
                  message: Bye
        `,
      },
    },
  },
  flow: (flow, known) => checkSwitch(flow, known),
})

/**
 * Reports a Switch without a case for a value, and cases that its value never has. The value must be a plain text, or
 * an input with known values.
 */
const checkSwitch: FlowRule = (flow) =>
  flow.nodes
    .filter(
      ({ type, isCertain, path }) => isCertain && type?.endsWith('.Switch') === true && !neverRuns(flow.value, path),
    )
    .flatMap((node) => switchFindings(flow, node))

const switchFindings = (
  flow: RuleContext,
  { value: { value, cases, defaults }, path }: FlowNode,
): readonly RuleFinding[] => {
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
const valuesWithoutCase = (left: readonly string[], path: NodePath): readonly RuleFinding[] => {
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
): readonly RuleFinding[] =>
  keys
    .filter((key) => !values.has(key) && !hasExpression(key))
    .map((key): RuleFinding => {
      const near = closestWord(key, values)
      const some = [...values].slice(0, MOST_VALUES).map((each) => `\`${each}\``)
      const isNew = near !== undefined && !keys.includes(near)
      const hint = isNew ? didYouMean(near) : `The input can be ${some.join(', ')}.`
      const message = `The value of this Switch is never \`${key}\`.`
      return { code: 'case-never-chosen', path: [...path, 'cases', key], part: 'key', message, hint }
    })
