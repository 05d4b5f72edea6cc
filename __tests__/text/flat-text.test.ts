import { expect, it } from 'vitest'
import { flatText } from '../../src/text/flat-text.ts'

it.each(['', 'short', 'a text of many words', 'é'.repeat(20), '\u{1F600}'.repeat(10), `\uD83D${'x'.repeat(20)}\uDE00`])(
  'says the same as %j',
  (text) => {
    const whole = `before ${text} after`
    expect([flatText(text), flatText(whole.slice(7, 7 + text.length))]).toEqual([text, text])
  },
)
