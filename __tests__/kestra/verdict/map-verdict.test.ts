import { describe, expect, test } from 'vitest'
import type { FlowVerdict } from '../../../src/kestra/server.ts'
import { mapVerdict } from '../../../src/kestra/verdict/map-verdict.ts'
import { parseYaml } from '../../../src/yaml/yaml-document.ts'

const FLOW = `id: daily
namespace: company.team
labels:
  system.correlationId: x
inputs:
  - id: date
    type: STRING
  - id: load
    type: STRING
tasks:
  - id: load
    type: io.kestra.plugin.core.http.Request
    uri:
  - id: branch
    type: io.kestra.plugin.core.flow.If
    condition: "{{ true }}"
    then:
      - id: deep.log-1
        type: io.kestra.plugin.core.log.Log
        nope: 1
      - type: io.kestra.plugin.core.log.Log
        id: load
  - id: call
    type: io.kestra.plugin.core.flow.Subflow
    namespace: company.team
    flowId: nosuch
errors:
  - id: alert
    type: io.kestra.nope
    timeout: PT1M
triggers:
  - id: morning
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "99 * * * *"
`

const aVerdict = (overrides: Partial<FlowVerdict>): FlowVerdict => ({
  file: 'flows/daily.yml',
  readAs: undefined,
  constraints: [],
  warnings: [],
  infos: [],
  deprecationPaths: [],
  ...overrides,
})

const locationsIn = (overrides: Partial<FlowVerdict>, source = FLOW): string[] =>
  mapVerdict({ file: 'flows/daily.yml', document: parseYaml(source), verdict: aVerdict(overrides) }).map(
    ({ code, line, column }) => `${line}:${column} ${code}`,
  )

const ofText = (text: string, pointer?: string): string[] =>
  locationsIn({ constraints: [pointer === undefined ? { text } : { text, pointer }] })

describe('a constraint is shown at the node that it means', () => {
  const cases: { text: string; pointer?: string; at: string[] }[] = [
    { text: 'alert.message: must not be null', at: ['28:5 missing-property'] },
    { text: 'tasks[alert].message: must not be null', at: ['28:5 missing-property'] },
    { text: 'tasks[0].method: must not be null', at: ['11:5 missing-property'] },
    { text: 'tasks[deep.log-1].then[0].message: must not be null', at: ['18:9 missing-property'] },
    { text: 'deep.log-1.then[0].message: must not be null', at: ['18:9 missing-property'] },
    { text: 'deep.log-1.tasks[0].nope: must be a text', at: ['20:15 server-invalid'] },
    { text: 'tasks[load].message: must not be null', at: ['11:5 missing-property'] },
    { text: 'inputs[date].displayName: must not be blank', at: ['6:5 missing-property'] },
    { text: 'tasks[1].condition: is odd', at: ['16:16 server-invalid'] },
    { text: 'errors[0].timeout: must be at least PT5M', at: ['30:14 server-invalid'] },
    { text: "triggers[0]: invalid cron expression '99 * * * *': Failed to parse", at: ['34:11 invalid-cron'] },
    { text: 'triggers[0]: At least one of `cron` is needed', at: ['32:5 server-invalid'] },
    { text: 'branch: No task defined', at: ['14:5 server-invalid'] },
    { text: 'call.inputs.<map key>: must not be blank', at: ['23:5 missing-property'] },
    { text: 'id: must match "^[a-z]*"', at: ['1:5 invalid-id'] },
    { text: 'namespace: must match "^[a-z]*"', at: ['2:12 invalid-namespace'] },
    { text: 'description: must not be null', at: ['1:1 missing-property'] },
    { text: 'tasks: must not be empty', at: ['11:3 empty-tasks'] },
    { text: 'labels[0].value: must not be empty', at: ['4:25 missing-property'] },
    { text: 'labels[0].key: Invalid label key', at: ['4:3 server-invalid'] },
    { text: 'tasks[1]._then[0].nope: must be a text', at: ['20:15 server-invalid'] },
    { text: 'tasks[not there].id: must match "^[a-z]*"', at: ['1:5 server-invalid'] },
    { text: 'tasks[0].uri: must not be empty', at: ['13:5 missing-property'] },
    { text: 'must not be null', pointer: '/tasks/1/then/0/message', at: ['18:9 missing-property'] },
    { text: 'must not be null', pointer: '/errors/0/message', at: ['28:5 missing-property'] },
    { text: 'must match', pointer: '/labels/system.correlationId', at: ['4:25 server-invalid'] },
    { text: 'Invalid type: io.kestra.nope', at: ['29:11 unknown-type'] },
    { text: 'Invalid type: io.kestra.elsewhere', at: ['1:5 unknown-type'] },
    { text: 'Duplicate task id with name [load]', at: ['22:13 duplicate-id'] },
    { text: ' Invalid Flow: Duplicate task id with name [load]', at: ['22:13 duplicate-id'] },
    { text: ': Invalid Flow: Duplicate input with name [gone]', at: ['1:5 duplicate-id'] },
    { text: 'Invalid Flow: Recursive call to flow [company.team.nosuch]', at: ['26:13 self-call'] },
    { text: "Invalid Flow: Task 'alert' can't have any `timeout`", at: ['30:5 server-invalid'] },
    { text: "Invalid Flow: Invalid default for input 'date': no", at: ['6:9 server-invalid'] },
    { text: "Missing inputs for Schedule Trigger 'morning', missing inputs: 'date'", at: ['32:9 server-invalid'] },
    { text: 'Flow id is a reserved keyword: daily. List of reserved keywords: pause', at: ['1:5 reserved-id'] },
    { text: 'flow: Cyclic flow dependency detected: a -> b.', at: ['1:5 flow-cycle'] },
    {
      text: 'Use outputs[key-name], offending tasks: [load, call]',
      at: ['11:9 server-invalid', '23:9 server-invalid'],
    },
    { text: 'Unable to validate the flow: something broke', at: ['1:5 server-invalid'] },
    {
      text: 'Unrecognized field "nope" (class io.kestra.plugin.core.log.Log), not marked as ignorable (2 known properties: "note", "id"])',
      at: ['20:9 unknown-property'],
    },
    {
      text: 'Invalid type: io.kestra.nope',
      pointer: 'io.kestra.core.models.flows.FlowWithSource["errors"]->java.util.ArrayList[0]',
      at: ['28:5 unknown-type'],
    },
    {
      text: 'Illegal Flow source: YAML parsing error: Cannot deserialize value of type `boolean`\n at [Source: UNKNOWN; byte offset: #UNKNOWN] (through reference chain: io.kestra.core.models.flows.FlowWithSource["errors"]->java.util.ArrayList[0]->io.kestra.X["timeout"]) (at line -1)',
      at: ['30:14 wrong-type'],
    },
  ]
  test.each(cases)('$text $pointer', ({ text, pointer, at }) => {
    expect(ofText(text, pointer)).toEqual(at)
  })
})

describe('several violations in one text', () => {
  const cases: { name: string; text: string; at: string[] }[] = [
    {
      name: 'one a line behind the prefix of 2.0',
      text: 'Validation error:  Invalid Flow: Duplicate task id with name [load]\nalert.message: must not be null\n',
      at: ['22:13 duplicate-id', '28:5 missing-property'],
    },
    {
      name: 'joined with commas as before 1.3',
      text: 'alert.message: must not be null, triggers[0].cron: invalid cron expression, call.flowId: must not be empty',
      at: ['28:5 missing-property', '34:11 invalid-cron', '26:13 missing-property'],
    },
    {
      name: 'joined by the flow validator',
      text: ': Invalid Flow: Duplicate task id with name [load], System labels can only be set by Kestra itself, offending label: system.correlationId=x',
      at: ['22:13 duplicate-id', '4:3 system-label'],
    },
    {
      name: 'a comma inside a message splits nothing',
      text: 'alert.timeout: must be one of a, b, or c.d, e: but not f\n',
      at: ['30:14 server-invalid'],
    },
  ]
  test.each(cases)('$name', ({ text, at }) => {
    expect(ofText(text)).toEqual(at)
  })
})

test('a place that the server does not name is said so at the id of the flow', () => {
  const [problem] = mapVerdict({
    file: 'a.yml',
    document: parseYaml('# first\n---\nid: a\n'),
    verdict: aVerdict({ constraints: [{ text: 'Unable to validate the flow: HV000028' }] }),
  })
  expect(problem).toMatchObject({
    severity: 'error',
    file: 'a.yml',
    line: 3,
    column: 5,
    message: 'Unable to validate the flow: HV000028 (the server does not report the location)',
  })
})

describe('what belongs to the program of the server is not shown', () => {
  const chain = (property: string) =>
    `\n at [Source: UNKNOWN; byte offset: #UNKNOWN] (through reference chain: io.kestra.core.models.flows.FlowWithSource["${property}"]) (at line -1)`
  const read = (what: string, property: string) =>
    `Illegal flowwithsource source: YAML parsing error: ${what}${chain(property)}`
  const INTERNAL = /java|io\.kestra\.core\.|snakeyaml|JsonToken|\bclass\b|\bnull\b/

  // The words of 1.0.3, 1.3.31 and 2.0.0.
  test.each([
    read(
      'Cannot deserialize value of type `java.lang.Boolean` from String "maybe": only "true" or "false" recognized',
      'tasks',
    ),
    read(
      'Cannot deserialize value of type `java.util.ArrayList<io.kestra.core.models.tasks.Task>` from String value (token `JsonToken.VALUE_STRING`)',
      'tasks',
    ),
    read(
      'Cannot construct instance of `io.kestra.core.models.flows.Concurrency` (although at least one Creator exists): no int/Int-argument constructor/factory method to deserialize from Number value (3)',
      'concurrency',
    ),
    read(
      'Cannot deserialize value of type `java.util.LinkedHashMap<java.lang.String,java.lang.Object>` from Array value (token `JsonToken.START_ARRAY`)',
      'variables',
    ),
    read(
      'Cannot deserialize value of type `java.time.Duration` from String "soon": Failed to deserialize java.time.Duration: (java.time.format.DateTimeParseException) Text cannot be parsed to a Duration',
      'sla',
    ),
    'Unrecognized field "nope" (class io.kestra.core.models.flows.FlowWithSource), not marked as ignorable (1 known properties: "id"])',
    'Illegal Flow source: YAML parsing error: <org.yaml.snakeyaml.events.MappingStartEvent(anchor=null, tag=null, implicit=true)> (at line 6)',
    'tasks[null].id: has no text',
    'Invalid type: null',
    'Unable to validate the flow: jakarta.validation.ValidationException: HV000028',
  ])('%s', (text) => {
    const document = parseYaml('id: a\nnamespace: b.c\ntasks:\n  - id: l\n    type: x.Y\n')
    const problems = mapVerdict({ file: 'a.yml', document, verdict: aVerdict({ constraints: [{ text }] }) })
    expect(problems).toHaveLength(1)
    expect(problems.filter(({ message }) => INTERNAL.test(message))).toEqual([])
  })

  test('nor the flow `null`, which a call without a name is looked for as', () => {
    expect(locationsIn({ warnings: ["The subflow 'null' not found in namespace 'company.team'."] })).toEqual([])
  })
})

test('of two nodes with the property, the one of the class that the server names is reported', () => {
  const source = [
    'id: a',
    'namespace: b',
    'tasks:',
    '  - { id: x, type: x.Shell, nope: 1 }',
    '  - { id: y, type: x.Log, nope: 1 }',
  ]
  const constraints = [
    { text: 'Unrecognized field "nope" (class x.Log), not marked as ignorable (1 known properties: "id"])' },
  ]
  const [problem] = mapVerdict({
    file: 'a.yml',
    document: parseYaml(`${source.join('\n')}\n`),
    verdict: aVerdict({ constraints }),
  })
  expect(problem).toMatchObject({ code: 'unknown-property', line: 5 })
})

test('the nearest known property is offered, else all known ones are listed', () => {
  const hintOf = (known: string): string | undefined =>
    mapVerdict({
      file: 'a.yml',
      document: parseYaml(FLOW),
      verdict: aVerdict({
        constraints: [{ text: `Unrecognized field "nope" (class x.Log), not marked as ignorable (${known})` }],
      }),
    })[0]?.hint
  expect(hintOf('2 known properties: "message", "node"])')).toBe('Did you mean `node`?')
  expect(hintOf('2 known properties: "type", "message"])')).toBe('Known properties: message, type.')
})

describe('warnings, infos and deprecations', () => {
  const missing = "The subflow 'nosuch' not found in namespace 'company.team'."

  test('are at the node that they name and keep their severity', () => {
    expect(
      locationsIn({
        warnings: [
          missing,
          "The task 'alert' cannot use the 'timeout' property as it's only relevant for runnable tasks.",
        ],
        infos: ['io.kestra.nope is replaced by io.kestra.plugin.core.log.Log'],
        deprecationPaths: ['errors[0].timeout', 'tasks[4].nope'],
      }),
    ).toEqual([
      '26:13 unknown-flow',
      '30:5 server-warning',
      '29:11 deprecated-property',
      '30:5 deprecated-property',
      '20:9 deprecated-property',
    ])
  })

  test('a deprecated type is named, with what 2.0 has in its place', () => {
    const source = 'id: a\nnamespace: b\ntasks:\n  - id: c\n    type: io.kestra.plugin.core.flow.EachSequential\n'
    const verdict = aVerdict({ deprecationPaths: ['tasks[0]'] })
    const [problem] = mapVerdict({ file: 'a.yml', document: parseYaml(source), verdict })
    expect(problem).toMatchObject({ code: 'deprecated-property', line: 5, column: 11 })
    expect(problem?.message).toContain('io.kestra.plugin.core.flow.EachSequential')
    expect(problem?.hint).toContain('io.kestra.plugin.core.flow.Loop')
  })

  test('a subflow of this tree is not missed', () => {
    const problems = mapVerdict({
      file: 'a.yml',
      document: parseYaml(FLOW),
      verdict: aVerdict({ warnings: [missing] }),
      isInTree: ({ namespace, id }) => namespace === 'company.team' && id === 'nosuch',
    })
    expect(problems).toEqual([])
  })
})

test('a syntax fault keeps its own line, moved by the lines cut off before sending', () => {
  const text =
    "Illegal Flow source: while parsing a block collection\n in 'reader', line 4, column 3:\n      - id: a\n      ^\nexpected <block end>, but found '<block mapping start>'\n in 'reader', line 5, column 4:\n       type: b\n       ^\n\n at [Source: (StringReader); line: 5, column: 4]"
  const [problem, ...others] = mapVerdict({
    file: 'a.yml',
    document: parseYaml('---\n\nid: x\nnamespace: rec.one\ntasks:\n  - id: a\n   type: b\n'),
    verdict: aVerdict({ constraints: [{ text }], lineOffset: 2 }),
  })
  expect(others).toEqual([])
  expect(problem).toMatchObject({
    code: 'yaml-syntax',
    line: 7,
    column: 4,
    message: "while parsing a block collection, expected <block end>, but found '<block mapping start>'",
  })
})

test('a key that is set twice is reported at its location also by servers that find it', () => {
  const text = `Illegal genericflow source: YAML parsing error: Duplicate field 'id'\n at [Source: (StringReader); line: 3, column: 4] (at line 3)`
  expect(locationsIn({ constraints: [{ text }] }, 'id: a\nnamespace: b.c\nid: c\n')).toEqual(['3:1 duplicate-key'])
  expect(locationsIn({ constraints: [{ text }] }, 'id: a\nnamespace: b.c\n# c\n')).toEqual(['3:4 yaml-syntax'])
})
