import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cronText } from '../../../src/flow/cron/cron-expression.ts'

test.each([
  ['0 6 * * *', 'at 06:00'],
  [' 00  06 * * * ', 'at 06:00'],
  ['@hourly', 'every hour'],
  ['@weekly', 'at 00:00, only on Sunday'],
  ['@yearly', 'at 00:00, on day 1 of the month, only in January'],
  ['*/5 * * * *', 'every 5 minutes'],
  ['7 * * * *', 'at 7 minutes past the hour'],
  ['0 6 * * fri', 'at 06:00, only on Friday'],
  ['0 6 * * 1-5', 'at 06:00, Monday through Friday'],
  ['0 6,18 * * *', 'at 06:00 and 18:00'],
])('reads %s as %s', (cron, words) => {
  expect(cronText(cron, false)).toBe(words)
})

test('reads seconds where a trigger has them', () => {
  expect(cronText('*/10 * * * * *', true)).toBe('every 10 seconds')
  expect(cronText('*/10 * * * * *', false)).toBeUndefined()
})

test.each([
  '0 6 13 * 5',
  '*/7 * * * *',
  '5/15 * * * *',
  '0 6 */2 * *',
  '0 6 * * 8',
  '60 6 * * *',
  '0 6 L * *',
  '0 6 ? * 1',
  '',
  'x',
])('says nothing of %j, which words could tell wrongly', (cron) => {
  expect(cronText(cron, false)).toBeUndefined()
})

test('never puts text that it does not know into words', () => {
  const part = fc.constantFrom('*', '1', '5', '1-3', '*/2', '1,4', 'MON', 'L', '<b>', '`', '99')
  const cron = fc.oneof(
    fc.string(),
    fc.array(part, { minLength: 5, maxLength: 6 }).map((parts) => parts.join(' ')),
  )
  fc.assert(
    fc.property(cron, fc.boolean(), (text, hasSeconds) => {
      expect(cronText(text, hasSeconds) ?? 'none').toMatch(/^[\w:, ]+$/)
    }),
  )
})
