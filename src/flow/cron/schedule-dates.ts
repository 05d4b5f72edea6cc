import { Cron } from 'croner'
import { memoize } from '../../text/memoize.ts'
import { sixFields } from './cron-expression.ts'

/** When a schedule fires, as its text has it. */
export interface CronSchedule {
  readonly cron: string
  readonly withSeconds: boolean
  readonly timezone: string
}

/** `never`: no such date comes. `undefined`: not known here. */
export type NextDate = Date | 'never' | undefined

// A run in a gap of the clocks is left out, so that one more is looked for; a schedule of such a day alone has the next in another year.
const MOST_LEFT_OUT = 5

/** The next date of a schedule after a time, as the server computes it; not known for what the library reads otherwise. */
export const nextDate = (schedule: CronSchedule, after: Date): NextDate => {
  const clock = clockOf(schedule.timezone)
  const cron = cronOf(schedule)
  if (clock === undefined || cron === undefined || isNearChange(clock, after)) return undefined
  let date: Date | null = after
  for (let run = 0; run < MOST_LEFT_OUT && date !== null; run += 1) {
    date = cron.nextRun(date)
    if (date !== null && cron.match(date)) return isNearChange(clock, date) ? undefined : date
  }
  return date === null ? 'never' : undefined
}

/** True where the schedule fires at a time; `undefined` where that is not known. */
export const firesAt = (schedule: CronSchedule, time: Date): boolean | undefined => cronOf(schedule)?.match(time)

/** How often a schedule fires on a day, where all days are alike; not those with seconds. */
export const runsADay = ({ cron, withSeconds }: CronSchedule): number | undefined => {
  const fields = sixFields(cron, withSeconds)
  if (withSeconds || fields === undefined || fields.slice(3).some((field) => field !== '*')) return undefined
  const day = cronOf({ cron, withSeconds, timezone: 'UTC' }, { stopAt: DAY_AFTER })
  return day?.nextRuns(MINUTES, BEFORE_DAY).length
}

/** Of any day: around this one. */
const BEFORE_DAY = new Date('2025-12-31T23:59:59.999Z')
const DAY_AFTER = new Date('2026-01-02T00:00Z')

const MINUTES = 1440

/** True for a cron of which no date comes: `0 0 30 2 *`. False where that is not known. */
export const isOfNoDay = (cron: string, withSeconds: boolean): boolean =>
  nextDate({ cron, withSeconds, timezone: 'UTC' }, new Date(Date.UTC(2026, 0, 1))) === 'never'

/** True for a cron that fires in each second of the minutes that it names. */
export const isOfEachSecond = (cron: string): boolean => {
  const runs = cronOf({ cron, withSeconds: true, timezone: 'UTC' })?.nextRuns(60, BEFORE_DAY)
  const [first, last] = [runs?.[0], runs?.[59]]
  return first !== undefined && last !== undefined && last.getTime() - first.getTime() === 59_000
}

/** The run of a schedule that a day goes without because the clocks leave its time out: as a clock would show it, written as UTC. */
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

/** `stopAt`: no date from then on. */
const cronOf = (
  { cron, withSeconds, timezone }: CronSchedule,
  options: { readonly stopAt?: Date } = {},
): Cron | undefined => {
  const pattern = sixFields(cron, withSeconds)?.join(' ')
  if (pattern === undefined || clockOf(timezone) === undefined) return undefined
  try {
    return new Cron(pattern, { timezone, paused: true, ...options })
  } catch {
    // Kestra refuses it as well; validation says why.
    return undefined
  }
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** Decided anew each year: two programs with time zone data of other dates tell other hours. */
const UNSETTLED: ReadonlySet<string> = new Set(['Africa/Casablanca', 'Africa/El_Aaiun', 'Morocco'])

/** By how many milliseconds the clocks of a zone are before UTC at a time. */
type Clock = (time: Date) => number

/** `undefined` for a time zone whose hours may be others on the server. */
const clockOf = memoize((timeZone: string): Clock | undefined => {
  if (UNSETTLED.has(timeZone)) return undefined
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
    return (time) => {
      const [, sign, hours, minutes] = /GMT([+-])(\d{2}):(\d{2})/.exec(format.format(time)) ?? []
      return (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * (sign === '-' ? -60_000 : 60_000)
    }
  } catch {
    // Java knows names that are no zones here.
    return undefined
  }
})

/** By how many milliseconds the clocks of a zone are before UTC at a time; `undefined` for a zone whose hours may be others on the server. */
export const offsetAt = (timeZone: string, time: Date): number | undefined => clockOf(timeZone)?.(time)

/** True where the clocks change within three hours of a time. */
const isNearChange = (clock: Clock, time: Date): boolean =>
  clock(new Date(time.getTime() - 3 * HOUR_MS)) !== clock(new Date(time.getTime() + 3 * HOUR_MS))

const DAYS_AHEAD = 366

/** The next time within a year at which clocks are put forward: none shows a time from `from` to before `to`, written as UTC, on that day. */
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

/** To the second. */
const changeWithin = (clock: Clock, end: number, before: number): number => {
  let [low, high] = [end - DAY_MS, end]
  while (high - low > 1000) {
    const middle = low + Math.floor((high - low) / 2000) * 1000
    if (clock(new Date(middle)) === before) low = middle
    else high = middle
  }
  return Math.round(high / 1000) * 1000
}
