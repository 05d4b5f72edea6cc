import { describe, expect, it } from 'vitest'
import { hasHiddenLineEnd, hiddenLineEnds, withLinesOfKestra } from '../../src/yaml/source-text.ts'

describe('a line end that no reader sees', () => {
  it.each([
    ['a\rb', [[1, 'U+000D']]],
    ['a\r\r\nb', [[1, 'U+000D']]],
    ['a\n\rb', [[2, 'U+000D']]],
    ['a\r', [[1, 'U+000D']]],
    ['\u0085', [[0, 'U+0085']]],
    [
      '\u{1f600}\u2028x\u2029',
      [
        [2, 'U+2028'],
        [4, 'U+2029'],
      ],
    ],
  ] as const)('%j has it where it stands', (text, found) => {
    expect(hiddenLineEnds(text).map(({ offset, name }) => [offset, name])).toEqual(found)
    expect(hasHiddenLineEnd(text)).toBe(true)
    expect(withLinesOfKestra(text)).toHaveLength(text.length)
    expect(hasHiddenLineEnd(withLinesOfKestra(text))).toBe(false)
  })

  it.each(['', 'a\nb\n', 'a\r\nb\r\n', 'a\tb\u00a0c\u000bd\u000ce\u2027\u202a\ufeff\u180e'])('%j has none', (text) => {
    expect([hiddenLineEnds(text), hasHiddenLineEnd(text), withLinesOfKestra(text)]).toEqual([[], false, text])
  })
})
