import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeCron } from '../../../../src/kinds/flow/words/describe-cron.ts'

const cases = [
  ['0 6 * * *', 'daily at 6:00'],
  ['5 18 * * *', 'daily at 18:05'],
  [' 00  06 * * * ', 'daily at 6:00'],
  ['@daily', 'daily at 0:00'],
  ['@midnight', 'daily at 0:00'],
  ['@hourly', 'hourly at :00'],
  ['@weekly', 'Sundays at 0:00'],
  ['@monthly', 'monthly on day 1 at 0:00'],
  ['* * * * *', 'every minute'],
  ['*/5 * * * *', 'every 5 minutes'],
  ['7 * * * *', 'hourly at :07'],
  ['0 */6 * * *', 'every 6 hours'],
  ['0 6 * * 1', 'Mondays at 6:00'],
  ['0 6 * * fri', 'Fridays at 6:00'],
  ['0 6 * * 7', 'Sundays at 6:00'],
  ['30 6 15 * *', 'monthly on day 15 at 6:30'],
] as const

test.each(cases)('reads %s as %s', (cron, words) => {
  expect(describeCron(cron)).toBe(words)
})

const rawCases = [
  '0 6 * * 1-5',
  '0 6 1 * 1',
  '0 6 1 1 *',
  '0 6 * * 8',
  '60 6 * * *',
  '0 24 * * *',
  '0 6 32 * *',
  '0 6 0 * *',
  '* 6 1 * *',
  '* 6 * * 1',
  '*/7 * * * *',
  '*/1 * * * *',
  '*/45 * * * *',
  '1,2 * * * *',
  '0 */5 * * *',
  '0 */1 * * *',
  '5 */6 * * *',
  '0 6,18 * * *',
  '0 0 6 * * *',
  '@yearly',
  'not a cron',
]

test.each(rawCases)('shows %s as it is', (cron) => {
  expect(describeCron(cron)).toBe(`\`${cron}\``)
})

test('never puts text that it does not know into words', () => {
  fc.assert(
    fc.property(fc.string(), (cron) => {
      expect(describeCron(cron)).toMatch(/^`[^`]+`$|^[\w: ]+$/)
    }),
  )
})
