import { describe, expect, it } from 'vitest'
import { parsePairs } from '../../../src/kinds/key-value/parse-pairs.ts'
import { parseExactJson } from '../../../src/kinds/key-value/value/exact-json.ts'
import { contentOf } from '../../../src/kinds/key-value/value/pair.ts'
import { writePairs } from '../../../src/kinds/key-value/write-pairs.ts'
import type { EntryForGit } from '../../../src/kinds/kind-in-tree.ts'

const entry = (name: string, type: string, json: string, description?: string): EntryForGit => ({
  name,
  content: contentOf({ type, value: parseExactJson(json), description }),
})

const write = (before: string | undefined, ...entries: readonly EntryForGit[]) => {
  const file = { before: before === undefined ? undefined : new TextEncoder().encode(before), namespaceMap: [] }
  const written = writePairs(entries, file)
  return written && new TextDecoder().decode(written)
}

const EVERY_TYPE: readonly (readonly [string, string])[] = [
  ['STRING', '"shop"'],
  ['STRING', '"42"'],
  ['STRING', '"yes"'],
  ['STRING', '"2026-11-22"'],
  ['STRING', '""'],
  ['STRING', '" a "'],
  ['STRING', '"a: b # c"'],
  ['STRING', '"#x"'],
  ['STRING', '"@x"'],
  ['STRING', '"a\\r\\nb\\u0000\\ud83d\\ude00"'],
  ['STRING', '"select 1\\nfrom t\\n"'],
  ['STRING', '"select 1\\n\\n  from t"'],
  ['STRING', '"trailing \\nblank"'],
  ['STRING', '"a\\u2028b"'],
  ['STRING', '"line\\nline\\u2029"'],
  ['STRING', '"a\\u0085b"'],
  ['STRING', '"\\u0086"'],
  ['STRING', '"\\ufeffa"'],
  ['STRING', '"a\\rb"'],
  ['JSON', '{"a\\u2028":["\\u0085"]}'],
  ['NUMBER', '42'],
  ['NUMBER', '1E+20'],
  ['NUMBER', '9007199254740993'],
  ['BOOLEAN', 'true'],
  ['DATE', '"2026-11-22"'],
  ['DATETIME', '"2026-11-22T10:00:00.120Z"'],
  ['DURATION', '"PT26H4M"'],
  ['JSON', '{"a":[1,2.5,{"b":null}],"on":"yes","c":"2026-11-22","d":{},"e":[],"f g":"PT5M"}'],
  ['JSON', '[]'],
]

describe('a file of pairs that an export writes', () => {
  it.each(EVERY_TYPE)('is read again as %s %s', (type, json) => {
    const text = write(undefined, entry('x', type, json)) ?? ''
    const { entries, faults } = parsePairs(text)
    expect(faults).toEqual([])
    const [read] = entries
    expect(contentOf(read?.pair ?? { type: 'none', value: undefined })).toBe(
      contentOf({ type, value: parseExactJson(json.replace('1E+20', `1${'0'.repeat(20)}`)) }),
    )
  })

  it('keeps comments, order and look of everything that it does not change', () => {
    const before = [
      '# Of the shop.',
      'name: "shop"   # shown to people',
      '',
      '# How many rows at once.',
      'batch_size: 500 # see the wiki',
      'limits: { value: { max: 5 }, type: JSON }',
      'gone: 1',
      '',
    ].join('\n')
    const after = write(
      before,
      entry('batch_size', 'NUMBER', '800'),
      { name: 'gone', content: undefined },
      entry('zone', 'STRING', '"eu"'),
      entry('limits', 'JSON', '{"max":6}'),
      entry('active', 'BOOLEAN', 'true'),
    )
    expect(after).toBe(
      [
        '# Of the shop.',
        'name: "shop" # shown to people',
        '',
        '# How many rows at once.',
        'batch_size: 800 # see the wiki',
        'limits:',
        '  { value: { max: 6 }, type: JSON }',
        'active: true',
        'zone: eu',
        '',
      ]
        .join('\n')
        .replace('limits:\n  {', 'limits: {'),
    )
  })

  it('keeps line ends, and goes where no pair is left', () => {
    expect(write('a: 1\r\nb: 2\r\n', entry('a', 'NUMBER', '3'))).toBe('a: 3\r\nb: 2\r\n')
    expect(write('a: 1\n', { name: 'a', content: undefined })).toBeUndefined()
  })

  it('writes a description beside its value', () => {
    expect(write(undefined, entry('a', 'NUMBER', '1', 'Rows at once'))).toBe(
      'a:\n  value: 1\n  description: Rows at once\n',
    )
  })
})
