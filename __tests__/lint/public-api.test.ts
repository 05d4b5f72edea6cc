import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lintFlow, lintTree, rules } from '../../src/lint/index.ts'
import { rules as ruleList } from '../../src/lint/rule-list.ts'
import { importsOf, roomOf, sourceFiles } from '../architecture/source-files.ts'
import { blocks } from '../docs/blocks.ts'
import { builtDist } from '../scenarios/built-dist.ts'

const TWO_MISTAKES = `id: daily
namespace: company.team
tasks:
  - id: hello
    type: io.kestra.plugin.core.log.Log
    message: "{{ inputs.who }}"
  - id: hello
    type: io.kestra.plugin.core.log.Log
    message: Hello
`

const aCall = (id: string, flowId: string) => `id: ${id}
namespace: company.team
tasks:
  - id: call
    type: io.kestra.plugin.core.flow.Subflow
    namespace: company.team
    flowId: ${flowId}
`

const placesOf = (findings: ReturnType<typeof lintTree>) =>
  findings.map(({ code, severity, file, line, column }) => `${file}:${line}:${column} ${severity} ${code}`)

describe('the package kestra-gitops/lint', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'kestra-gitops-lint-'))
    execFileSync(process.execPath, ['scripts/pack.mjs', join(folder, 'node_modules/kestra-gitops'), builtDist()])
    writeFileSync(join(folder, 'package.json'), '{"type": "module"}')
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const write = (text: string) => writeFileSync(join(folder, 'user.ts'), text)
  const types = () => {
    const compiler = join(process.cwd(), 'node_modules/typescript/bin/tsc')
    const flags = ['--ignoreConfig', '--noEmit', '--strict', '--exactOptionalPropertyTypes', '--module', 'nodenext']
    execFileSync(process.execPath, [compiler, ...flags, 'user.ts'], { cwd: folder, stdio: 'pipe' })
  }

  it('gives the code, line and column of two mistakes, with its types', () => {
    write(`import { type LintFinding, type LintOptions, lintFlow, lintTree, rules } from 'kestra-gitops/lint'
declare const console: { log(text: string): void }
const options: LintOptions = { version: '1.3', severities: { 'duplicate-id': 'warning' } }
const findings: readonly LintFinding[] = lintFlow(${JSON.stringify(TWO_MISTAKES)}, { ...options, file: 'daily.yml' })
const documented: boolean = findings.every(({ code }) => rules.some((rule) => rule.code === code))
const places = findings.map(({ code, severity, file, line, column }) => [code, severity, file, line, column])
console.log(JSON.stringify({ places, documented, inTree: lintTree({}, options).length }))
`)
    types()
    const output = execFileSync(process.execPath, ['user.ts'], { cwd: folder, encoding: 'utf8' })
    expect(JSON.parse(output)).toEqual({
      places: [
        ['undeclared-input', 'warning', 'daily.yml', 6, 18],
        ['duplicate-id', 'warning', 'daily.yml', 7, 9],
      ],
      documented: true,
      inTree: 0,
    })
  })

  it.each(blocks().filter(({ page }) => page === 'docs/internals/lint.md'))(
    'runs the block of $page:$line',
    ({ text }) => {
      write(`declare const console: { log(...values: unknown[]): void }\n${text}`)
      types()
      const output = execFileSync(process.execPath, ['user.ts'], { cwd: folder, encoding: 'utf8' })
      expect(output.trimEnd().split('\n').at(-1)).toMatch(new RegExp(` ${rules.length}$`))
      expect(output).toMatch(/^\d+:\d+ error [a-z-]+: /)
    },
  )

  it('refuses wrong options by its types', () => {
    write(`import { lintFlow } from 'kestra-gitops/lint'\nlintFlow('', { severity: 'error' })\n`)
    expect(types).toThrow()
  })

  it('holds no client of HTTP, Git or GitHub', () => {
    const bundle = readFileSync(join(builtDist(), 'lint.js'), 'utf8')
    expect(bundle.match(/^\/\/ node_modules\/(?:undici|@actions|@octokit)\//gm)).toBeNull()
    const modules = [...bundle.matchAll(/^import .* from "([^"]+)"|\brequire\(["']([^"']+)["']\)/gm)]
    const names = new Set(modules.map(([, imported, required]) => imported ?? required))
    expect([...names].filter((name) => !/^(?:node:)?(?:module|vm|process|buffer)$/.test(name ?? ''))).toEqual([])
  })
})

it('reaches the rooms without Git, HTTP and GitHub alone', () => {
  const files = new Map(sourceFiles(/^src\/.*\.ts$/).map((file) => [file.path, file]))
  const reached = new Set<string>()
  const visit = (path: string): void => {
    const file = files.get(path)
    if (file === undefined || reached.has(path)) return
    reached.add(path)
    for (const target of importsOf(file)) visit(target)
  }
  visit('src/lint/index.ts')
  const allowed = ['lint', 'text', 'finding', 'resource', 'yaml', 'pebble', 'secrets', 'flow', 'suites']
  expect([...new Set([...reached].map(roomOf))].toSorted()).toEqual(allowed.toSorted())
})

describe('lintTree', () => {
  it('reports across flows: a circle of calls, a flow and the flow of a suite that do not exist', () => {
    const files = {
      'a.yml': aCall('a', 'b'),
      'b.yml': aCall('b', 'a'),
      'c.yml': aCall('c', 'other'),
      'tests/c.yml': 'id: of-c\nnamespace: company.team\nflowId: elsewhere\ntestCases: []\n',
    }
    expect(placesOf(lintTree(files))).toEqual([
      'a.yml:7:13 warning flow-cycle',
      'c.yml:7:13 info unknown-flow',
      'tests/c.yml:3:9 warning suite-unknown-flow',
      'tests/c.yml:4:12 warning suite-no-assertion',
    ])
  })

  it('reports texts that are not a flow at their first line, and YAML that cannot be read', () => {
    expect(placesOf(lintTree({ 'a.yml': 'hello', 'b.yml': 'id: "' }))).toEqual([
      'a.yml:1:1 error not-a-map',
      expect.stringMatching(/^b\.yml:\d+:\d+ error yaml-syntax$/),
    ])
  })
})

describe('lintFlow', () => {
  it('does not look for the flows that a flow calls', () => {
    expect(lintFlow(aCall('a', 'b'))).toEqual([])
  })

  it('applies severities, comments of the text, and strict', () => {
    const codes = (source: string, options = {}) => lintFlow(source, options).map(({ code }) => code)
    expect(codes(TWO_MISTAKES, { severities: { 'duplicate-id': 'off' } })).toEqual(['undeclared-input'])
    const ignored = TWO_MISTAKES.replace('inputs.who }}"', 'inputs.who }}" # kestra-gitops: ignore undeclared-input')
    expect(codes(ignored)).toEqual(['duplicate-id'])
    expect(lintFlow(TWO_MISTAKES, { strict: true })[0]).toMatchObject({ code: 'undeclared-input', severity: 'error' })
  })

  it('checks a flow against a schema that a server exported', () => {
    const schema = {
      $ref: '#/definitions/flow',
      definitions: { flow: { type: 'object', properties: { id: { type: 'string' } }, additionalProperties: false } },
    }
    const found = lintFlow('id: daily\nnamespace: company.team\ntasks: []\n', { schema })
    expect(found.filter(({ code }) => code === 'unknown-property').map(({ line }) => line)).toEqual([2, 3])
  })

  it.each([
    [{ severities: { 'no-code': 'off' as const } }, /no-code/],
    [{ version: 'newest' }, /newest/],
    [{ schema: {} }, /schema/],
  ])('throws for the options %j', (options, message) => {
    expect(() => lintFlow(TWO_MISTAKES, options)).toThrow(message)
  })
})

describe('rules', () => {
  const withoutContext = ruleList
    .flatMap(({ codes }) => Object.entries(codes))
    .filter(([, { examples }]) => examples.context === undefined)

  it.each(withoutContext)('%s is reported in its example', (code) => {
    const { reported = '', accepted = '' } = rules.find((rule) => rule.code === code)?.examples ?? {}
    const codesIn = (text: string) => {
      const files = text.split(/^---\n/m).map((each, index) => [`tests/${index}.yml`, each])
      return lintTree(Object.fromEntries(files)).map((finding) => finding.code)
    }
    expect(codesIn(reported)).toContain(code)
    expect(codesIn(accepted)).not.toContain(code)
  })
})
