import { describe, expect, it, test } from 'vitest'
import { findFileReferences, findKeyReferences } from '../../src/flow/external-references.ts'
import { NAMESPACE_FUNCTIONS } from '../../src/flow/function-calls.ts'
import { parseYaml } from '../../src/yaml/yaml-document.ts'

const filesOf = (task: string) =>
  findFileReferences(parseYaml(`id: a\nnamespace: n\ntasks:\n  - id: t\n    type: x.Y\n${task}`)).map(
    ({ target, isPattern, namespace }) =>
      [isPattern ? 'pattern' : '', namespace === 'n' ? '' : namespace, target].filter(Boolean).join(' '),
  )

const cases = [
  {
    name: 'read() with either quote',
    task: `    q: "{{ read('sql/a.sql') }} {{ read(\\"b.sql\\") }}"`,
    expected: ['/sql/a.sql', '/b.sql'],
  },
  { name: 'read() with a leading slash', task: '    q: "{{ read(\'/a.sql\') }}"', expected: ['/a.sql'] },
  { name: 'read() of a nsfile URI', task: '    q: "{{ read(\'nsfile:///a.sql\') }}"', expected: ['/a.sql'] },
  {
    name: 'no file of an execution',
    task: '    q: "{{ read(\'kestra:///x/y\') }} {{ read(outputs.t.uri) }}"',
    expected: [],
  },
  {
    name: 'a file of another namespace',
    task: "    q: \"{{ read('a.sql', 'other') ~ read('b.sql', namespace='other') }}\"",
    expected: ['other /a.sql', 'other /b.sql'],
  },
  { name: 'no file of a namespace that a run tells', task: '    q: "{{ read(\'a.sql\', inputs.n) }}"', expected: [] },
  {
    name: 'what asks for the size of a file, and not what asks whether it is there',
    task: "    q: \"{{ fileSize('a') ~ isFileEmpty('b') ~ fileExists('c') ~ fileURI('d') }}\"",
    expected: ['/a', '/b'],
  },
  {
    name: 'an address in a property that Kestra fetches',
    task: `    from: nsfile:///a.csv\n    inputFiles: {b.csv: "nsfile://other/b.csv", c.csv: "{{ fileURI('./c.csv') }}"}`,
    expected: ['/a.csv', 'other /b.csv', '/c.csv'],
  },
  {
    name: 'no address in a text of a core task, and in prose',
    task: '    description: nsfile:///a\n  - {id: l, type: io.kestra.plugin.core.log.Log, message: "nsfile:///b"}',
    expected: [],
  },
  {
    name: 'an address in the input files of a core task',
    task: '  - {id: w, type: io.kestra.plugin.core.flow.WorkingDirectory, inputFiles: {a: "nsfile:///a"}, tasks: []}',
    expected: ['/a'],
  },
  {
    name: 'the default of a FILE input that is read, and of no other',
    task: `    q: "{{ read(inputs.f) }}"\ninputs:\n${[
      '  - {id: f, type: FILE, defaults: "nsfile:///data/f.csv"}',
      '  - {id: g, type: FILE, defaults: "nsfile:///g.csv"}',
      '  - {id: s, type: STRING, defaults: "nsfile:///s.csv"}',
    ].join('\n')}`,
    expected: ['/data/f.csv'],
  },
  { name: 'no file in a text that Kestra does not render', task: "    q: read('a.sql')", expected: [] },
  {
    name: 'what DownloadFiles takes',
    task: '  - {id: d, type: io.kestra.plugin.core.namespace.DownloadFiles, namespace: m, files: [a.sql, "b/*"]}',
    expected: ['m /a.sql', 'pattern m /b/*'],
  },
  {
    name: 'namespaceFiles.include',
    task: "    namespaceFiles: {include: [a.py, 'lib/**']}",
    expected: ['/a.py', 'pattern /lib/**'],
  },
  {
    name: 'nothing of disabled namespaceFiles',
    task: '    namespaceFiles: {enabled: false, include: [a.py]}',
    expected: [],
  },
  { name: 'nothing of other namespaces', task: '    namespaceFiles: {namespaces: [b], include: [a.py]}', expected: [] },
]

test.each(cases)('finds $name', ({ task, expected }) => {
  expect(filesOf(task)).toEqual(expected)
})

const flowWith = (...lines: readonly string[]): string =>
  ['id: f', 'namespace: company.team', 'tasks:', '  - id: t', ...lines.map((line) => `    ${line}`), ''].join('\n')

const references = (source: string) =>
  findKeyReferences(parseYaml(source)).map(
    ({ does, namespace, key, path }) => `${does} ${namespace}:${key} at ${path.join('.')}`,
  )

describe('the keys that a flow names', () => {
  it.each([
    ["kv('batch')", ['reads company.team:batch at tasks.0.message']],
    ['kv("batch")', ['reads company.team:batch at tasks.0.message']],
    ["kv(key='batch')", ['reads company.team:batch at tasks.0.message']],
    ["kv('batch', 'company')", ['reads company:batch at tasks.0.message']],
    ["kv('batch', namespace='company')", ['reads company:batch at tasks.0.message']],
    ["kv('batch', flow.namespace)", ['reads company.team:batch at tasks.0.message']],
    ["kv('a') ~ kv('b')", ['reads company.team:a at tasks.0.message', 'reads company.team:b at tasks.0.message']],
    ["kv('batch', 'company', true)", ['reads company:batch at tasks.0.message']],
    ["kv('batch', errorOnMissing=false)", []],
    ["kv('batch', 'company', false)", []],
    ["kv('batch', inputs.where)", []],
    ['kv(inputs.key)', []],
    ["kv(('a'))", ['reads company.team:a at tasks.0.message']],
    ["mykv('batch')", []],
  ])('are found in {{ %s }}', (expression, expected) => {
    expect(
      references(flowWith('type: io.kestra.plugin.core.log.Log', `message: >-\n      {{ ${expression} }}`)),
    ).toEqual(expected)
  })

  it.each([
    [['type: io.kestra.plugin.core.kv.Set', 'key: mark'], ['writes company.team:mark at tasks.0.key']],
    [['type: io.kestra.plugin.core.kv.Set', 'key: mark', 'namespace: company'], ['writes company:mark at tasks.0.key']],
    [['type: io.kestra.plugin.core.kv.Get', 'key: mark'], []],
    [
      ['type: io.kestra.plugin.core.kv.Get', 'key: mark', 'errorOnMissing: true'],
      ['reads company.team:mark at tasks.0.key'],
    ],
    [['type: io.kestra.plugin.core.kv.Set', 'key: "{{ inputs.key }}"'], []],
  ])('are found in the task %j', (lines, expected) => {
    expect(references(flowWith(...lines))).toEqual(expected)
  })
})

test('the functions that reach into a namespace are those with a parameter of that name', () => {
  const known = ['fileExists', 'fileSize', 'fileURI', 'isFileEmpty', 'kv', 'read', 'secret', 'subflow']
  expect([...NAMESPACE_FUNCTIONS].toSorted()).toEqual(known)
})
