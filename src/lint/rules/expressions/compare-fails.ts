import { FAILS_WHEN_RUN } from '../../../finding/problem.ts'
import { isAtLeast } from '../../../flow/kestra-version.ts'
import { literalText } from '../../../pebble/pebble-names.ts'
import type { PebbleExpression, PebbleInvocation, PebbleOperation } from '../../../pebble/pebble-tree.ts'
import { acceptedBy, type PebbleValueType } from '../../../pebble/signatures.ts'
import { suggestion } from '../../../text/closest-word.ts'
import { defineRule, yaml } from '../../define-rule.ts'
import { type FlowRule, findingIn, type RuleContext } from '../../rule-context.ts'
import type { RuleFinding } from '../../rule-finding.ts'
import { inputTypes, inputValues, staticType } from './static-type.ts'

export default defineRule({
  codes: {
    'compare-fails': {
      ...FAILS_WHEN_RUN,
      title: 'A comparison of values that cannot be compared',
      why: '`<`, `>`, `<=` and `>=` fail on a text and a number, and on booleans, lists and maps. `contains` fails on a number. Inputs have their declared type. Kestra 1.x also fails on two texts.',
      fix: 'Make both sides numbers: write `| number` after a text.',
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          inputs:
            - id: count
              type: STRING
          tasks:
            - id: branch
              type: io.kestra.plugin.core.flow.If
              condition: "{{ inputs.count > 5 }}"
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          inputs:
            - id: count
              type: STRING
          tasks:
            - id: branch
              type: io.kestra.plugin.core.flow.If
              condition: "{{ inputs.count == '7' }}"
        `,
      },
    },
    'never-equal': {
      severity: 'warning',
      title: 'An equality that is never true',
      why: "Kestra compares without conversion: `7 == '7'` and `true == 'true'` are always false. A SELECT input never equals a text that is not one of its values.",
      fix: 'Compare with a value of the same type that the input can have.',
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          inputs:
            - id: flag
              type: BOOL
          tasks:
            - id: branch
              type: io.kestra.plugin.core.flow.If
              condition: "{{ inputs.flag == 'true' }}"
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          inputs:
            - id: flag
              type: BOOL
          tasks:
            - id: branch
              type: io.kestra.plugin.core.flow.If
              condition: "{{ inputs.flag == true }}"
        `,
      },
    },
  },
  flow: (flow, known) => checkComparisons(flow, known),
})

const ORDER = new Set(['<', '>', '<=', '>='])

const EQUALITY = new Set(['==', '!=', 'equals'])

/**
 * Reports values whose type an operator, filter or test does not accept, and equalities that are never true
 * (docs/internals/facts/kestra.md, "Comparisons").
 */
const checkComparisons: FlowRule = (flow) => {
  const inputs = inputTypes(flow)
  return flow.texts.flatMap((text) => {
    if (text.template?.names.has('inputs')) return []
    return text.parts.flatMap((part): readonly RuleFinding[] => {
      const reported = wrongIn(flow, part, inputs)
      return reported === undefined ? [] : [findingIn(flow, text, { ...reported, start: part.start, end: part.end })]
    })
  })
}

type WrongValue = Pick<RuleFinding, 'code' | 'message' | 'hint'>

const wrongIn = (
  flow: RuleContext,
  part: PebbleExpression,
  inputs: ReadonlyMap<string, PebbleValueType>,
): WrongValue | undefined => {
  if (part.kind === 'filter' || part.kind === 'test') return wrongInput(part, inputs)
  if (part.kind !== 'operation' || part.operands.length !== 2) return undefined
  const { operator, operands } = part
  const [left, right] = operands.map((each) => staticType(each, inputs))
  if (operator === 'contains' && (left === 'number' || left === 'boolean'))
    return { code: 'compare-fails', message: `A ${left} contains nothing: this fails.`, hint: undefined }
  if (left === undefined || right === undefined) return undefined
  if (EQUALITY.has(operator))
    return left === right
      ? neverChosen(flow, part)
      : neverEqual(operator, `A ${left} is never equal to a ${right}`, hintOf([left, right]))
  return ORDER.has(operator) ? failing(flow, operator, [left, right]) : undefined
}

/** Checks the type of the value that a filter or test is applied to. */
const wrongInput = (
  { kind, name, input }: PebbleInvocation,
  inputs: ReadonlyMap<string, PebbleValueType>,
): WrongValue | undefined => {
  const accepted = kind === 'function' ? undefined : acceptedBy(kind, name)
  const type = input && staticType(input, inputs)
  if (accepted === undefined || type === undefined || accepted.includes(type)) return undefined
  const message = `The ${kind} \`${name}\` takes a ${accepted.join(' or a ')}, and gets a ${type}.`
  return { code: 'wrong-arguments', message, hint: undefined }
}

type Types = readonly [PebbleValueType, PebbleValueType]

const neverEqual = (operator: string, what: string, hint: string | undefined): WrongValue => {
  const message = `${what}: this is ${operator === '!=' ? 'always' : 'never'} true.`
  return { code: 'never-equal', message, hint }
}

/** Reports a choice that is compared with a value it cannot have. */
const neverChosen = (flow: RuleContext, { operator, operands }: PebbleOperation): WrongValue | undefined => {
  const text = operands.map(literalText).find((each) => each !== undefined)
  const values = operands.map((each) => inputValues(flow, each)).find((each) => each !== undefined)
  if (text === undefined || values === undefined || values.has(text)) return undefined
  return neverEqual(operator, `The input is never \`${text}\``, suggestion(text, values))
}

const failing = ({ version }: RuleContext, operator: string, [left, right]: Types): WrongValue | undefined => {
  if (left === 'number' && right === 'number') return undefined
  // 2.0 compares texts character by character.
  if (left === 'text' && right === 'text' && (version === undefined || isAtLeast(version, 2, 0))) return undefined
  const message = `Kestra cannot compare a ${left} with a ${right} by \`${operator}\`.`
  return { code: 'compare-fails', message, hint: hintOf([left, right]) }
}

const hintOf = (types: Types): string | undefined => HINTS.get(types.toSorted().join())

const HINTS: ReadonlyMap<string, string> = new Map([
  ['number,text', 'Make a number of the text with `| number`, or put the number in quotes.'],
  ['boolean,text', 'Write `true` without quotes, or the expression by itself.'],
  ['text,text', 'Make numbers of both with `| number`.'],
])
