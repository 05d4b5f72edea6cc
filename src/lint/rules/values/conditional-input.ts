import { FAILS_WHEN_RUN } from '../../../finding/problem.ts'
import { readContextReferences } from '../../../flow/context-references.ts'
import { isTemplate } from '../../../pebble/lex-pebble.ts'
import { wholeExpression } from '../../../pebble/parse-pebble.ts'
import { literalText } from '../../../pebble/pebble-names.ts'
import type { PebbleAttribute } from '../../../pebble/pebble-tree.ts'
import { plainText } from '../../../text/json.ts'
import { isMapValue, type MapValue, mapsIn, valueAt } from '../../../yaml/map-value.ts'
import { defineRule, yaml } from '../../define-rule.ts'
import type { ExpressionText } from '../../expression-texts.ts'
import { type FlowRule, findingIn } from '../../rule-context.ts'
import type { RuleFinding } from '../../rule-finding.ts'
import { constantValue } from '../expressions/static-type.ts'

export default defineRule({
  codes: {
    'conditional-input': {
      ...FAILS_WHEN_RUN,
      title: 'An input that is read although its condition may skip it',
      why: 'The input has no default, and the defaults of the other inputs do not meet its condition (`dependsOn`). An execution with these defaults does not have the input, and the expression fails.',
      fix: "Give the input a default, run the task under the same condition (`runIf`), or write `{{ inputs.name ?? '' }}`.",
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          inputs:
            - { id: mode, type: STRING, defaults: all }
            - { id: part, type: STRING, prefill: none, dependsOn: { inputs: [mode], condition: "{{ inputs.mode == 'some' }}" } }
          tasks:
            - { id: last, type: io.kestra.plugin.core.log.Log, message: "id last {{ inputs.part }}" }
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          inputs:
            - { id: mode, type: STRING, defaults: all }
            - { id: part, type: STRING, defaults: none, dependsOn: { inputs: [mode], condition: "{{ inputs.mode == 'some' }}" } }
          tasks:
            - { id: last, type: io.kestra.plugin.core.log.Log, message: "id last {{ inputs.part }}" }
        `,
      },
    },
  },
  flow: (flow, known) => checkConditionalInputs(flow, known),
})

/**
 * Reports inputs that are read although they may be absent (docs/internals/facts/kestra.md, "Inputs and values"). These
 * inputs have no default, and a condition (`dependsOn`) that the defaults do not meet. A read is fine where it depends
 * on the same condition. A `prefill` is not a default.
 */
const checkConditionalInputs: FlowRule = (flow) => {
  const absent = absentInputs(flow.value)
  if (absent.size === 0) return []
  return flow.texts.flatMap((expression): readonly RuleFinding[] => {
    const { text, seesExecution } = expression
    if (!seesExecution) return []
    return readContextReferences(text).flatMap(({ root, names: [first], start, isGuarded }): readonly RuleFinding[] => {
      const condition = root === 'inputs' && first ? absent.get(first.name) : undefined
      if (first === undefined || condition === undefined || isGuarded) return []
      if (isAsked(flow.value, expression, [first.name, ...condition.inputs])) return []
      const message = `The input "${first.name}" is only asked for where \`${condition.text}\`, and the defaults do not meet this condition.`
      return [findingIn(flow, expression, { code: 'conditional-input', message, start, end: first.end })]
    })
  })
}

interface UnmetCondition {
  readonly text: string
  readonly inputs: readonly string[]
}

const absentInputs = (flow: MapValue): ReadonlyMap<string, UnmetCondition> => {
  const inputs = new Map(mapsIn(flow['inputs'], ['inputs']).map(({ value: input }) => [plainText(input['id']), input]))
  return new Map(
    [...inputs].flatMap(([id, { dependsOn, defaults }]): [string, UnmetCondition][] => {
      if (defaults !== undefined && defaults !== null) return []
      const condition = isMapValue(dependsOn) ? dependsOn['condition'] : undefined
      const whole = typeof condition === 'string' ? wholeExpression(condition) : undefined
      if (!whole || constantValue(whole, (attribute) => defaultOf(attribute, inputs)) !== false) return []
      const names = readContextReferences(String(condition)).flatMap(({ root, names: [first] }) =>
        root === 'inputs' && first ? [first.name] : [],
      )
      return [[id, { text: String(condition).replace(/^\s*\{\{-?\s*|\s*-?\}\}\s*$/g, ''), inputs: names }]]
    }),
  )
}

/** The default of an input; `undefined` where it does not determine the value. */
const defaultOf = ({ of, name }: PebbleAttribute, inputs: ReadonlyMap<string, MapValue>): unknown => {
  if (of.kind !== 'variable' || of.name !== 'inputs') return undefined
  const { type, defaults } = inputs.get(literalText(name) ?? '') ?? {}
  if (type === 'BOOL' || type === 'BOOLEAN') return typeof defaults === 'boolean' ? defaults : undefined
  const isText = type === 'STRING' || type === 'SELECT' || type === 'ENUM'
  return isText && typeof defaults === 'string' && !isTemplate(defaults) ? defaults : undefined
}

/**
 * True if the text, its task or a task around it mentions one of the inputs in a condition. Then it may run only where
 * they exist.
 */
const isAsked = (
  flow: MapValue,
  { text, path }: Pick<ExpressionText, 'text' | 'path'>,
  [own = '', ...others]: readonly string[],
): boolean => {
  const mentions = (value: unknown, names: readonly string[]): boolean =>
    typeof value === 'string' && names.some((name) => value.includes(name))
  if (mentions(text, others)) return true
  const around = path.map((_, index) => valueAt(flow, path.slice(0, index + 1))).filter(isMapValue)
  return around.some(({ runIf, condition, value, cases }) =>
    [runIf, condition, cases === undefined ? undefined : value].some((each) => mentions(each, [own, ...others])),
  )
}
