import { type CronSchedule, nextDate, offsetAt } from '../../flow/cron/schedule-dates.ts'

/** The next date of a schedule without a time zone in the scheduler of a server. */
export interface KnownDate extends Omit<CronSchedule, 'timezone'> {
  readonly next: Date
}

/** Maximum number of dates, because each is compared in every remaining time zone. */
const MOST_DATES = 20

/**
 * Finds the time zones in which each of these dates, computed after `now`, fits its cron. Returns only one of several zones whose
 * clocks agree on each of the next 366 days. Empty if the dates do not show a zone, or contradict each other.
 */
export const zonesOfDates = (dates: readonly KnownDate[], now: Date): readonly string[] => {
  const usable = dates.filter((date) => isDate(nextDate({ ...date, timezone: 'UTC' }, now))).slice(0, MOST_DATES)
  if (usable.length === 0) return []
  let zones: readonly string[] = ['UTC', ...Intl.supportedValuesOf('timeZone')]
  for (const { next, ...schedule } of usable)
    zones = zones.filter((timezone) => mayBe({ ...schedule, timezone }, next, now))
  return withoutTwins(zones, now)
}

const isDate = (date: ReturnType<typeof nextDate>): boolean => date instanceof Date

/** Also true if the date cannot be computed here, because clocks change near it. */
const mayBe = (schedule: CronSchedule, next: Date, now: Date): boolean => {
  if (offsetAt(schedule.timezone, now) === undefined) return false
  const date = nextDate(schedule, now)
  return date === undefined || (date instanceof Date && date.getTime() === next.getTime())
}

const DAYS = 366
const DAY_MS = 86_400_000

const withoutTwins = (zones: readonly string[], now: Date): readonly string[] => {
  const days = Array.from({ length: DAYS }, (_, day) => new Date(now.getTime() + day * DAY_MS))
  const byClock = Map.groupBy(zones, (zone) => days.map((day) => offsetAt(zone, day)).join())
  return [...byClock.values()].flatMap(([first]) => first ?? [])
}
