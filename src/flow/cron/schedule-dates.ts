import { Cron } from 'croner'
import { memoize } from '../../text/memoize.ts'
import { sixFields } from './cron-expression.ts'

/** The properties of a schedule that decide when it fires. */
export interface CronSchedule {
  readonly cron: string
  readonly withSeconds: boolean
  readonly timezone: string
}

/** `never`: the schedule has no date after the given one. `undefined`: the next date cannot be computed here. */
export type NextDate = Date | 'never' | undefined

// The library returns runs that fall into a clock change gap; they are skipped. A schedule with runs only on that day is next due a year later.
const MAX_SKIPPED_RUNS = 5

/** The next date of a schedule after `after`, as the server computes it; `undefined` where the library may compute another one. */
export const nextDate = (schedule: CronSchedule, after: Date): NextDate => {
  const clock = clockOf(schedule.timezone)
  const cron = cronOf(schedule)
  if (clock === undefined || cron === undefined || isNearChange(clock, after)) return undefined
  let date: Date | null = after
  for (let run = 0; run < MAX_SKIPPED_RUNS && date !== null; run += 1) {
    date = cron.nextRun(date)
    if (date !== null && cron.match(date)) return isNearChange(clock, date) ? undefined : date
  }
  return date === null ? 'never' : undefined
}

/** True if the schedule fires at `time`; `undefined` for an expression or a time zone that cannot be evaluated here. */
export const firesAt = (schedule: CronSchedule, time: Date): boolean | undefined => cronOf(schedule)?.match(time)

/** How many times a day a schedule fires; `undefined` for a schedule with seconds or one that does not run alike on all days. */
export const runsADay = ({ cron, withSeconds }: CronSchedule): number | undefined => {
  const fields = sixFields(cron, withSeconds)
  if (withSeconds || fields === undefined || fields.slice(3).some((field) => field !== '*')) return undefined
  const day = cronOf({ cron, withSeconds, timezone: 'UTC' }, { stopAt: DAY_END })
  return day?.nextRuns(MINUTES, DAY_START).length
}

/** The bounds of an arbitrary day. */
const DAY_START = new Date('2025-12-31T23:59:59.999Z')
const DAY_END = new Date('2026-01-02T00:00Z')

const MINUTES = 1440

/** True for a cron expression that never fires: `0 0 30 2 *`. False if that cannot be computed here. */
export const isOfNoDay = (cron: string, withSeconds: boolean): boolean =>
  nextDate({ cron, withSeconds, timezone: 'UTC' }, new Date(Date.UTC(2026, 0, 1))) === 'never'

/** True for a cron expression that fires every second of the minutes that it names. */
export const isOfEachSecond = (cron: string): boolean => {
  const runs = cronOf({ cron, withSeconds: true, timezone: 'UTC' })?.nextRuns(60, DAY_START)
  const [first, last] = [runs?.[0], runs?.[59]]
  return first !== undefined && last !== undefined && last.getTime() - first.getTime() === 59_000
}

/**
 * The only run of a day that a schedule loses because clocks are put forward over its time, within a year after `after`. The date is the
 * local time that a clock would show, written as UTC. `undefined` if there is none.
 */
export const missedRun = (schedule: CronSchedule, after: Date): Date | undefined => {
  const clock = clockOf(schedule.timezone)
  const wall = cronOf({ ...schedule, timezone: 'UTC' })
  const gap = clock && nextGap(clock, after)
  if (wall === undefined || gap === undefined) return undefined
  const missed = wall.nextRun(new Date(gap.from.getTime() - 1))
  if (missed === null || missed >= gap.to) return undefined
  const midnight = Date.UTC(gap.from.getUTCFullYear(), gap.from.getUTCMonth(), gap.from.getUTCDate())
  const first = wall.nextRun(new Date(midnight - 1))
  const later = wall.nextRun(new Date(gap.to.getTime() - 1))
  const isOnlyOne = first !== null && first >= gap.from && (later === null || later.getTime() >= midnight + DAY_MS)
  return isOnlyOne ? missed : undefined
}

/** The schedule in the library; no date from `stopAt` on. `undefined` for an expression or time zone that cannot be evaluated here. */
const cronOf = (
  { cron, withSeconds, timezone }: CronSchedule,
  options: { readonly stopAt?: Date } = {},
): Cron | undefined => {
  const pattern = sixFields(cron, withSeconds)?.join(' ')
  if (pattern === undefined || clockOf(timezone) === undefined) return undefined
  try {
    return new Cron(pattern, { timezone, paused: true, ...options })
  } catch {
    // Kestra rejects the expression too, and a lint rule reports the reason.
    return undefined
  }
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** Zones whose clock changes are decided each year: time zone data of different releases give different hours. */
const UNPREDICTABLE: ReadonlySet<string> = new Set(['Africa/Casablanca', 'Africa/El_Aaiun', 'Morocco'])

/** The offset of a time zone from UTC at a time, in milliseconds; positive east of Greenwich. */
type Clock = (time: Date) => number

/** The clock of a time zone; `undefined` for an unknown zone and for one whose hours may differ on the server. */
const clockOf = memoize((timeZone: string): Clock | undefined => {
  if (UNPREDICTABLE.has(timeZone)) return undefined
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
    return (time) => {
      const [, sign, hours, minutes] = /GMT([+-])(\d{2}):(\d{2})/.exec(format.format(time)) ?? []
      return (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * (sign === '-' ? -60_000 : 60_000)
    }
  } catch {
    // Java accepts some zone names that are unknown here.
    return undefined
  }
})

/** The offset of a time zone from UTC at a time, in milliseconds; `undefined` for a zone whose hours may differ on the server. */
export const offsetAt = (timeZone: string, time: Date): number | undefined => clockOf(timeZone)?.(time)

/** True if the clocks change within three hours of `time`. */
const isNearChange = (clock: Clock, time: Date): boolean =>
  clock(new Date(time.getTime() - 3 * HOUR_MS)) !== clock(new Date(time.getTime() + 3 * HOUR_MS))

const DAYS_AHEAD = 366

/**
 * The next gap within a year after `after`, when clocks are put forward. On that day no clock shows a time from `from` to before `to`,
 * both written as UTC.
 */
const nextGap = (clock: Clock, after: Date): { readonly from: Date; readonly to: Date } | undefined => {
  let before = clock(after)
  for (let day = 1; day <= DAYS_AHEAD; day += 1) {
    const end = after.getTime() + day * DAY_MS
    const now = clock(new Date(end))
    if (now > before) {
      const at = changeWithin(clock, end, before)
      return { from: new Date(at + before), to: new Date(at + now) }
    }
    before = now
  }
  return undefined
}

/** The time of the clock change in the day before `end`, in milliseconds, rounded to a second. `before` is the offset before it. */
const changeWithin = (clock: Clock, end: number, before: number): number => {
  let [low, high] = [end - DAY_MS, end]
  while (high - low > 1000) {
    const middle = low + Math.floor((high - low) / 2000) * 1000
    if (clock(new Date(middle)) === before) low = middle
    else high = middle
  }
  return Math.round(high / 1000) * 1000
}
