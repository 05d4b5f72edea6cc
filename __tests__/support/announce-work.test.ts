import { expect, it } from 'vitest'
import { announceWork } from './announce-work.ts'

it('says what is done and for how long before the work begins, and gives its result', () => {
  const lines: string[] = []
  const result = announceWork('Building act', { takes: 'two minutes', print: (line) => lines.push(line) }, () => {
    lines.push('work')
    return 7
  })
  expect(result).toBe(7)
  expect(lines).toEqual(['Building act: this takes two minutes …', 'work', 'Building act: done in 0 s.'])
})

it('passes an error on', () => {
  const fail = () => {
    throw new Error('no Go')
  }
  expect(() => announceWork('Building act', { takes: 'long', print: () => undefined }, fail)).toThrow('no Go')
})
