import { expect, test } from 'vitest'
import { findFileReferences } from '../../src/flow/file-references.ts'
import { parseYaml } from '../../src/yaml/yaml-document.ts'

const filesOf = (task: string) =>
  findFileReferences(parseYaml(`id: a\nnamespace: n\ntasks:\n  - id: t\n    type: x.Y\n${task}`)).map(
    ({ target, isPattern }) => (isPattern ? `pattern ${target}` : target),
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
  { name: 'no file of another namespace', task: "    q: \"{{ read('a.sql', 'other') }}\"", expected: [] },
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
