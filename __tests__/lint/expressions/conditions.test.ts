import { describe, expect, it } from 'vitest'
import type { KnownVersion } from '../../../src/flow/kestra-version.ts'
import { validateOffline } from '../../../src/lint/validate-offline.ts'
import { aDesiredFlow } from '../offline-problems.ts'

const HEAD = `id: f
namespace: n
inputs:
  - { id: text, type: STRING }
  - { id: count, type: INT }
  - { id: flag, type: BOOL }
  - { id: kind, type: SELECT, values: [a, b] }
  - { id: open, type: SELECT, values: [a, b], allowCustomValue: true }
  - { id: data, type: JSON }
  - { id: db.port, type: INT }
tasks:
`
const CODES = new Set<string>(['compare-fails', 'never-equal', 'always-true', 'case-never-chosen'])

const reported = (tasks: string, version?: KnownVersion) =>
  validateOffline({ flows: [aDesiredFlow(HEAD + tasks)], brokenFlows: [], desired: { resources: [] } }, { version })
    .filter(({ code }) => CODES.has(code))
    .map(({ line = 0, code, message }) => `${line - HEAD.split('\n').length + 1} ${code}: ${message}`)

const ifTask = (condition: string) => `  - id: t
    type: io.kestra.plugin.core.flow.If
    condition: ${JSON.stringify(condition)}
    then:
      - { id: u, type: io.kestra.plugin.core.log.Log, message: x }
`
const runIf = (condition: string) => `  - id: t
    type: x.Y
    runIf: ${JSON.stringify(condition)}
`

describe('a condition', () => {
  it.each([
    ['inputs.flag', 'it is a text without braces.'],
    ['false and true', 'it is a text without braces.'],
    ['{{ inputs.flag }} == true', 'it has text outside its braces (`== true`).'],
    ['not {{ inputs.flag }}', 'it has text outside its braces (`not`).'],
    ['{{ inputs.count }} > 5', 'it has text outside its braces (`> 5`).'],
    ['{{ inputs.text }} and {{ inputs.flag }}', 'it has text outside its braces (`and`).'],
  ])('that is always true is told: %s', (condition, why) => {
    expect(reported(ifTask(condition))).toEqual([`3 always-true: This condition is always true: ${why}`])
    expect(reported(runIf(condition))).toHaveLength(1)
  })

  it.each([
    ['{{ inputs.flag }}'],
    [' {{ inputs.flag }}\n'],
    ['true'],
    ['false'],
    ['0'],
    ['{% if inputs.flag %}true{% else %}false{% endif %}'],
    ['fal{{ inputs.text }}'],
    ['-{{ inputs.count }}'],
    ['{{ inputs.flag }'],
  ])('that may be false is not: %s', (condition) => {
    expect(reported(ifTask(condition))).toEqual([])
  })

  it('of an Assert is one of several', () => {
    const assert = `  - id: t
    type: io.kestra.plugin.core.execution.Assert
    conditions:
      - "{{ inputs.flag }}"
      - inputs.flag
`
    expect(reported(assert)).toEqual(['5 always-true: This condition is always true: it is a text without braces.'])
    expect(reported(`${runIf('inputs.flag')}    disabled: true\n`)).toEqual([])
  })
})

describe('a comparison', () => {
  it.each([
    ['inputs.text > 5', 'compare-fails: Kestra cannot compare a text with a number by `>`.'],
    ['5 <= inputs.text', 'compare-fails: Kestra cannot compare a number with a text by `<=`.'],
    ['inputs.flag >= 1', 'compare-fails: Kestra cannot compare a boolean with a number by `>=`.'],
    ["inputs.count > '5'", 'compare-fails: Kestra cannot compare a number with a text by `>`.'],
    ["inputs.db.port > '5'", 'compare-fails: Kestra cannot compare a number with a text by `>`.'],
    ["inputs.count == '5'", 'never-equal: A number is never equal to a text: this is never true.'],
    ["inputs.flag == 'true'", 'never-equal: A boolean is never equal to a text: this is never true.'],
    ["inputs.kind == 'A'", 'never-equal: The input is never `A`: this is never true.'],
    ["inputs.count contains '5'", 'compare-fails: A number contains nothing: this fails.'],
    ['inputs.text != 5', 'never-equal: A text is never equal to a number: this is always true.'],
  ])('of two types is told: %s', (comparison, expected) => {
    expect(reported(ifTask(`{{ ${comparison} }}`))).toEqual([`3 ${expected}`])
  })

  it.each([
    ['inputs.count > 5'],
    ["inputs.text == '5'"],
    ['inputs.flag == true'],
    ['inputs.data.a > 5'],
    ['inputs.text | number > 5'],
    ['(inputs.text | number) > 5'],
    ['inputs.text | length > 5'],
    ['inputs.text == null or inputs.count != null'],
    ['outputs.x.value > 5'],
    ['(inputs.text ?? 5) > 5'],
    ["'a' < 'b'"],
    ["inputs.kind == 'a'"],
    ["inputs.open == 'c'"],
    ["inputs.text contains 'c'"],
  ])('of values that fit, or that only a run knows, is not: %s', (comparison) => {
    expect(reported(ifTask(`{{ ${comparison} }}`))).toEqual([])
  })

  it('of two texts fails before 2.0', () => {
    expect(reported(ifTask("{{ 'a' < 'b' }}"), { major: 1, minor: 3 })).toHaveLength(1)
    expect(reported(ifTask("{{ 'a' < 'b' }}"), { major: 2, minor: 0 })).toEqual([])
  })
})

describe('a filter or test', () => {
  it.each([
    ["inputs.text | join(',')", 'The filter `join` takes a list, and gets a text.'],
    ['inputs.count | trim', 'The filter `trim` takes a text, and gets a number.'],
    ['5 | first', 'The filter `first` takes a text or a list, and gets a number.'],
    ['inputs.text is even', 'The test `even` takes a number, and gets a text.'],
    ["now() | split('-') | upper | abs", 'The filter `abs` takes a number, and gets a text.'],
  ])('of another value than it takes is told: %s', (expression, message) => {
    const flow = aDesiredFlow(`${HEAD}${ifTask(`{{ ${expression} }}`)}`)
    const problems = validateOffline({ flows: [flow], brokenFlows: [], desired: { resources: [] } })
    expect(problems.filter(({ code }) => code === 'wrong-arguments').map((problem) => problem.message)).toEqual([
      message,
    ])
  })

  it.each([
    ["inputs.text | split(',') | join('-')"],
    ['inputs.data | join'],
    ['inputs.count is even'],
    ['inputs.count | upper'],
  ])('of what it takes is right: %s', (expression) => {
    const flow = aDesiredFlow(`${HEAD}${ifTask(`{{ ${expression} }}`)}`)
    const problems = validateOffline({ flows: [flow], brokenFlows: [], desired: { resources: [] } })
    expect(problems.filter(({ code }) => code === 'wrong-arguments')).toEqual([])
  })
})

describe('a Switch', () => {
  const choice = (value: string, ...cases: readonly string[]) => `  - id: t
    type: io.kestra.plugin.core.flow.Switch
    value: ${JSON.stringify(value)}
    cases:
${cases.map((each) => `      ${each}:\n        - { id: u${each.replaceAll(/\W/g, '')}, type: x.Y }\n`).join('')}`

  it.each([
    [
      'inputs.kind',
      ['a'],
      ['3 case-never-chosen: No case is called `inputs.kind`, and without braces the value is just that text.'],
    ],
    ['{{ inputs.kind }}', ['a', 'B'], ['7 case-never-chosen: The value of this Switch is never `B`.']],
    ['{{ inputs.flag }}', ['"no"'], ['5 case-never-chosen: The value of this Switch is never `no`.']],
  ])('with a case that is never chosen is told: %s %s', (value, cases, expected) => {
    expect(reported(choice(value, ...cases))).toEqual(expected)
  })

  it.each([
    ['a', ['a', 'b']],
    ['{{ inputs.kind }}', ['a', 'b']],
    ['{{ inputs.kind | upper }}', ['A']],
    ['{{ inputs.open }}', ['c']],
    ['{{ inputs.text }}', ['c']],
    ['{{ inputs.flag }}', ['true', 'false']],
  ])('that may choose each is not: %s %s', (value, cases) => {
    expect(reported(choice(value, ...cases))).toEqual([])
  })
})
