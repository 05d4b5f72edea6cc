import { FAILS_WHEN_RUN } from '../../../finding/problem.ts'
import { isAtLeast } from '../../../flow/kestra-version.ts'
import { isInvocation, type PebbleExpression, type PebbleInvocation } from '../../../pebble/pebble-tree.ts'
import {
  type InvocationKind,
  invocationNames,
  type PebbleSignature,
  type PebbleType,
  type PebbleVersions,
  pebbleVersions,
  signaturesOf,
} from '../../../pebble/signatures.ts'
import { closestWord, didYouMean, suggestion } from '../../../text/closest-word.ts'
import { defineRule, yaml } from '../../define-rule.ts'
import { type FlowRule, findingIn, type RuleContext } from '../../rule-context.ts'
import type { RuleFinding } from '../../rule-finding.ts'
import { checkDateArguments } from './check-date-arguments.ts'
import { checkNumbers } from './check-numbers.ts'

export default defineRule({
  codes: {
    'unknown-filter': {
      ...FAILS_WHEN_RUN,
      title: 'A filter that Kestra does not have',
      why: 'The version of the server does not have this filter, or, without a server, no version that this program knows has it. The task fails. For a newer server this is an info.',
      fix: 'Correct the name: letter case counts.',
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ 'a' | uppper }}"
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ 'a' | upper }}"
        `,
      },
    },
    'unknown-function': {
      ...FAILS_WHEN_RUN,
      title: 'A function that Kestra does not have',
      why: 'The version of the server does not have this function, or, without a server, no version that this program knows has it. The task fails. For a newer server this is an info.',
      fix: 'Correct the name: letter case counts.',
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ nwo() }}"
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ now() }}"
        `,
      },
    },
    'unknown-test': {
      ...FAILS_WHEN_RUN,
      title: 'A test after `is` that Kestra does not have',
      why: 'Kestra tests with `defined`, `empty`, `even`, `iterable`, `json`, `map`, `null` and `odd`; any other fails the task.',
      fix: 'Write one of these tests, or compare with `==`.',
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ 2 is evenn }}"
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ 2 is even }}"
        `,
      },
    },
    'wrong-arguments': {
      ...FAILS_WHEN_RUN,
      title: 'A filter or function with other values than it takes',
      why: 'A required argument is missing, an argument has an unknown name, or a value has the wrong type: the task fails.',
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ 'a-b' | substringBefore }}"
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ 'a-b' | substringBefore('-') }}"
        `,
      },
    },
  },
  flow: (flow, known) => [
    ...checkInvocations(flow, known),
    ...checkNumbers(flow, known),
    ...checkDateArguments(flow, known),
  ],
})

const CODES = { filter: 'unknown-filter', function: 'unknown-function', test: 'unknown-test' } as const

/** Reports filters, functions and tests that the server does not have, and calls with wrong arguments. */
const checkInvocations: FlowRule = (flow) => {
  const versions = pebbleVersions(flow.version)
  return flow.texts.flatMap((text) =>
    text.parts.flatMap((part): readonly RuleFinding[] => {
      if (!isInvocation(part) || isReportedByBreaksOn2(flow, part)) return []
      const { kind, name, start, end } = part
      if (kind === 'function' && text.template?.macros.has(name)) return []
      const found = signaturesOf(kind, name, versions.names)
      const reported = found.length === 0 ? unknown(flow, part, versions) : wrongArgument(part, found)
      return reported === undefined ? [] : [findingIn(flow, text, { start, end, ...reported })]
    }),
  )
}

/** True for calls that the rule `breaks-on-2` reports. */
const isReportedByBreaksOn2 = ({ version }: RuleContext, { kind, name, given }: PebbleInvocation): boolean => {
  if (!isAtLeast(version, 2, 0)) return false
  if (name === 'json') return kind !== 'test'
  return ['read', 'fileURI'].includes(name) && given.some((each) => each.name === 'version')
}

const unknown = (
  { version }: RuleContext,
  { kind, name }: PebbleInvocation,
  { names, areKnown }: PebbleVersions,
): Pick<RuleFinding, 'code' | 'message' | 'hint' | 'severity'> => {
  const server = version && Number.isSafeInteger(version.major + 1) ? ` ${version.major}.${version.minor}` : ''
  const hint = hintOf(kind, name, invocationNames(kind, names), (other) => signaturesOf(other, name, names).length > 0)
  if (areKnown) return { code: CODES[kind], message: `Kestra${server} has no ${kind} \`${name}\`.`, hint }
  const message = `This program does not know the ${kind} \`${name}\`, nor which ones Kestra${server || ' of that version'} has.`
  return { code: CODES[kind], message, hint, severity: 'info' }
}

/**
 * Names of filters, functions and tests in other template languages, each with its name in Pebble. Keys are `kind
 * name`.
 */
const ALSO_CALLED: ReadonlyMap<string, string> = new Map(
  `
filter: count length, size length, len length, uppercase upper, lowercase lower, downcase lower, upcase upper, strip trim, substring slice
filter: tojson toJson, addDate dateAdd, dateFormat date, format_date date, b64encode base64encode, b64decode base64decode, urlEncode urlencode
filter: unique distinct, uniq distinct, default_if_none default, nvl default, int number, float number
filter: tostring string, to_string string, str string, regex_replace replace
function: today now, date now, current_date now, random randomInt, parseJson fromJson, toJSON toJson, getenv env
test: blank empty, none null, nil null, undefined defined, mapping map, sequence iterable, list iterable
`
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [kind, pairs = ''] = line.split(': ')
      return pairs.split(', ').map((pair): [string, string] => {
        const [word = '', name = ''] = pair.split(' ')
        return [`${kind} ${word}`, name]
      })
    }),
)

const hintOf = (
  kind: InvocationKind,
  name: string,
  names: readonly string[],
  isA: (kind: InvocationKind) => boolean,
): string | undefined => {
  if (kind !== 'filter' && isA('filter')) return `It is a filter: write \`value | ${name}\`.`
  if (kind !== 'function' && isA('function')) return `It is a function: write \`${name}(value)\`.`
  const also = ALSO_CALLED.get(`${kind} ${name}`)
  const near = also !== undefined && names.includes(also) ? also : closestWord(name, names)
  return didYouMean(near)
}

type WrongArgument = Pick<RuleFinding, 'code' | 'message' | 'hint'> & {
  /** Span of the wrong argument; absent where the name of the call is wrong. */
  readonly start?: number
  readonly end?: number
}

/** The first fault in the arguments of a call; `undefined` if one of the signatures accepts them. */
const wrongArgument = (call: PebbleInvocation, signatures: readonly PebbleSignature[]): WrongArgument | undefined => {
  const wrong = signatures.map((signature) => wrongFor(call, signature))
  return wrong.includes(undefined) ? undefined : wrong.at(-1)
}

const wrongFor = (call: PebbleInvocation, { parameters }: PebbleSignature): WrongArgument | undefined => {
  if (parameters === undefined) return undefined
  const { kind, given } = call
  const title = `The ${kind} \`${call.name}\``
  const positional = given.filter(({ name }) => name === undefined)
  const named = given.filter(({ name }) => name !== undefined)
  const names = parameters.map(({ name }) => name)
  const all = `It takes ${names.map((name) => `\`${name}\``).join(', ')}, in this order or by name.`
  const wrong = { code: 'wrong-arguments', hint: names.length === 0 ? undefined : all } as const
  if (positional.length > names.length)
    return { ...wrong, message: `${title} takes ${counted(names.length)}, not ${positional.length}.` }
  for (const { name = '', at } of named) {
    if (names.includes(name)) continue
    const message = `${title} has no argument \`${name}\`.`
    return { ...wrong, message, hint: suggestion(name, names) ?? wrong.hint, start: at, end: at + name.length }
  }
  const givenAs = (name: string, index: number) => positional[index] ?? named.find((each) => each.name === name)
  const missing = parameters.find(({ name, isRequired }, index) => isRequired && givenAs(name, index) === undefined)
  if (missing) return { ...wrong, message: `${title} needs the argument \`${missing.name}\`.` }
  for (const [index, { name, takes }] of parameters.entries()) {
    const value = givenAs(name, index)?.value
    if (takes !== undefined && value && !fits(value, takes))
      return { ...wrong, message: `${title} takes a ${takes} as \`${name}\`.`, start: value.start, end: value.end }
  }
  return undefined
}

const counted = (count: number): string => {
  if (count === 0) return 'no argument'
  return count === 1 ? 'one argument' : `${count} arguments`
}

/** False for a literal of another type. The types of other expressions are not known. */
const fits = (value: PebbleExpression, takes: PebbleType): boolean => {
  if (value.kind === 'operation' && value.operator === '[') return false
  if (value.kind === 'operation' && value.operator === '{') return takes === 'map'
  if (value.kind !== 'literal' || value.value === null) return true
  return typeof value.value === (takes === 'text' ? 'string' : takes)
}
