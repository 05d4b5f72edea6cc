import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { configSchema, parseConfig } from '../../src/settings/config/config-file.ts'
import { growth } from '../fixtures/growth.ts'

const NOTHING_SET = {
  roots: [],
  namespaceMap: [],
  files: [],
  include: [],
  exclude: [],
  isStrict: false,
  rules: [],
  severities: {},
}

describe('parseConfig', () => {
  it('refuses line ends that some programs see and others do not: a reader would take a comment for a setting', () => {
    for (const end of ['\r', '\u0085', '\u2028', '\u2029']) {
      const { config, problems } = parseConfig(`strict: true\n# x${end}roots: [a]\n`)
      expect(config).toMatchObject(NOTHING_SET)
      expect(problems).toMatchObject([{ code: 'config-invalid', severity: 'error', line: 2, column: 4 }])
    }
    expect(parseConfig('strict: true\r\nroots: ["a\\Lb"]\r\n').problems).toEqual([])
  })

  it('reads every setting', () => {
    const text = [
      'roots: [orchestration, batch]',
      'namespace: company.team',
      'namespace-map:',
      '  - dev => prod',
      'namespace-from: folder',
      'files: [sql => company.team, scripts]',
      'include: ["examples/**"]',
      'exclude: ["drafts/**"]',
      'strict: true',
      'severities:',
      '  file-name-mismatch: off',
    ].join('\n')
    const { config, problems } = parseConfig(text)
    expect(problems).toEqual([])
    expect(config).toEqual({
      roots: ['orchestration', 'batch'],
      namespace: 'company.team',
      namespaceMap: [{ from: 'dev', to: 'prod' }],
      namespaceFrom: 'folder',
      files: [
        { folder: 'sql', namespace: 'company.team' },
        { folder: 'scripts', namespace: undefined },
      ],
      include: ['examples/**'],
      exclude: ['drafts/**'],
      isStrict: true,
      severities: { 'file-name-mismatch': 'off' },
      rules: [],
    })
  })

  it('refuses a bomb of aliases, and thousands of keys, without expanding or comparing them', () => {
    const bomb = Array.from({ length: 12 }, (_, index) => `k${index}: &a${index} [${`*a${index - 1}, `.repeat(9)}]`)
    expect(parseConfig(`a: &a-1 [x]\n${bomb.join('\n')}\n`).config).toEqual(NOTHING_SET)
    const keys = (count: number) => () =>
      parseConfig(Array.from({ length: count }, (_, index) => `k${index}: 1\nk: 2\n`).join(''))
    expect(growth([300, 2400], keys)).toBeLessThan(24)
  })

  it.each(['', '# nothing yet\n', '{}'])('reads the empty file %j as no settings', (text) => {
    expect(parseConfig(text)).toEqual({ config: NOTHING_SET, problems: [] })
  })

  const faulty = [
    {
      what: 'a number for a list',
      text: 'roots: 3\n',
      code: 'config-invalid',
      line: 1,
      says: '`roots` must be a list of folders',
    },
    { what: 'a colon too many', text: 'roots: a: b\n', code: 'config-invalid', line: 1, says: 'one colon too many' },
    { what: 'a misspelt key', text: 'exlude: []\n', code: 'config-invalid', line: 1, says: 'did you mean `exclude`?' },
    { what: 'a scalar', text: 'hello\n', code: 'config-invalid', line: 1, says: 'The file' },
    {
      what: 'a folder out of the repository',
      text: 'files: [../x => a]\n',
      code: 'config-invalid',
      line: 1,
      says: '../x',
    },
    {
      what: 'two arrows',
      text: 'files: [a => b => c]\n',
      code: 'config-invalid',
      line: 1,
      says: 'folder => namespace',
    },
    { what: 'an alias', text: 'exclude: &a [x]\nroots: *a\n', code: 'config-invalid', line: 2, says: 'Aliases' },
    { what: 'an alias within itself', text: 'roots: &a [*a]\n', code: 'config-invalid', line: 1, says: 'Aliases' },
    {
      what: 'a key twice',
      text: 'strict: true\nstrict: false\n',
      code: 'config-invalid',
      line: 2,
      says: 'This key is set twice.',
    },
    {
      what: 'a name of the language',
      text: '\nconstructor: 1\n',
      code: 'config-invalid',
      line: 2,
      says: '`constructor`',
    },
    { what: 'a key that is a map', text: '? {a: b}\n: 1\n', code: 'config-invalid', line: 1, says: '' },
    { what: 'endless nesting', text: `roots: ${'['.repeat(30_000)}`, code: 'config-invalid', line: 1, says: '' },
    { what: 'more than anybody sets', text: 'a'.repeat(65_537), code: 'config-invalid', line: 1, says: '64 KB' },
    { what: 'broken YAML', text: 'roots: [a\n', code: 'config-invalid', line: 2, says: '' },
    { what: 'a list', text: '- a\n', code: 'config-invalid', line: 1, says: 'The file' },
    { what: 'a wrong type', text: 'strict: true\nroots: a\n', code: 'config-invalid', line: 2, says: '`roots`' },
    { what: 'an unknown setting', text: 'root: [a]\nrots: [a]\n', code: 'config-invalid', line: 2, says: '`rots`' },
    { what: 'an unknown code', text: 'severities:\n  typo: off\n', code: 'config-invalid', line: 2, says: 'typo' },
    { what: 'a map without arrow', text: 'namespace-map: [dev]\n', code: 'config-invalid', line: 1, says: '=>' },
    {
      what: 'what is missing',
      text: 'strict: true\nwhen-missing: mirror\n',
      code: 'config-not-allowed',
      line: 2,
      says: 'input',
    },
    { what: 'protection', text: 'protected-namespaces: []\n', code: 'config-not-allowed', line: 1, says: 'input' },
    { what: 'the server', text: 'server: https://evil.example\n', code: 'config-not-allowed', line: 1, says: 'input' },
    { what: 'the drift policy', text: 'on-drift: overwrite\n', code: 'config-not-allowed', line: 1, says: 'input' },
    { what: 'the number of deletes', text: 'max-deletes: 1000\n', code: 'config-not-allowed', line: 1, says: 'input' },
  ]

  it.each(faulty)('refuses $what with its line, and the whole file with it', ({ text, code, line, says }) => {
    const { config, problems } = parseConfig(text)
    expect(config).toEqual(NOTHING_SET)
    const problem = problems.find((candidate) => candidate.line === line && candidate.code === code)
    expect(problem).toMatchObject({ severity: 'error', file: '.kestra/gitops.yml' })
    expect(`${problem?.message} ${problem?.hint}`).toContain(says)
  })

  it('is described by the published JSON Schema', () => {
    const published: unknown = JSON.parse(
      readFileSync(new URL('../../docs/gitops.schema.json', import.meta.url), 'utf8'),
    )
    expect(published).toEqual(JSON.parse(JSON.stringify(z.toJSONSchema(configSchema))))
  })
})
