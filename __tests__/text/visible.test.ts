import { describe, expect, it } from 'vitest'
import { shortened, visible, visibleLine } from '../../src/text/visible.ts'

describe('visible', () => {
  it.each([
    ['a control character', '\u0007', '⟨U+0007⟩'],
    ['a carriage return by itself', 'a\rb', 'a⟨U+000D⟩b'],
    ['an override of the direction', '\u202e', '⟨U+202E⟩'],
    ['a blank without width', '\u200b', '⟨U+200B⟩'],
    ['a format character that takes room', '\u0600', '⟨U+0600⟩'],
    ['an anchor of an annotation', '\ufff9', '⟨U+FFF9⟩'],
    ['a line separator', '\u2028', '⟨U+2028⟩'],
    ['a paragraph separator', '\u2029', '⟨U+2029⟩'],
    ['a filler', '\u3164', '⟨U+3164⟩'],
    ['a selector that no emoji has', '\ufe00', '⟨U+FE00⟩'],
    ['a tag', '\u{e0041}', '⟨U+E0041⟩'],
    ['half of a pair', '\ud800', '\ufffd'],
  ])('spells out %s', (_name, text, shown) => {
    expect(visible(text)).toBe(shown)
  })

  it.each([
    ['tabs and line feeds', 'a\tb\n'],
    ['both selectors of emoji', '☂\ufe0e ☂\ufe0f'],
    ['letters of all scripts', 'é 日本 אב \u0301'],
  ])('leaves %s', (_name, text) => {
    expect(visible(text)).toBe(text)
  })

  it('takes the two characters of Windows for one line end', () => {
    expect(visible('a\r\nb')).toBe('a\nb')
  })
})

it('puts a text on one line, without colours', () => {
  expect(visibleLine('\u001b[31mred\u001b[0m\n  and  more', 80)).toBe('red and more')
})

it('counts what it cuts off, and cuts no pair in two', () => {
  expect(shortened('abcdef', 4)).toBe('abcd… (2 more characters)')
  expect(shortened('abc\u{1f600}', 4)).toBe('abc… (2 more characters)')
  expect(shortened('abcd', 4)).toBe('abcd')
})
