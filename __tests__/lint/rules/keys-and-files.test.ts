import { describe, expect, it } from 'vitest'
import type { KnownServer } from '../../../src/lint/symbol-index.ts'
import { validateOffline } from '../../../src/lint/validate-offline.ts'
import { aDesiredFile, aDesiredFlow } from '../offline-problems.ts'

const NOTHING = new Map(['company.team', 'company', 'company.other'].map((name) => [name, new Set<string>()]))
const PAIRS = ['color', 'db_host', 'conf'].map((name) => ({
  kind: 'key-value' as const,
  namespace: 'company.team',
  name,
  file: 'kv.yml',
  content: '',
}))
const FILES = [aDesiredFile('company.team', '/sql/a.sql'), aDesiredFile('company.team', '/sql/b.sql')]

interface Around {
  readonly isSilent?: boolean
  readonly keys?: ReadonlyMap<string, ReadonlySet<string>>
  readonly files?: ReadonlyMap<string, ReadonlySet<string>>
  readonly leaves?: KnownServer['leaves']
}

/** What is told of a flow with these lines of a Log, or of tasks, with its severity, column and hint. */
const reported = (
  lines: string,
  { isSilent = false, keys = NOTHING, files = NOTHING, leaves }: Around = {},
): readonly string[] => {
  const tasks = lines.startsWith('  -')
    ? lines
    : `  - id: t\n    type: io.kestra.plugin.core.log.Log\n    message: ${lines}`
  const flow = aDesiredFlow(`id: f\nnamespace: company.team\ntasks:\n${tasks}\n`)
  const server = { flows: [], files, keys, isComplete: true, isSilent, ...(leaves && { leaves }) }
  const dataOf = ({ name }: { readonly name: string }) => (name === 'conf' ? { host: 'a', at: { port: '1' } } : 'red')
  const tree = { flows: [flow], brokenFlows: [], desired: { resources: [...PAIRS, ...FILES] }, dataOf }
  return validateOffline(tree, { server }).map(
    ({ severity, code, line, column, hint }) =>
      `${severity} ${code} ${line}:${column}${hint?.startsWith('Did') || hint?.startsWith('The') ? ` ${hint}` : ''}`,
  )
}

describe('a key that nobody has', () => {
  it.each([
    [`"{{ kv('colour') }}"`, ['warning unknown-key 6:18 Did you mean `color`?']],
    [`"{{ kv('COLOR') }}"`, ['warning unknown-key 6:18 Did you mean `color`?']],
    [`"{{ kv('DB-HOST') }}"`, ['warning unknown-key 6:18 Did you mean `db_host`?']],
    [`"{{ kv('nothing-like-it') }}"`, ['warning unknown-key 6:18']],
    [`"{{ kv('colour') ?? 'none' }}"`, ['warning unknown-key 6:18 Did you mean `color`?']],
    [`"{{ kv('colour', errorOnMissing=false) ?? 'none' }}"`, []],
    [`"{{ kv('color') }}"`, []],
    [`"{{ flow.id == 'x' ? kv('colour') : '' }}"`, ['info unknown-key 6:35 Did you mean `color`?']],
    [`"{% if flow.id == 'x' %}{{ kv('colour') }}{% endif %}"`, ['info unknown-key 6:41 Did you mean `color`?']],
    [
      `"{{ kv('color', 'company.other') }}"`,
      ['warning unknown-key 6:18 The namespace of this flow, "company.team", has a key of that name.'],
    ],
    [`"{{ kv('color', 'company.unread') }}"`, []],
    [`say kv('colour') to it`, []],
    [`"{% raw %}{{ kv('colour') }}{% endraw %}"`, []],
    [`>-\n      color\n      {{ kv('colors') }}`, ['warning unknown-key 8:10 Did you mean `color`?']],
  ])('is told in %s', (message, expected) => {
    expect(reported(message)).toEqual(expected)
  })

  it.each(['Get', 'Delete'])('is told in the task kv.%s where it must be there', (task) => {
    const lines = `  - id: t\n    type: io.kestra.plugin.core.kv.${task}\n    key: colour`
    expect(reported(lines)).toEqual([])
    expect(reported(`${lines}\n    errorOnMissing: true`)).toEqual(['warning unknown-key 6:10 Did you mean `color`?'])
    expect(reported(`${lines}\n    errorOnMissing: true\n    disabled: true`)).toEqual([
      'info unknown-key 6:10 Did you mean `color`?',
    ])
  })

  it('may be written by a task that makes its name when it runs', () => {
    const set = `  - id: s\n    type: io.kestra.plugin.core.kv.Set\n    key: "{{ execution.id }}"\n    value: 1`
    const get = `  - id: t\n    type: io.kestra.plugin.core.log.Log\n    message: "{{ kv('colour') ~ kv('conf').hots }}"`
    expect(reported(`${set}\n${get}`)).toEqual([])
  })

  it('is not compared with names of the server where these are not to be shown', () => {
    const keys = new Map([...NOTHING, ['company', new Set(['dye_stuff'])]])
    expect(reported(`"{{ kv('dyestuff') }}"`, { keys })).toEqual(['warning unknown-key 6:18 Did you mean `dye_stuff`?'])
    expect(reported(`"{{ kv('dyestuff') }}"`, { keys, isSilent: true })).toEqual(['warning unknown-key 6:18'])
  })
})

describe('a field that a pair does not have', () => {
  it.each([
    [`"{{ kv('conf').hosst }}"`, ['warning unknown-key-field 6:29 Did you mean `host`?']],
    [`"{{ kv('conf')['hosst'] }}"`, ['warning unknown-key-field 6:30 Did you mean `host`?']],
    [`"{{ kv('conf').at.prt }}"`, ['warning unknown-key-field 6:32 Did you mean `port`?']],
    [`"{{ kv('conf').at.port.x }}"`, ['warning unknown-key-field 6:37']],
    [`"{{ kv('conf').hots ?? 'x' }}"`, []],
    [`"{{ kv('color').hots }}"`, ['warning unknown-key-field 6:30']],
    [`"{{ kv('color').length() }}"`, []],
    [`"{{ kv('conf').host }}"`, []],
    [`"{{ kv('conf')[inputs.x] ?? '' }}"`, []],
  ])('is told in %s', (message, expected) => {
    expect(reported(message)).toEqual(expected)
  })
})

describe('a file that nobody has', () => {
  it.each([
    [`"{{ read('a.sql') }}"`, ['warning missing-file 6:18 Did you mean `sql/a.sql`?']],
    [`"{{ read('sql/A.sql') }}"`, ['warning missing-file 6:18 Did you mean `sql/a.sql`?']],
    [`"{{ fileSize('sql/c.sql') }}"`, ['warning missing-file 6:18 Did you mean `sql/a.sql`?']],
    [`"{{ isFileEmpty('nsfile:///c.sql') }}"`, ['warning missing-file 6:18']],
    [`"{{ fileExists('x') ? read('x') : '' }}"`, ['info missing-file 6:36']],
    [`"{{ read('sql/a.sql', 'company.other') }}"`, ['warning missing-file 6:18']],
    [`"{{ read('sql/a.sql') }}"`, []],
  ])('is told in %s', (message, expected) => {
    expect(reported(message)).toEqual(expected)
  })

  it.each([
    ['message: nsfile:///c.sql', []],
    ['inputFiles: {c: "nsfile:///c.sql"}', ['warning missing-file 6:22']],
    ['inputFiles: {c: "nsfile:///sql/a.sql"}', []],
    ['inputFiles: {c: "nsfile://company.other/sql/a.sql"}', ['warning missing-file 6:22']],
    [`inputFiles: {c: "{{ fileURI('c.sql') }}"}`, ['warning missing-file 6:25']],
    ['inputFiles: {c: "nsfile://company.unread/sql/a.sql"}', ['info missing-file 6:22']],
  ])('is told by its address in %s', (property, expected) => {
    const type = 'io.kestra.plugin.core.flow.WorkingDirectory'
    const inner = '    tasks: [{id: i, type: io.kestra.plugin.core.log.Log, message: i}]'
    expect(reported(`  - id: t\n    type: ${type}\n    ${property}\n${inner}`)).toEqual(expected)
  })

  it('is told of the default of an input', () => {
    const task = `  - id: t\n    type: io.kestra.plugin.core.log.Log\n    message: "{{ read(inputs.f) }}"`
    const inputs = (path: string) => `${task}\ninputs:\n  - id: f\n    type: FILE\n    defaults: nsfile:///${path}`
    expect(reported(inputs('sql/c.sql'))).toEqual(['warning missing-file 10:15 Did you mean `sql/a.sql`?'])
    expect(reported(inputs('sql/a.sql'))).toEqual([])
  })

  it('is told where only a namespace above has it, and where a deploy deletes it', () => {
    const read = `"{{ read('up.sql') }}"`
    const files = new Map([...NOTHING, ['company', new Set(['/up.sql'])]])
    expect(reported(read, { files })).toEqual([
      'warning missing-file 6:18 The namespace "company" has that file; Kestra does not look into parent namespaces.',
    ])
    const own = new Map([...NOTHING, ['company.team', new Set(['/up.sql'])]])
    expect(reported(read, { files: own })).toEqual([])
    expect(reported(read, { files: own, leaves: () => 'kept' })).toEqual([])
    expect(reported(read, { files: own, leaves: () => 'deleted' })).toEqual(['warning missing-file 6:18'])
  })

  it('is told where DownloadFiles names it, and not where a pattern does', () => {
    const download = (files: string) =>
      reported(
        `  - id: t\n    type: io.kestra.plugin.core.namespace.DownloadFiles\n    namespace: company.team\n    files: ${files}`,
      )
    expect(download('[sql/x.sql]')).toEqual(['warning missing-download 7:13 Did you mean `sql/a.sql`?'])
    expect(download('sql/x.sql')).toEqual(['warning missing-download 7:12 Did you mean `sql/a.sql`?'])
    expect(download('["sql/*.txt", sql/a.sql]')).toEqual([])
  })
})
