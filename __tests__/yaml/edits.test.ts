import { describe, expect, it } from 'vitest'
import { applyChanges, type Change, composeEdits } from '../../src/yaml/edits.ts'
import type { Operation } from '../../src/yaml/operations.ts'
import { applyEdits } from '../../src/yaml/source-text.ts'
import { parseYaml } from '../../src/yaml/yaml-document.ts'

const change = (...operations: readonly Operation[]): Change => ({
  code: 'removed-syntax',
  why: 'a test',
  path: operations[0]?.path ?? [],
  operations,
})

const edited = (source: string, ...operations: readonly Operation[]) => {
  const { document, refused } = applyChanges(parseYaml(source), [change(...operations)])
  return refused.length > 0 ? 'refused' : document.source
}

describe('an operation edits the source in its own style', () => {
  it.each<[string, string, Operation, string]>([
    ['renames a key', 'a: 1 # one\nb: 2\n', { act: 'rename', path: ['a'], key: 'c' }, 'c: 1 # one\nb: 2\n'],
    ['keeps quotes of a key', '{"a": 1}\n', { act: 'rename', path: ['a'], key: 'c' }, '{"c": 1}\n'],
    ['removes lines', 'a:\n  - x # one\nb: 2\n', { act: 'remove', path: ['a'] }, 'b: 2\n'],
    ['removes the last line', 'a: 1\nb: 2', { act: 'remove', path: ['b'] }, 'a: 1\n'],
    ['removes the first key of an item', '- a: 1\n  b: 2\n', { act: 'remove', path: [0, 'a'] }, '- b: 2\n'],
    ['removes in flow style', 'x: {a: 1, b: 2}\n', { act: 'remove', path: ['x', 'a'] }, 'x: {b: 2}\n'],
    ['removes the last in flow style', 'x: {a: 1, b: 2}\n', { act: 'remove', path: ['x', 'b'] }, 'x: {a: 1}\n'],
    [
      'inserts behind an entry',
      'a: 1 # one\nb: 2\n',
      { act: 'insert', path: ['a'], key: 'c', value: 'yes' },
      'a: 1 # one\nc: "yes"\nb: 2\n',
    ],
    ['inserts at the end', 'a: 1', { act: 'insert', path: ['a'], key: 'c', value: 3 }, 'a: 1\nc: 3'],
    [
      'inserts behind a block',
      'a: |\n  x\nb: 2\n',
      { act: 'insert', path: ['a'], key: 'c', value: 3 },
      'a: |\n  x\nc: 3\nb: 2\n',
    ],
    [
      'inserts with CRLF',
      'a: 1\r\nb: 2\r\n',
      { act: 'insert', path: ['a'], key: 'c', value: { d: 4 } },
      'a: 1\r\nc:\r\n  d: 4\r\nb: 2\r\n',
    ],
    [
      'inserts in flow style',
      'x: {a: 1}\n',
      { act: 'insert', path: ['x', 'a'], key: 'c', value: [1] },
      'x: {a: 1, c: [ 1 ]}\n',
    ],
    [
      'replaces an entry',
      'x:\n  a: 1 # one\n',
      { act: 'replace', path: ['x', 'a'], key: 'c', value: { d: 1 } },
      'x:\n  c:\n    d: 1 # one\n',
    ],
    [
      'replaces by a node',
      'x:\n  y:\n    # one\n    - a: 1\n',
      { act: 'replace', path: ['x'], key: 'z', from: ['x', 'y'] },
      'z:\n  # one\n  - a: 1\n',
    ],
    [
      'edits words in quotes',
      `a: 'it''s b'\n`,
      { act: 'pieces', path: ['a'], pieces: [{ start: 5, old: 'b', text: 'c' }] },
      `a: 'it''s c'\n`,
    ],
    [
      'edits the second word',
      'a: b b\n',
      { act: 'pieces', path: ['a'], pieces: [{ start: 2, old: 'b', text: 'c' }] },
      'a: b c\n',
    ],
    [
      'edits a block',
      'a: |\n  b\n  b\n',
      { act: 'pieces', path: ['a'], pieces: [{ start: 2, old: 'b', text: 'c' }] },
      'a: |\n  b\n  c\n',
    ],
    [
      'moves items',
      '- a: 1\n  l:\n    - x: |\n        b\n    # two\n    - y\n- c\n',
      { act: 'items', path: [0], from: [0, 'l'] },
      '- a: 1\n  l:\n    - x: |\n        b\n    # two\n    - y\n- x: |\n    b\n# two\n- y\n- c\n',
    ],
  ])('%s', (_, source, operation, expected) => {
    expect(edited(source, operation)).toBe(expected)
  })
})

describe('what is not edited', () => {
  it.each<[string, string, Operation]>([
    ['an alias', 'a: &x b\nc: *x\n', { act: 'pieces', path: ['c'], pieces: [{ start: 0, old: 'x', text: 'y' }] }],
    ['an anchor with an alias', 'a: &x b\nc: *x\n', { act: 'remove', path: ['a'] }],
    [
      'an escaped word',
      'a: "\\u0062 b"\n',
      { act: 'pieces', path: ['a'], pieces: [{ start: 0, old: 'b', text: 'c' }] },
    ],
    ['the only key of a map', 'x:\n  a: 1\n', { act: 'remove', path: ['x', 'a'] }],
    ['a missing node', 'a: 1\n', { act: 'remove', path: ['b', 'c'] }],
    ['a comment between the keys of an item', '- a: 1\n  # of b\n  b: 2\n', { act: 'remove', path: [0, 'a'] }],
    ['a block in flow style', 'x: {a: 1}\ny:\n  - b\n', { act: 'insert', path: ['x', 'a'], key: 'c', from: ['y'] }],
  ])('is %s', (_, source, operation) => {
    expect(edited(source, operation)).toBe('refused')
  })
})

describe('changes', () => {
  const rename = (path: string): Operation => ({ act: 'rename', path: [path], key: 'c' })

  it('are applied without those that are impossible', () => {
    const { document, refused } = applyChanges(parseYaml('a: &x 1\nb: 2\nd: *x\n'), [
      change({ act: 'remove', path: ['a'] }),
      change(rename('b')),
    ])
    expect(document.source).toBe('a: &x 1\nc: 2\nd: *x\n')
    expect(refused).toHaveLength(1)
  })

  it('have all their operations or none', () => {
    expect(edited('a: &x 1\nb: 2\nd: *x\n', rename('b'), { act: 'remove', path: ['a'] })).toBe('refused')
  })

  it('do not overlap', () => {
    expect(
      edited('a:\n  b: 1\nc: 2\n', { act: 'remove', path: ['a'] }, { act: 'rename', path: ['a', 'b'], key: 'd' }),
    ).toBe('refused')
  })

  it('keep positions in the file', () => {
    const { document } = applyChanges(parseYaml('a: 1\nb: 2\n'), [change({ act: 'remove', path: ['a'] })])
    expect(document.positionOf(['b'])).toMatchObject({ line: 2, column: 4 })
  })
})

describe('composeEdits', () => {
  it('makes one list of edits of the source', () => {
    const source = 'a: 1\nb: 2\nc: 3\n'
    const first = applyChanges(parseYaml(source), [change({ act: 'insert', path: ['a'], key: 'x', value: 1 })])
    const second = applyChanges(first.document, [
      change({ act: 'rename', path: ['x'], key: 'y' }, { act: 'rename', path: ['c'], key: 'z' }),
    ])
    const edits = composeEdits(source, first.edits, second.edits)
    expect(applyEdits(source, edits)).toBe('a: 1\ny: 1\nb: 2\nz: 3\n')
    expect(edits.map(({ range, text }) => [range.start, range.end, text])).toEqual([
      [5, 5, 'y: 1\n'],
      [10, 11, 'z'],
    ])
  })
})
