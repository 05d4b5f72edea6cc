import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { loadFlowSchema } from '../../../src/lint/schema/flow-schema.ts'
import { validateAgainstSchema } from '../../../src/lint/schema/validate-against-schema.ts'
import { parseYaml } from '../../../src/yaml/yaml-document.ts'

const schemaOf = (version: '1.3.31' | '2.0.0') =>
  loadFlowSchema(
    JSON.parse(readFileSync(new URL(`../../fixtures/flow-schema/${version}.recorded.json`, import.meta.url), 'utf8')),
  )

const SCHEMAS = { '1.3.31': schemaOf('1.3.31'), '2.0.0': schemaOf('2.0.0') }

const problemsOf = (source: string, version: keyof typeof SCHEMAS = '2.0.0') =>
  validateAgainstSchema({ file: 'flows/x.yml', document: parseYaml(source), schema: SCHEMAS[version] })

const placesOf = (source: string, version: keyof typeof SCHEMAS = '2.0.0'): string[] =>
  problemsOf(source, version).map(({ line, column, severity, code }) => `${line}:${column} ${severity} ${code}`)

/** A flow of one Log task; the lines follow from line 6 on. */
const aFlow = (...lines: string[]): string =>
  [
    'id: x',
    'namespace: rec.one',
    'tasks:',
    '  - id: log',
    '    type: io.kestra.plugin.core.log.Log',
    ...lines,
    '',
  ].join('\n')

const LOG = '    message: hi'

describe.each(['1.3.31', '2.0.0'] as const)('against the schema of %s', (version) => {
  const cases: { name: string; source: string; places: string[] }[] = [
    { name: 'a right flow', source: aFlow(LOG), places: [] },
    { name: 'an unknown property', source: aFlow(LOG, '    nope: 1'), places: ['7:5 error unknown-property'] },
    {
      name: 'an unknown property of the flow',
      source: `nope: 1\n${aFlow(LOG)}`,
      places: ['1:1 error unknown-property'],
    },
    { name: 'what a server writes into a source', source: `revision: 3\n${aFlow(LOG)}`, places: [] },
    { name: 'a missing property', source: aFlow(), places: ['4:5 error missing-property'] },
    { name: 'a null property', source: aFlow('    message: ~'), places: ['6:5 error missing-property'] },
    { name: 'nothing where a list is meant', source: aFlow(LOG, 'triggers:'), places: [] },
    {
      name: 'a missing type',
      source: 'id: x\nnamespace: a\ntasks:\n  - id: a\n',
      places: ['4:5 error missing-property'],
    },
    { name: 'an empty list of tasks', source: 'id: x\nnamespace: a\ntasks: []\n', places: ['3:1 error empty-tasks'] },
    { name: 'no tasks', source: 'id: x\nnamespace: a\n', places: ['1:1 error missing-property'] },
    { name: 'a mistyped value', source: aFlow(LOG, '    disabled: maybe'), places: ['7:15 error wrong-type'] },
    {
      name: 'a template where none is rendered',
      source: aFlow(LOG, '    disabled: "{{ x }}"'),
      places: ['7:15 error wrong-type'],
    },
    { name: 'a template where it is rendered', source: aFlow(LOG, '    timeout: "{{ inputs.t }}"'), places: [] },
    {
      name: 'a map where a text is rendered',
      source: aFlow('    message: {a: b}'),
      places: ['6:14 warning wrong-type'],
    },
    { name: 'a number for a text', source: aFlow('    message: 5'), places: [] },
    { name: 'a list for a text or list', source: aFlow('    message: [a, b]'), places: [] },
    { name: 'a text for a boolean', source: aFlow(LOG, '    disabled: "true"'), places: [] },
    {
      name: 'a value that is not listed',
      source: aFlow(LOG, '    logLevel: INFOO'),
      places: ['7:15 warning wrong-type'],
    },
    { name: 'a list for a map', source: aFlow(LOG, 'variables: [a]'), places: ['7:12 error wrong-type'] },
    { name: 'any variables', source: aFlow(LOG, 'variables:', '  a: {b: [1]}'), places: [] },
    { name: 'labels as a map', source: aFlow(LOG, 'labels:', '  a: b'), places: [] },
    { name: 'labels as a list', source: aFlow(LOG, 'labels:', '  - key: a', '    value: b'), places: [] },
    {
      name: 'a retry of one of its types',
      source: aFlow(LOG, '    retry:', '      type: constant', '      intervall: PT1M'),
      places: ['8:7 error missing-property', '9:7 error unknown-property'],
    },
    {
      name: 'an input of a type that another claims too',
      source: aFlow(LOG, 'inputs:', '  - id: a', '    type: INT', '    max: 3'),
      places: [],
    },
    {
      name: 'an input of no type',
      source: aFlow(LOG, 'inputs:', '  - id: a', '    type: STRNG'),
      places: ['9:11 error unknown-type'],
    },
    {
      name: 'a task below If',
      source: aFlow(
        LOG,
        '  - id: if',
        '    type: io.kestra.plugin.core.flow.If',
        '    condition: "{{ true }}"',
        '    then:',
        '      - id: a',
        '        type: io.kestra.plugin.core.log.Lg',
      ),
      places: ['12:15 error unknown-type'],
    },
    {
      name: 'a task below Parallel below errors',
      source: aFlow(
        LOG,
        'errors:',
        '  - id: p',
        '    type: io.kestra.plugin.core.flow.Parallel',
        '    tasks:',
        '      - id: a',
        '        type: io.kestra.plugin.core.log.Log',
        '        mesage: b',
      ),
      places: ['11:9 error missing-property', '13:9 error unknown-property'],
    },
    {
      name: 'a task below a case of Switch',
      source: aFlow(
        LOG,
        '  - id: s',
        '    type: io.kestra.plugin.core.flow.Switch',
        '    value: "{{ x }}"',
        '    cases:',
        '      A:',
        '        - id: a',
        '          type: io.kestra.plugin.core.log.Log',
        '          message: b',
        '          nope: 1',
        '      B:',
        '        - id: b',
        '          type: io.kestra.plugin.core.nope',
      ),
      places: ['15:11 error unknown-property', '18:17 error unknown-type'],
    },
    {
      name: 'a task below Dag',
      source: aFlow(
        LOG,
        '  - id: d',
        '    type: io.kestra.plugin.core.flow.Dag',
        '    tasks:',
        '      - task:',
        '          id: a',
        '          type: io.kestra.plugin.core.log.Log',
        '          message: b',
        '        dependOn: [a]',
      ),
      places: ['14:9 error unknown-property'],
    },
    {
      name: 'a task in finally and afterExecution',
      source: aFlow(
        LOG,
        'finally:',
        '  - id: f',
        '    type: io.kestra.plugin.core.log.Log',
        'afterExecution:',
        '  - id: g',
        '    type: io.kestra.plugin.core.log.Log',
      ),
      places: ['11:5 error missing-property', '8:5 error missing-property'],
    },
    {
      name: 'a trigger',
      source: aFlow(
        LOG,
        'triggers:',
        '  - id: t',
        '    type: io.kestra.plugin.core.trigger.Schedule',
        '    crn: "* * * * *"',
      ),
      places: ['8:5 error missing-property', '10:5 error unknown-property'],
    },
    {
      name: 'a trigger among the tasks',
      source: aFlow(LOG, '  - id: t', '    type: io.kestra.plugin.core.trigger.Schedule', '    cron: "* * * * *"'),
      places: ['8:11 error unknown-type'],
    },
    { name: 'YAML that is not readable', source: 'id: a: b', places: [] },
    { name: 'a document that is no map', source: '- a', places: [] },
  ]
  test.each(cases)('$name', ({ source, places }) => {
    expect(placesOf(source, version).sort()).toEqual([...places].sort())
  })
})

describe('a type that the server lacks', () => {
  const source = aFlow(LOG).replace('io.kestra.plugin.core.log.Log', 'com.acme.Warehouse')
  const hintWith = (server: string | undefined) =>
    validateAgainstSchema({ file: 'flows/x.yml', document: parseYaml(source), schema: SCHEMAS['2.0.0'], server })

  test('is reported with the version of the server that gave the schema', () => {
    const [problem] = hintWith('2.0.8')
    expect(problem?.message).toContain('2.0.8')
    expect(problem?.hint).not.toContain('schema')
  })

  test('is reported without a server where the schema is a saved one', () => {
    expect(hintWith(undefined)[0]?.hint).toContain('kestra-gitops schema')
  })
})

describe('what the message says already', () => {
  test.each([aFlow(), aFlow(LOG, '    disabled: maybe')])('has no hint that repeats it', (source) => {
    expect(problemsOf(source).map(({ hint }) => hint)).toEqual([undefined])
  })
})

describe('where the versions differ', () => {
  test('an alias of a type is known to 1.3 only', () => {
    const source = aFlow(LOG).replace('plugin.core.log', 'core.tasks.log')
    expect(placesOf(source, '1.3.31')).toEqual([])
    expect(placesOf(source, '2.0.0')).toEqual(['5:11 error unknown-type'])
  })

  test('plugin defaults supply what a task lacks', () => {
    const defaults = ['pluginDefaults:', '  - type: io.kestra.plugin.core.log', '    values:', '      message: hi']
    expect(placesOf(aFlow(...defaults), '1.3.31')).toEqual([])
  })

  test('plugin defaults of one type are compared with it', () => {
    const defaults = ['pluginDefaults:', '  - type: io.kestra.plugin.core.log.Log', '    values:', '      nope: hi']
    expect(placesOf(aFlow(LOG, ...defaults), '1.3.31')).toEqual(['10:7 warning unknown-property'])
  })

  test('conditions of a trigger are compared with their own type', () => {
    const source = aFlow(
      LOG,
      'triggers:',
      '  - id: t',
      '    type: io.kestra.plugin.core.trigger.Flow',
      '    conditions:',
      '      - type: io.kestra.plugin.core.condition.ExecutionStatus',
      '        inn: [FAILED]',
    )
    expect(placesOf(source, '1.3.31')).toEqual(['12:9 error unknown-property'])
  })
})

test('what is near is offered', () => {
  const hintOf = (source: string): string | undefined => problemsOf(source)[0]?.hint
  expect(hintOf(aFlow(LOG, '    levle: INFO'))).toBe('Did you mean `level`?')
  expect(hintOf(aFlow(LOG).replace('.log.Log', '.log.Lgo'))).toBe('Did you mean `io.kestra.plugin.core.log.Log`?')
  expect(hintOf(aFlow(LOG).replace('.log.Log', '.Log'))).toBe('Did you mean `io.kestra.plugin.core.log.Log`?')
  expect(hintOf(aFlow(LOG, '    logLevel: INF'))).toBe('Did you mean `INFO`?')
})

describe('a schema of a server with more plugins', () => {
  const schema = loadFlowSchema({
    $ref: '#/definitions/Flow',
    definitions: {
      Flow: {
        type: 'object',
        properties: { id: {}, tasks: { type: 'array', items: { anyOf: [{ $ref: '#/definitions/Query' }] } } },
      },
      Query: {
        type: 'object',
        properties: {
          id: { type: 'string' },
          type: { const: 'io.kestra.plugin.jdbc.Query' },
          url: { type: 'string' },
          next: { $ref: '#/definitions/Query' },
        },
        required: ['id', 'url'],
      },
    },
  })

  test('a property that the server may have a default for is a warning', () => {
    const document = parseYaml('id: x\ntasks:\n  - type: io.kestra.plugin.jdbc.Query\n')
    const problems = validateAgainstSchema({ file: 'x.yml', document, schema })
    expect(problems.map(({ severity, message }) => `${severity} ${message}`)).toEqual([
      'error The required property `id` is missing',
      'warning The required property `url` is missing',
    ])
  })
})

test.each([null, [], {}, { $ref: '#/definitions/x', definitions: {} }, { $ref: 'http://x', definitions: {} }])(
  '%j is refused as a schema',
  (json) => {
    expect(() => loadFlowSchema(json)).toThrow(/not one that Kestra exports/)
  },
)
