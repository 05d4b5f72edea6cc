import { expect, it } from 'vitest'
import { findFileContentProblems } from '../../../src/kinds/file/file-content-problems.ts'

const find = (name: string, text: string | Uint8Array) => {
  const content = typeof text === 'string' ? new TextEncoder().encode(text) : text
  return findFileContentProblems({ name, file: `files${name}`, content }).map(({ code, line, column, severity }) => ({
    code,
    line,
    column,
    severity,
  }))
}

it.each([
  ['/a.json', '{"a": 1,\n b: 2}\n', { code: 'file-syntax', line: 2, column: 2, severity: 'info' }],
  ['/a.json', '{"a": }', { code: 'file-syntax', line: 1, column: 7, severity: 'info' }],
  ['/a.json', '', { code: 'file-syntax', line: 1, column: 1, severity: 'info' }],
  ['/a.yml', 'a: 1\nb: c: d\n', { code: 'file-syntax', line: 2, column: 4, severity: 'info' }],
  ['/q.sql', new Uint8Array([0x73, 0xe4, 0x20]), { code: 'file-not-utf8', line: 1, column: 1, severity: 'info' }],
])('tells of %s %j what a program would stumble over', (name, text, problem) => {
  expect(find(name, text)).toEqual([problem])
})

it.each([
  ['/a.json', '\ufeff{"a": 1}'],
  ['/lines.json', '{"a": 1}\n{"a": 2}\n'],
  ['/template.json', '{"a": {{ vars.x }}}'],
  ['/template.yml', '{% if x %}\na: b: c\n{% endif %}'],
  ['/several.yml', 'a: 1\n---\nb: !Ref c\n'],
  ['/a.yml', ''],
  ['/deep.yml', `${'['.repeat(30_000)}${']'.repeat(30_000)}`],
  ['/image.png', new Uint8Array([0xff, 0xd8])],
  ['/big.json', `{${' '.repeat(70_000)}`],
])('is silent about %s', (name, text) => {
  expect(find(name, text)).toEqual([])
})
