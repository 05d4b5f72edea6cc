import { expect, test } from 'vitest'
import { findFileReferences } from '../../src/flow/file-references.ts'
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
