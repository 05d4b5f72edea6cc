import { expect, it } from 'vitest'
import { parseSettings } from '../../src/settings/settings.ts'

it.each([
  ['10m', 600_000],
  ['90s', 90_000],
  ['50m', 3_000_000],
  ['', undefined],
])('reads %j as a time', (text, milliseconds) => {
  expect(parseSettings({ 'wait-for-idle': text }).waitForIdleMs).toBe(milliseconds)
})

it.each(['10', '0m', '51m', '1h', 'PT10M', '-1m', '10m5s', '99999m'])('does not take %j for a time', (text) => {
  expect(() => parseSettings({ 'wait-for-idle': text })).toThrow(
    `"wait-for-idle" must be a number of minutes or seconds, such as 10m or 90s, and at most 50m; got \`${text}\``,
  )
})
