import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findJsonFault } from '../../src/text/json.ts'

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('findJsonFault', () => {
  it.each([
    ['', 1, 1],
    ['nope', 1, 1],
    ['\ufeff{}', 1, 1],
    ['{"a": }', 1, 7],
    ['{"a": 1,\n b: 2}', 2, 2],
    ['{"a": 1\n', 2, 1],
    ['[1, 2,]', 1, 7],
    ['{"a": 1,}', 1, 9],
    ['{"a" 1}', 1, 6],
    ['[1 2]', 1, 4],
    ['[1}', 1, 3],
    ['"a\nb"', 1, 1],
    ['"\\x"', 1, 1],
    ['01', 1, 2],
    ['1 1', 1, 3],
    ['{}}', 1, 3],
    ['root:x:0:0:root:/root:/bin/bash\n', 1, 1],
  ])('finds where %j is not valid JSON', (text, line, column) => {
    expect(isJson(text)).toBe(false)
    expect(findJsonFault(text)).toEqual({ line, column })
  })

  it('finds none in JSON, and one in everything else', () => {
    const pieces = fc.constantFrom(
      ...[
        '{',
        '}',
        '[',
        ']',
        ':',
        ',',
        '"a"',
        '"\\u00e4\\n"',
        '"',
        '\\',
        '1',
        '-0.5e+3',
        '0',
        '.',
        'e',
        'true',
        'null',
        'nul',
        ' ',
        '\n',
        '\t',
        '\u0007',
        '\u007f',
        '\u0085',
        '\ud800',
        'ä',
      ],
    )
    const broken = fc.array(pieces, { maxLength: 12 }).map((all) => all.join(''))
    const whole = fc.json()
    const cut = fc.tuple(fc.json(), fc.nat()).map(([text, at]) => text.slice(0, at % (text.length + 1)))
    const indented = fc.jsonValue().map((value) => JSON.stringify(value, undefined, 2))
    fc.assert(
      fc.property(fc.oneof(broken, whole, cut, indented), (text) => {
        expect(findJsonFault(text) === undefined).toBe(isJson(text))
      }),
      { numRuns: 5_000 },
    )
  })

  it('reads long strings, long lists and a hundred thousand levels', () => {
    expect(findJsonFault(`"${'a\\n'.repeat(1_000_000)}"`)).toBeUndefined()
    expect(findJsonFault(`[${'1,'.repeat(1_000_000)}1]`)).toBeUndefined()
    expect(findJsonFault(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)).toBeUndefined()
    expect(findJsonFault(`${'[\n'.repeat(100_000)}`)).toEqual({ line: 100_001, column: 1 })
  })
})
