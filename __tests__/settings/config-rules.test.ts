import { describe, expect, it } from 'vitest'
import { parseConfig } from '../../src/settings/config/config-file.ts'
import { parseSchemaFile } from '../../src/settings/config/config-rules.ts'

const rule = (...schema: readonly string[]) =>
  ['rules:', '  - id: a', '    message: m', '    schema:', ...schema.map((line) => `      ${line}`), ''].join('\n')

describe('rules of .kestra/gitops.yml', () => {
  it('are read with what was left out', () => {
    const text =
      'rules:\n  - id: a\n    message: m\n    schema: .kestra/a.json\n  - id: b\n    message: n\n    severity: info\n    namespaces: [prod, dev]\n    schema: { required: [labels] }\n'
    const { config, problems } = parseConfig(text)
    expect(problems).toEqual([])
    expect(config.rules).toEqual([
      {
        id: 'a',
        message: 'm',
        severity: 'error',
        namespaces: [],
        schema: '.kestra/a.json',
        position: { line: 2, column: 5 },
      },
      {
        ...{ id: 'b', message: 'n', severity: 'info', namespaces: ['prod', 'dev'] },
        ...{ schema: { required: ['labels'] }, position: { line: 5, column: 5 } },
      },
    ])
  })

  it.each([
    ['no list', 'rules: a\n', ['1:1 `rules` is not valid: `rules` must be a list of rules']],
    ['no id', 'rules:\n  - message: m\n    schema: a\n', ['2:5 `rules.0.id` is not valid']],
    ['another id', 'rules: [{ id: A b, message: m, schema: a }]\n', ['1:11 `rules.0.id` is not valid']],
    [
      'a misspelt key',
      'rules:\n  - id: a\n    mesage: m\n    schema: a\n',
      ['2:5 `rules.0.message` is not valid', '3:5 `rules.0.mesage` is not a setting; did you mean `message`?'],
    ],
    [
      'another severity',
      'rules: [{ id: a, message: m, schema: a, severity: warn }]\n',
      ['1:41 `rules.0.severity` must be one of error, warning, info; got `warn`; did you mean `warning`?'],
    ],
    [
      'one id twice',
      'rules:\n  - { id: a, message: m, schema: a }\n  - { id: a, message: m, schema: a }\n',
      ['3:7 Two rules have the id `a`.'],
    ],
    [
      'no namespace',
      'rules: [{ id: a, message: m, schema: a, namespaces: [A] }]\n',
      ['1:54 `A` is not a valid namespace.'],
    ],
    [
      'a misspelt keyword',
      rule('requierd: [a]'),
      ['5:7 `requierd` is not a keyword that rules support; did you mean `required`?'],
    ],
    [
      'an unknown keyword',
      rule('nonsense: 1'),
      ['5:7 `nonsense` is not a keyword that rules support; docs/rules.md lists them.'],
    ],
    [
      'a keyword of another form',
      rule('required: a', 'minimum: "1"', 'anyOf: []', 'properties: []'),
      [
        '5:7 `required` must be a list of texts.',
        '6:7 `minimum` must be a number.',
        '7:7 `anyOf` must be a list of schemas.',
        '8:7 `properties` must be a mapping of names to schemas.',
      ],
    ],
    [
      'a type that is none',
      rule('properties:', '  a: { type: strin }'),
      ['6:14 `strin` is not a type; did you mean `string`?'],
    ],
    [
      'no schema where one must be',
      rule('items: 3', 'allOf: [yes please]'),
      [
        '5:7 A schema is a mapping of keywords, or `true` or `false`.',
        '6:15 A schema is a mapping of keywords, or `true` or `false`.',
      ],
    ],
    [
      'a broken pattern',
      rule('properties:', '  a: { pattern: "(" }'),
      ['6:14 `(` is not a valid regular expression: '],
    ],
    [
      'a broken pattern of names',
      rule('patternProperties: { "[": true }'),
      ['5:28 `[` is not a valid regular expression: '],
    ],
    [
      'a reference to outside',
      rule('$ref: https://example.com/a.json'),
      ["5:7 `$ref: 'https://example.com/a.json'` does not point to a schema"],
    ],
    ['a reference to a file', rule('$ref: b.json#/a'), ["5:7 `$ref: 'b.json#/a'` does not point to a schema"]],
    ['a reference to nothing', rule('$ref: "#/$defs/a"'), ["5:7 `$ref: '#/$defs/a'` does not point to a schema"]],
    [
      'a reference to what is no schema',
      rule('required: [a]', '$ref: "#/required"'),
      ["6:7 `$ref: '#/required'` does not point to a schema"],
    ],
    [
      'another dialect',
      rule('$schema: http://json-schema.org/draft-07/schema#'),
      ['5:7 `$schema` must be https://json-schema.org/draft/2020-12/schema.'],
    ],
    ['an id of its own', rule('$id: a'), ['5:7 `$id` is not a keyword']],
  ])('are refused with %s, at its place', (_, text, expected) => {
    const { config, problems } = parseConfig(text)
    expect(config.rules).toEqual([])
    expect(problems.map(({ line, column, message }) => `${line}:${column} ${message}`)).toEqual(
      expected.map((start) => expect.stringContaining(start)),
    )
  })

  it.each([
    '$ref: "#"',
    '$ref: "#/$defs/a~1b", $defs: { a/b: true }',
    'const: { a: 1 }',
    'properties: { format: { type: [string, "null"] } }',
    'default: x',
  ])('take { %s }', (schema) => {
    expect(parseConfig(rule(...schema.split(/, (?=\$defs)/))).problems).toEqual([])
  })
})

describe('the schema of a rule in a file of its own', () => {
  it.each([
    ['JSON', '{"required": ["labels"]}'],
    ['YAML', 'required: [labels]\n'],
  ])('is read as %s', (_, text) => {
    expect(parseSchemaFile('a.json', text)).toEqual({ schema: { required: ['labels'] } })
  })

  it.each([
    ['{"required": ["labels"] x}', 1],
    ['required: &a [b]\nenum: *a\n', 2],
    ['properties:\n  a:\n    typ: string\n', 3],
    ['[]', 1],
    ['', 1],
    ['a'.repeat(262_145), 1],
  ])('is refused at its line', (text, line) => {
    expect(parseSchemaFile('.kestra/a.json', text)).toMatchObject({
      problems: [{ code: 'config-invalid', severity: 'error', file: '.kestra/a.json', line }],
    })
  })
})
