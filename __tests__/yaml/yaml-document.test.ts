import { describe, expect, test } from 'vitest'
import { readTree } from '../../src/kinds/read-tree.ts'
import { parseOnce, parseYaml } from '../../src/yaml/yaml-document.ts'
import { aTree } from '../repository/a-tree.ts'
import { aFlow } from '../support/a-flow.ts'

/** What Kestra's parser makes of a scalar: checked against the engine in scenarios/validation-reading.test.ts. */
const scalars = [
  ['off', false, 'false'],
  ['Yes', true, 'true'],
  ['y', 'y', 'y'],
  ['oN', 'oN', 'oN'],
  ['~', null, undefined],
  ['Null', null, undefined],
  ['', '', ''],
  ['012', 10, '10'],
  ['-012', -10, '-10'],
  ['08', '08', '08'],
  ['0o14', '0o14', '0o14'],
  ['0x1F', 31, '31'],
  ['0b101', 5, '5'],
  ['1_000', 1000, '1000'],
  ['+1', 1, '1'],
  ['1:30', '1:30', '1:30'],
  ['190:20:30', '190:20:30', '190:20:30'],
  ['1.10', 1.1, '1.1'],
  ['1.0', 1, '1.0'],
  ['.5', 0.5, '0.5'],
  ['5.', 5, '5.0'],
  ['1e3', 1000, '1000.0'],
  ['1e7', 1e7, '1.0E7'],
  ['0.0001', 0.0001, '1.0E-4'],
  ['1e400', Number.POSITIVE_INFINITY, 'Infinity'],
  ['123456789012345678901234567890', Number('123456789012345678901234567890'), '123456789012345678901234567890'],
  ['2020-01-01', '2020-01-01', '2020-01-01'],
  ["'012'", '012', '012'],
  ['"off"', 'off', 'off'],
  ['!!str 012', '012', '012'],
  ["!!int '3'", 3, '3'],
  ['!!bool y', true, 'true'],
  ['!!null x', null, undefined],
  ["! '012'", 10, '10'],
  ['! " "', null, undefined],
  ['!other 12', '12', '12'],
  ['&anchor 012', 10, '10'],
  ['*anchor', 'anchor', 'anchor'],
  ['<<', '<<', '<<'],
  ['|\n  012\n', '012\n', '012\n'],
] as const

test.each(scalars)('reads %j as Kestra does', (written, value, text) => {
  const document = parseYaml(`k: ${written}\n`)
  expect({ value: document.value, text: document.textOf(['k']) }).toEqual({ value: { k: value }, text })
})

test('reads the id and the namespace as the text that Kestra stores', () => {
  const document = parseYaml('id: off\nnamespace: 1.10\n')
  expect([document.id, document.namespace]).toEqual(['false', '1.1'])
})

test('knows no id where the key is absent, null or a list', () => {
  expect(['a: 1', 'id: ~', 'id: [a]', '- id', ''].map((source) => parseYaml(source).id)).toEqual(
    Array(5).fill(undefined),
  )
})

test('does not expand aliases and merge keys, as Kestra does not', () => {
  const document = parseYaml('a: &x {b: 1}\nc:\n  <<: *x\n  d: *x\n')
  expect(document.value).toEqual({ a: { b: 1 }, c: { '<<': 'x', d: 'x' } })
  expect(document.documentFindings.map(({ code, position }) => [code, position.line, position.column])).toEqual([
    ['alias-not-expanded', 3, 7],
    ['alias-not-expanded', 4, 6],
  ])
})

test('reads a document of nested aliases without growing', () => {
  const levels = Array.from(
    { length: 30 },
    (_, level) => `a${level + 1}: &a${level + 1} [*a${level}, *a${level}, *a${level}]`,
  )
  expect(parseYaml(['a0: &a0 [x]', ...levels].join('\n')).value).toMatchObject({ a30: ['a29', 'a29', 'a29'] })
})

test('takes the last of two equal keys and names both lines', () => {
  const document = parseYaml('id: a\nnamespace: n\nid: b\n')
  expect(document.id).toBe('b')
  expect(document.positionOf(['id'])).toMatchObject({ line: 3, column: 5 })
  expect(document.documentFindings).toEqual([
    expect.objectContaining({
      code: 'duplicate-key',
      isFatal: false,
      message: '"id" is set twice, on lines 1 and 3; Kestra refuses to save that.',
      position: { line: 3, column: 1 },
    }),
  ])
})

test('tells an item that begins anew once, with all of its keys: its dash is missing', () => {
  const item = ['id: a', 'type: b', 'message: c']
  const source = ['tasks:', `  - ${item.join('\n    ')}`, ...item.map((line) => `    ${line}`), ''].join('\n')
  expect(
    parseYaml(source).documentFindings.map(({ message, position }) => [position.line, position.column, message]),
  ).toEqual([
    [
      ...[5, 5],
      '"id", "type" and "message" are set twice in one item, again from line 5 on; Kestra refuses to save that. The "- " of the next item is probably missing there.',
    ],
  ])
  const other = parseYaml('tasks:\n  - id: a\n    type: b\n    type: c\n    uri: d\n    uri: e\n')
  expect(other.documentFindings.map(({ position }) => position.line)).toEqual([4, 6])
})

const fatal = [
  { name: 'an unclosed bracket', source: 'id: [a\n', code: 'yaml-syntax' },
  { name: 'a wrong indentation', source: 'tasks:\n  - id: a\n   type: b\n', code: 'yaml-syntax', line: 3 },
  { name: 'a tab as indentation', source: 'a:\n\t- b\n', code: 'tab-indentation', line: 2 },
  { name: 'a character that starts no token', source: 'id: @a\n', code: 'yaml-syntax', line: 1 },
  { name: 'a control character', source: 'id: a\nb: x\u0007\n', code: 'yaml-syntax', line: 2 },
  { name: 'a tab before a value', source: 'id:\ta\n', code: 'tab-indentation', line: 1 },
  { name: 'endless nesting', source: `a: ${'['.repeat(20_000)}`, code: 'nested-too-deep' },
]

test.each(fatal)('refuses $name', ({ source, code, line }) => {
  const document = parseYaml(source)
  const [first] = document.documentFindings
  expect(document.value).toBeUndefined()
  expect(first).toMatchObject({ code, isFatal: true })
  if (line !== undefined) expect(first?.position.line).toBe(line)
})

const accepted = [
  { name: 'a byte-order mark', source: '\uFEFFid: a\n' },
  { name: 'CRLF', source: 'id: a\r\nnamespace: n\r\n' },
  { name: 'a leading ---', source: '---\nid: a\n' },
  { name: 'a %YAML directive', source: '%YAML 1.1\n---\nid: a\n' },
  { name: 'a closing bracket without indentation', source: 'id: a\nlist: [\n  1\n]\n' },
  { name: 'tabs behind a value, in texts and in scripts', source: 'id: a \t# x\nb: "\t"\nc: |\n  x\ty\n  \tz\n' },
  { name: 'a trailing --- with nothing behind it', source: 'id: a\n---\n' },
]

test.each(accepted)('reads $name without a fault', ({ source }) => {
  const document = parseYaml(source)
  expect([document.id, document.documentFindings]).toEqual(['a', []])
})

test('reads the first of several documents and says where the second begins', () => {
  const document = parseYaml('id: a\n---\nid: b\n')
  expect(document.id).toBe('a')
  expect(document.documentFindings).toMatchObject([
    { code: 'several-documents', isFatal: false, position: { line: 3, column: 1 } },
  ])
})

test('says that a number cannot be read by the server', () => {
  expect(parseYaml('a: .inf\nb: 1:30.5\n').documentFindings.map(({ code }) => code)).toEqual([
    'unreadable-number',
    'unreadable-number',
  ])
})

test('keeps a key called __proto__ as a key', () => {
  expect(Object.keys(Object(parseYaml('__proto__: 1\n').value))).toEqual(['__proto__'])
})

describe('places', () => {
  const source = '# a comment\nid: a\ntasks:\n  - id: "über"\n    type: x\n  - {id: b, type: y}\nlabels:\n  k: v\n'
  const cases = [
    { name: 'a value', path: ['id'], expected: { line: 2, column: 5, endLine: 2, endColumn: 6 } },
    { name: 'a key', path: ['id'], part: 'key', expected: { line: 2, column: 1, endLine: 2, endColumn: 3 } },
    {
      name: 'a quoted value, quotes included',
      path: ['tasks', 0, 'id'],
      expected: { line: 4, column: 9, endLine: 4, endColumn: 15 },
    },
    { name: 'an item of a list', path: ['tasks', 0], expected: { line: 4, column: 5 } },
    { name: 'a map in braces', path: ['tasks', 1], expected: { line: 6, column: 5 } },
    {
      name: 'a nested key',
      path: ['labels', 'k'],
      part: 'key',
      expected: { line: 8, column: 3, endLine: 8, endColumn: 4 },
    },
    { name: 'the root', path: [], expected: { line: 2, column: 1 } },
    { name: 'nothing for what is not there', path: ['tasks', 7, 'id'], expected: undefined },
  ] as const
  test.each(cases)('of $name', ({ path, expected, ...rest }) => {
    const part = 'part' in rest ? rest.part : 'value'
    expect(parseYaml(source).positionOf(path, part)).toEqual(expected)
    expect(parseYaml(source.replaceAll('\n', '\r\n')).positionOf(path, part)).toEqual(expected)
  })
  test('do not count a byte-order mark', () => {
    expect(parseYaml('\uFEFFid: a\n').positionOf(['id'])).toMatchObject({ line: 1, column: 5 })
  })
})

test('is read once where two trees hold the same text', async () => {
  const settings = { roots: [], namespaceMap: [{ from: 'dev', to: 'prod' }], parse: parseOnce() }
  const same = aFlow({ id: 'same', namespace: 'dev' })
  const [one, other] = await Promise.all([
    readTree(aTree({ 'flows/same.yml': same, 'flows/a.yml': aFlow({ id: 'a', namespace: 'team' }) }), settings),
    readTree(
      aTree({
        'moved/flows/same.yml': same,
        'moved/flows/a.yml': aFlow({ id: 'a', namespace: 'team', more: 'description: b' }),
      }),
      settings,
    ),
  ])
  const documents = [one, other].map(({ flows }) => new Map(flows.map(({ id, document }) => [id, document])))
  expect(documents[0]?.get('same')).toMatchObject({ namespace: 'prod', id: 'same' })
  expect(documents[0]?.get('same')?.value).toBe(documents[1]?.get('same')?.value)
  expect(documents[0]?.get('a')?.value).not.toEqual(documents[1]?.get('a')?.value)
})

test('tells the places of a document whose nodes were let go for those of many others', () => {
  const source = `id: first\nnamespace: company.team\ndescription: ${'x'.repeat(100_000)}\ntasks: []\n`
  const first = parseYaml(source)
  const place = first.positionOf(['tasks'])
  const others = Array.from({ length: 8 }, (_, index) => parseYaml(source.replace('first', `other${index}`)))
  expect(others.map((other) => other.positionOf(['tasks']))).toEqual(others.map(() => place))
  expect([first.positionOf(['tasks']), first.textOf(['id'])]).toEqual([place, 'first'])
})
