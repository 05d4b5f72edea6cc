import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import {
  firesAt,
  isOfEachSecond,
  isOfNoDay,
  missedRun,
  nextDate,
  runsADay,
} from '../../../src/flow/cron/schedule-dates.ts'

const answer = z.union([z.literal('refused'), z.tuple([z.string(), z.string()])])
const row = z.tuple([z.string(), z.string(), z.boolean(), answer, answer])

/**
 * Answers of Kestra 1.0.3 and the snapshot of 2.0 for schedules deployed there: cron, zone, whether it has seconds, and for each server the
 * time at which it computed the next date and that date.
 */
const ROWS = z.array(row).parse(JSON.parse(readFileSync(new URL('crons.json', import.meta.url), 'utf8')))

const AT = new Date('2026-11-23T23:30:00Z')

const asText = (date: ReturnType<typeof nextDate>): string | undefined =>
  date instanceof Date ? date.toISOString().replace('.000Z', 'Z') : date

describe('the next date of a schedule', () => {
  it.each([
    ['1.0.3', 3],
    ['the snapshot of 2.0', 4],
  ] as const)('is that of %s, or not known', (_, column) => {
    const compared = ROWS.flatMap((given) => {
      const [cron, timezone, withSeconds] = given
      const server = given[column]
      if (server === 'refused') return []
      const [at, expected] = server
      // For a schedule that fires every few seconds a server returns the last date at which it was running.
      const ours = isOften(cron, withSeconds)
        ? undefined
        : asText(nextDate({ cron, timezone, withSeconds }, new Date(at)))
      return [{ cron, timezone, ours, expected }]
    })
    const known = compared.filter(({ ours }) => ours !== undefined)
    expect(compared.length).toBeGreaterThan(200)
    expect(known.filter(({ ours, expected }) => ours !== expected)).toEqual([])
    expect(known.length).toBeGreaterThan(180)
  })

  it('is not known within hours of a change of the clocks', () => {
    const daily = { cron: '30 2 * * *', timezone: 'Europe/Paris', withSeconds: false }
    expect(nextDate(daily, new Date('2027-10-30T20:00:00Z'))).toBeUndefined()
    expect(nextDate(daily, new Date('2027-10-29T20:00:00Z'))).toEqual(new Date('2027-10-30T00:30:00Z'))
  })

  it.each(['Nowhere/Town', 'Africa/Casablanca', ''])('is not known in the zone %j', (timezone) => {
    expect(nextDate({ cron: '0 6 * * *', timezone, withSeconds: false }, AT)).toBeUndefined()
  })

  it.each(['0 6 ? * MON', '0 0 * * 1/2', '0 10 * * 5L', '0 10 L * *', '0 10 * * 2#1', 'H * * * *', '@every 5m', ''])(
    'is not known of %j',
    (cron) => {
      expect(nextDate({ cron, timezone: 'UTC', withSeconds: false }, AT)).toBeUndefined()
    },
  )
})

const isOften = (cron: string, withSeconds: boolean): boolean => withSeconds && /^\*/.test(cron)

it.each([
  ['*/5 * * * *', 288],
  ['0 * * * *', 24],
  ['* * * * *', 1440],
  ['0 6,18 * * *', 2],
  ['@daily', 1],
  ['0 6 * * 1-5', undefined],
  ['0 6 1 * *', undefined],
  ['0 10 L * *', undefined],
])('%s fires %s times a day', (cron, times) => {
  expect(runsADay({ cron, withSeconds: false, timezone: 'UTC' })).toBe(times)
})

it('knows a time at which a schedule fires', () => {
  const schedule = { cron: '0 6 * * *', timezone: 'Europe/Paris', withSeconds: false }
  expect(firesAt(schedule, new Date('2026-11-24T05:00:00Z'))).toBe(true)
  expect(firesAt(schedule, new Date('2026-11-24T06:00:00Z'))).toBe(false)
  expect(firesAt({ ...schedule, cron: '0 10 L * *' }, AT)).toBeUndefined()
})

describe('a day that the clocks leave out', () => {
  const missed = (cron: string, timezone: string) => missedRun({ cron, timezone, withSeconds: false }, AT)

  it('is told of a schedule that fires once on it', () => {
    expect(missed('30 2 * * *', 'Europe/Paris')).toEqual(new Date('2027-03-28T02:30:00Z'))
    expect(missed('15 2 * * 0', 'America/New_York')).toEqual(new Date('2027-03-14T02:15:00Z'))
  })

  it.each([
    ['0 3 * * *', 'Europe/Paris'],
    ['*/5 * * * *', 'Europe/Paris'],
    ['30 2,14 * * *', 'Europe/Paris'],
    ['30 2 * * 1', 'Europe/Paris'],
    ['30 2 * * *', 'UTC'],
    ['30 2 * * *', 'Nowhere/Town'],
  ])('is none of %s in %s', (cron, zone) => {
    expect(missed(cron, zone)).toBeUndefined()
  })
})

it('knows what never fires, and what fires each second', () => {
  expect([isOfNoDay('0 0 30 2 *', false), isOfNoDay('0 0 30 2 1', false)]).toEqual([true, false])
  expect([isOfEachSecond('* 0 6 * * *'), isOfEachSecond('*/2 * * * * *'), isOfEachSecond('no cron')]).toEqual([
    true,
    false,
    false,
  ])
})
