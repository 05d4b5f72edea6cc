import { describe, expect, it } from 'vitest'
import { makeRedact, redactReport } from '../../src/render/redact.ts'
import { aReport } from './factories.ts'

describe('makeRedact', () => {
  const redact = makeRedact({ maskedValues: ['hunter2-old', 'first line\nsecond line', 'abc', 'old-hunter2'] })

  const cases = [
    ['a masked value', 'say hunter2-old!', 'say (changed, 11 bytes)!'],
    ['values that overlap', 'old-hunter2-old', '(changed, 15 bytes)'],
    ['a value of several lines, line by line', 'first line\r\nsecond line', '(changed, 10 bytes)\n(changed, 11 bytes)'],
    ['one line of a value of several', 'x second line x', 'x (changed, 11 bytes) x'],
    ['a value twice', 'hunter2-old hunter2-old', '(changed, 11 bytes) (changed, 11 bytes)'],
    ['nothing for values that are too short to hide', 'abc', 'abc'],
    ['what looks like a credential', 'token ghp_0123456789abcdefghijABCDEFGHIJ012345', 'token (changed, 40 bytes)'],
  ] as const

  it.each(cases)('replaces %s', (_name, text, shown) => {
    expect(redact(text)).toBe(shown)
  })

  it('words the value of a line that stays as unchanged', () => {
    expect(redact('hunter2-old', { state: 'unchanged' })).toBe('(unchanged, 11 bytes)')
  })

  it('hides nothing when nothing is masked and nothing is detected', () => {
    expect(makeRedact({})('hunter2-old\u200b', { detect: () => [] })).toBe('hunter2-old⟨U+200B⟩')
  })
})

it('redacts what was not read of the server', () => {
  const { report } = redactReport(aReport({ notRead: ['files of hunter2-old'] }), { maskedValues: ['hunter2-old'] })
  expect(report.notRead).toEqual(['files of (changed, 11 bytes)'])
})
