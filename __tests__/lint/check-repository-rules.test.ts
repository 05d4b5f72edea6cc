import { describe, expect, it } from 'vitest'
import { applySeverities } from '../../src/lint/apply-severities.ts'
import type { RepositoryRule } from '../../src/lint/check-repository-rules.ts'
import { checkRules } from '../../src/lint/check-repository-rules.ts'
import { aDesiredFlow } from './offline-problems.ts'

const FLOW = `id: daily
namespace: prod.sales
labels:
  team: sales
  owner: ""
tasks:
  - id: both
    type: core.Parallel
    tasks:
      - id: load
        type: aws.S3
  - id: "a/b"
    type: core.Log
    message: |
      {{ inputs.x }}
`

const aRule = (schema: RepositoryRule['schema'], more: Partial<RepositoryRule> = {}): RepositoryRule => ({
  ...{ id: 'r', message: 'Do it.', namespaces: [], severity: 'error', schema },
  ...more,
})

const brokenIn = (flow: string, schema: RepositoryRule['schema']) =>
  checkRules([aRule(schema)], [aDesiredFlow(flow)]).map(
    ({ line, column, message }) => `${line}:${column} ${/, (?:at `)?(.*?)`?\)$/.exec(message)?.[1]}`,
  )

const DEEP = { $ref: '#/$defs/any' }
const anywhere = (properties: Readonly<Record<string, unknown>>) => ({
  ...DEEP,
  $defs: { any: { properties, additionalProperties: DEEP, items: DEEP } },
})

describe('a flow that breaks a rule', () => {
  it.each([
    ['the whole flow', { required: ['errors'] }, ['1:1 the flow']],
    ['the key of a map', { properties: { labels: { required: ['cost'] } } }, ['3:1 labels']],
    ['a value', { properties: { labels: { properties: { team: { const: 'x' } } } } }, ['4:9 labels.team']],
    ['an empty text', { properties: { labels: { properties: { owner: { minLength: 1 } } } } }, ['5:10 labels.owner']],
    [
      'a key that may not be',
      { properties: { labels: { additionalProperties: false, properties: { team: true } } } },
      ['5:3 labels.owner'],
    ],
    ['a key of another form', { properties: { labels: { propertyNames: { pattern: '^t' } } } }, ['5:3 labels.owner']],
    ['items at any depth', anywhere({ type: { not: { pattern: '^aws' } } }), ['11:15 tasks.0.tasks.0.type']],
    ['several places', anywhere({ id: { pattern: '^[lb]' } }), ['1:5 id', '12:9 tasks.1.id']],
    ['several reasons at one place', { properties: { id: { maxLength: 1, pattern: '^x', const: 'x' } } }, ['1:5 id']],
    [
      'alternatives, as a whole',
      { properties: { tasks: { anyOf: [{ items: { required: ['a'] } }, { maxItems: 1 }] } } },
      ['6:1 tasks'],
    ],
    [
      'alternatives of which none may be',
      { properties: { labels: { oneOf: [{ properties: { team: false } }, { properties: { owner: false } }] } } },
      ['3:1 labels'],
    ],
    ['a list that lacks something', { properties: { tasks: { contains: { required: ['x'] } } } }, ['6:1 tasks']],
    [
      'a list with too few of it',
      { properties: { tasks: { contains: { required: ['message'] }, minContains: 2 } } },
      ['6:1 tasks'],
    ],
    ['what follows from a condition', { if: { required: ['absent'] }, else: { required: ['sla'] } }, ['1:1 the flow']],
    [
      'all of several',
      { allOf: [{ required: ['errors'] }, { properties: { id: { maxLength: 1 } } }] },
      ['1:1 the flow', '1:5 id'],
    ],
    ['everything', false, ['1:1 the flow']],
    ['nothing', true, []],
    ['what Kestra reads as a text', { properties: { namespace: { type: 'string' } } }, []],
  ])('is told at its place: %s', (_, schema, expected) => {
    expect(brokenIn(FLOW, schema)).toEqual(expected)
  })

  it('is told of keys with signs that a pointer writes in another way', () => {
    const flow = 'id: a\nnamespace: n\nvariables:\n  "a/b~c %é#?": 1\n  __proto__: 2\n'
    expect(brokenIn(flow, anywhere({ variables: { additionalProperties: false } }))).toEqual([
      '4:3 variables.a/b~c %é#?',
      '5:3 variables.__proto__',
    ])
  })

  it('is one of the namespaces of the rule, or below them', () => {
    const flows = ['prod', 'prod.sales', 'production', 'dev'].map((namespace) =>
      aDesiredFlow(`id: a\nnamespace: ${namespace}\ntasks: []\n`),
    )
    const found = checkRules([aRule(false, { namespaces: ['prod'] })], flows)
    expect(found).toHaveLength(2)
  })

  it('carries the message, the severity and the name of the rule', () => {
    expect(checkRules([aRule(false, { severity: 'info' })], [aDesiredFlow(FLOW)])).toMatchObject([
      { code: 'rule-broken', severity: 'info', message: 'Do it. (rule `r`, the flow)', file: 'flows/daily.yml' },
    ])
  })

  it('is told whatever the settings and the comments in it say', () => {
    const flow = `# kestra-gitops: ignore rule-broken\n${FLOW}`
    const problems = checkRules([aRule(false)], [aDesiredFlow(flow)])
    expect(applySeverities(problems, { severities: { 'rule-broken': 'off' }, sourceOf: () => flow })).toEqual(problems)
  })
})

describe('a rule that cannot be checked', () => {
  it('is an error of the flow when its schema goes round in a circle', () => {
    const problems = checkRules(
      [aRule({ $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/a' } } })],
      [aDesiredFlow(FLOW)],
    )
    expect(problems).toMatchObject([{ code: 'rule-not-checked', severity: 'error', file: 'flows/daily.yml' }])
  })

  it('is an error of the flow when the library has no name for one of its keys', () => {
    const flow = 'id: a\nnamespace: n\nvariables: {"\\ud800": 1}\n'
    expect(checkRules([aRule(anywhere({ id: false }))], [aDesiredFlow(flow)])).toMatchObject([
      { code: 'rule-not-checked' },
    ])
  })

  it('ends the run in time when a pattern never ends, and names the rule and those behind it', () => {
    const slow = aRule({ properties: { message: { pattern: '^(a+)+$' } } }, { id: 'slow' })
    const flow = aDesiredFlow(`id: a\nnamespace: n\nmessage: ${'a'.repeat(60)}b\n`)
    const problems = checkRules([aRule(false), slow, aRule(false)], [flow], 200)
    expect(problems.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'rule-broken: Do it. (rule `r`, the flow)',
      'rule-not-checked: The rule `slow` was not checked completely: all rules together may take 0.2 s. 1 later rule was not checked either.',
    ])
  })
})
