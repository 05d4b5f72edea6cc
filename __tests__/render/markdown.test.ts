import { describe, expect, test } from 'vitest'
import { md } from '../../src/render/markdown.ts'

const words = [
  { says: 'a link', text: '[a](b)', shown: '\\[a\\](b)' },
  { says: 'a picture', text: '![a](b)', shown: '\\!\\[a\\](b)' },
  { says: 'emphasis', text: '*b* __c__ ~~d~~', shown: '\\*b\\* \\_\\_c\\_\\_ \\~\\~d\\~\\~' },
  { says: 'an element', text: '<img src=x>', shown: '&#60;img src=x&#62;' },
  { says: 'an entity', text: '&lt;', shown: '&#38;lt;' },
  { says: 'a cell of a table', text: 'a | b', shown: 'a &#124; b' },
  { says: 'an escape', text: 'a\\b', shown: 'a\\\\b' },
  { says: 'a mention', text: 'thanks @org/team', shown: 'thanks `@org/team`' },
  { says: 'a reference', text: 'closes #12', shown: 'closes `#12`' },
  { says: 'an item of a list', text: '- x', shown: '\\- x' },
  { says: 'a numbered item', text: '1. x', shown: '1\\. x' },
  { says: 'a heading', text: '=== x', shown: '\\=== x' },
  { says: 'a second line', text: 'a\nb', shown: 'a b' },
]

describe('untrusted text', () => {
  test.each(words)('in a sentence is not $says', ({ text, shown }) => expect(md.text(text)).toBe(shown))

  test('keeps what stands between backticks as code', () =>
    expect(md.text('the `[id]` of *it*')).toBe('the `[id]` of \\*it\\*'))

  test('as code cannot end the code, a cell or an element', () => {
    expect(md.code('a`` b')).toBe('```a`` b```')
    expect(md.code('a|`b')).toBe('<code>a&#124;&#96;b</code>')
    expect(md.summary('</code>`')).toBe('<code>&#60;/code&#62;&#96;</code>')
    expect(md.fence('a\n```b\n', 'text')).toBe('````text\na\n```b\n````')
  })

  test('is no address but one of http', () => {
    expect(md.link('x', 'javascript:alert(1)')).toBe('x')
    expect(md.link('x', 'https://a.example/c (d)')).toBe('[x](https://a.example/c%20%28d%29)')
  })
})
