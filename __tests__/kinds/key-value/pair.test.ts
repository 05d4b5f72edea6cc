import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exactNumber, type Json, parseExactJson } from '../../../src/kinds/key-value/value/exact-json.ts'
import { contentOf, fingerprintOfPair, type Pair, pairOf, sentText } from '../../../src/kinds/key-value/value/pair.ts'
import { typePlain, typeText } from '../../../src/kinds/key-value/value/value-types.ts'

const ofServer = (type: string, json: string): Pair => ({ type, value: parseExactJson(json) })
const print = (pair: Pair): string => fingerprintOfPair(contentOf(pair))

// Requests to the engines of both versions, and their answers.
const SAME: readonly (readonly [string, string, string])[] = [
  ['1.0', 'NUMBER', '1'],
  ['10.0', 'NUMBER', '1E+1'],
  ['100000000000000000000.0', 'NUMBER', '1E+20'],
  ['1e5', 'NUMBER', '100000.0'],
  ['0.0000001', 'NUMBER', '1E-7'],
  ['-1.50', 'NUMBER', '-1.5'],
  ['-0', 'NUMBER', '0'],
  ['9007199254740993', 'NUMBER', '9007199254740993'],
  ['P1D', 'DURATION', '"PT24H"'],
  ['PT90M', 'DURATION', '"PT1H30M"'],
  ['2026-11-22T10:00Z', 'DATETIME', '"2026-11-22T10:00:00Z"'],
  ['1969-01-01T00:00:00Z', 'DATE', '"1969-01-01"'],
]

describe('two key-value pairs', () => {
  it.each(SAME)('are equal: %s in Git, and %s %s of a server', (text, type, json) => {
    const typed = typePlain(text)
    if ('why' in typed) throw new Error(typed.why)
    expect(print(typed)).toBe(print(ofServer(type, json)))
  })

  it('are equal whatever the order of names, and without the names that hold nothing', () => {
    const git = ofServer('JSON', '{"b":[null,1.0],"a":{"z":null},"c":9007199254740993}')
    expect(print(git)).toBe(print(ofServer('JSON', '{"a":{},"c":9007199254740993,"b":[null,1]}')))
    expect(print(git)).not.toBe(print(ofServer('JSON', '{"a":{},"c":9007199254740992,"b":[null,1]}')))
  })

  it('differ by type alone, and not by their description', () => {
    expect(print(ofServer('STRING', '"42"'))).not.toBe(print(ofServer('NUMBER', '42')))
    expect(print(ofServer('STRING', '"2026-11-22"'))).not.toBe(print(ofServer('DATE', '"2026-11-22"')))
    expect(print({ type: 'STRING', value: undefined })).not.toBe(print(ofServer('STRING', '""')))
    expect(print({ ...ofServer('NUMBER', '1'), description: 'one' })).toBe(print(ofServer('NUMBER', '1')))
  })

  it('are the same after being a content of a resource', () => {
    const json = fc.jsonValue().map((value) => parseExactJson(JSON.stringify(value)) as Json)
    fc.assert(
      fc.property(json, (value) => {
        const pair = pairOf(contentOf({ type: 'JSON', value, description: 'd' }))
        expect(JSON.stringify(pair.value)).toBe(JSON.stringify(value))
        expect(pair.description).toBe('d')
      }),
    )
  })
})

describe('what is sent of a pair', () => {
  it.each([
    ['shop', '"shop"'],
    ['42', '42'],
    ['1.5e3', '1500'],
    ['true', 'true'],
    ['2026-11-22', '2026-11-22'],
    ['2026-11-22T12:00:00+02:00', '2026-11-22T10:00:00Z'],
    ['PT5M', 'PT5M'],
  ])('for %s is %s', (text, expected) => {
    const typed = typePlain(text)
    expect('why' in typed ? typed.why : sentText(typed)).toBe(expected)
  })
})

describe('exactNumber', () => {
  it('has the value of every double, without an exponent', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const { rawJSON = '' } = exactNumber(String(value)) ?? {}
        expect(rawJSON).not.toMatch(/e/i)
        expect(Number(rawJSON)).toBe(value === 0 ? 0 : value)
      }),
    )
  })
})

describe('JSON of any depth', () => {
  const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`

  it.each([199, 2000, 100_000])('of %i levels is read or refused, and never too much', (depth) => {
    const typed = typeText(nested(depth), 'JSON')
    if ('why' in typed) expect(depth).toBeGreaterThan(200)
    else expect(print(typed)).toBe(print(pairOf(contentOf(typed))))
  })
})
