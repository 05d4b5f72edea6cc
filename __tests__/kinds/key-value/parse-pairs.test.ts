import { describe, expect, it } from 'vitest'
import { contentInFile, parsePairs } from '../../../src/kinds/key-value/parse-pairs.ts'
import { pairOf } from '../../../src/kinds/key-value/value/pair.ts'

/** Each pair as `key: TYPE text`, with the text that is sent, without quotes. */
const read = (source: string) =>
  parsePairs(source).entries.map(({ key, pair }) =>
    pair === undefined ? `${key}: -` : `${key}: ${pair.type} ${JSON.stringify(pair.value)}`,
  )

const faults = (source: string) =>
  parsePairs(source).faults.map(({ code, position: { line, column } }) => `${line}:${column} ${code}`)

describe('a file of key-value pairs', () => {
  it.each([
    ['x: shop', 'x: STRING "shop"'],
    ['x: "42"', 'x: STRING "42"'],
    ["x: 'true'", 'x: STRING "true"'],
    ['x: 2.0.1', 'x: STRING "2.0.1"'],
    ['x: 42', 'x: NUMBER 42'],
    ['x: 1.0', 'x: NUMBER 1'],
    ['x: -0.50', 'x: NUMBER -0.5'],
    ['x: 1.5e3', 'x: NUMBER 1500'],
    ['x: 9007199254740993', 'x: NUMBER 9007199254740993'],
    ['x: 0.12345678901234567890123', 'x: NUMBER 0.12345678901234567890123'],
    ['x: 1e-30', `x: NUMBER 0.${'0'.repeat(29)}1`],
    ['x: true', 'x: BOOLEAN true'],
    ['x: FALSE', 'x: BOOLEAN false'],
    ['x: 2026-11-22', 'x: DATE "2026-11-22"'],
    ['x: "2026-11-22"', 'x: STRING "2026-11-22"'],
    ['x: 2026-11-22T10:00:00Z', 'x: DATETIME "2026-11-22T10:00:00Z"'],
    ['x: 2026-11-22T12:00+02:00', 'x: DATETIME "2026-11-22T10:00:00Z"'],
    ['x: 2026-11-22T10:00:00.120Z', 'x: DATETIME "2026-11-22T10:00:00.120Z"'],
    ['x: 2026-01-01T00:30:00-01:00', 'x: DATETIME "2026-01-01T01:30:00Z"'],
    ['x: PT5M', 'x: DURATION "PT5M"'],
    ['x: P1DT2H3M64S', 'x: DURATION "PT26H4M4S"'],
    ['x: P0D', 'x: DURATION "PT0S"'],
    ['x: { value: 42, type: STRING }', 'x: STRING "42"'],
    ['x: { value: "42", type: NUMBER }', 'x: NUMBER 42'],
    ['x: { value: "PT5M", type: DURATION }', 'x: DURATION "PT5M"'],
    [
      'x: { value: [1.0, "a", null, { b: 2026-11-22 }] }',
      'x: JSON [1.0,"a",null,{"b":"2026-11-22"}]'.replace('1.0', '1'),
    ],
    ['x: { value: { a: 12345678901234567890 }, type: JSON }', 'x: JSON {"a":12345678901234567890}'],
    ['x: { value: \'{"a": 1}\', type: JSON }', 'x: JSON {"a":1}'],
    ['x: |\n  select 1\n  from t\n', 'x: STRING "select 1\\nfrom t\\n"'],
  ])('reads `%s`', (source, expected) => {
    expect(read(source)).toEqual([expected])
    expect(faults(source)).toEqual([])
  })

  it.each([
    ['x: yes', '1:4 key-value-type'],
    ['x: on', '1:4 key-value-type'],
    ['x: 010', '1:4 key-value-type'],
    ['x: 0x1F', '1:4 key-value-type'],
    ['x: 1_000', '1:4 key-value-type'],
    ['x: 10:30', '1:4 key-value-type'],
    ['x: .inf', '1:4 key-value-type'],
    ['x: 1e999', '1:4 key-value-type'],
    ['x: null', '1:4 key-value-type'],
    ['x: ~', '1:4 key-value-type'],
    ['x:', '1:3 key-value-type'],
    ['x: 2026-02-30', '1:4 key-value-type'],
    ['x: 2026-11-22T10:00:00', '1:4 key-value-type'],
    ['x: 2026-11-22 10:00:00', '1:4 key-value-type'],
    ['x: 2026-11-22T10:00:00.123456Z', '1:4 key-value-type'],
    ['x: "PT5M"', '1:4 key-value-type'],
    ['x: PD', '1:4 key-value-type'],
    ['x: !!int 4', '1:10 key-value-type'],
    ['x: { value: P1M, type: DURATION }', '1:13 key-value-type'],
    ['x: { value: 1, type: number }', '1:22 key-value-type'],
    ['x: { value: soon, type: DATE }', '1:13 key-value-type'],
    ['x: { value: [1], type: STRING }', '1:13 key-value-type'],
    ['x: { value: 1, type: JSON }', '1:13 key-value-type'],
    ['x: { value: { a: yes } }', '1:18 key-value-type'],
    ['x: { a: 1 }', '1:4 key-value-fields'],
    ['x: [1, 2]', '1:4 key-value-fields'],
    ['x: { value: 1, typ: NUMBER }', '1:16 key-value-fields'],
    ['x: { value: 1, description: "日" }', '1:29 key-value-fields'],
    ['x: { value: 1, ttl: PT1H }', '1:16 key-value-expires'],
    ['x: { expirationDate: 2027-01-01 }', '1:6 key-value-expires'],
    ['kestra-gitops: 1', '1:1 key-value-name'],
    ['inheritance: 1', '1:1 key-value-name'],
    ['_x: 1', '1:1 key-value-name'],
    ['a/b: 1', '1:1 key-value-name'],
    ['x: 1\nx: 2', '2:1 duplicate-key-value'],
    ['- a', '1:1 key-values-unreadable'],
    ['', '1:1 key-values-unreadable'],
    ['a: 1\n---\nb: 2', '3:1 key-values-unreadable'],
    ['a: "', '1:4 key-values-unreadable'],
    ['a: &x 1\nb: *x', '2:4 key-value-type'],
  ])('refuses `%s` at its place', (source, expected) => {
    expect(faults(source)).toEqual([expected])
  })

  it('says what is meant by a field that is misspelt, and never shows a value', () => {
    const [fault] = parsePairs('x: { value: hunter2, typ: NUMBER }').faults
    expect(fault?.message).toBe('A pair has no field `typ`. Did you mean `type`?')
    expect(JSON.stringify(parsePairs('x: { value: hunter2, type: NUMBER }').faults)).not.toContain('hunter2')
  })

  it('keeps the first of two equal keys, and the others beside a broken one', () => {
    expect(read('x: 1\nx: 2\ny: yes\nz: 3')).toEqual(['x: NUMBER 1', 'y: -', 'z: NUMBER 3'])
  })

  it('tells what it holds of one key, with its description', () => {
    const file = new TextEncoder().encode('x: { value: 1, description: Größe }\n')
    expect(pairOf(contentInFile(file, 'x') ?? '')).toMatchObject({ type: 'NUMBER', description: 'Größe' })
    expect(contentInFile(file, 'y')).toBeUndefined()
  })
})
