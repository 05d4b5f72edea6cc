import { type CronSchedule, nextDate, offsetAt } from '../../flow/cron/schedule-dates.ts'

/** When the scheduler of a server fires a schedule next that states no time zone. */
export interface KnownDate extends Omit<CronSchedule, 'timezone'> {
  readonly next: Date
}

/** So many dates are looked at: each is compared in every time zone that is left. */
const MOST_DATES = 20

/**
 * The time zones in which a server may be whose scheduler computed these dates after `now`: each date is that of its cron in each of the zones.
 * Of zones whose clocks agree on each of the next 366 days only one. Empty where nothing tells, or the dates contradict each other.
 */
export const zonesOfDates = (dates: readonly KnownDate[], now: Date): readonly string[] => {
  const telling = dates.filter((date) => isDate(nextDate({ ...date, timezone: 'UTC' }, now))).slice(0, MOST_DATES)
  if (telling.length === 0) return []
  let zones: readonly string[] = ['UTC', ...Intl.supportedValuesOf('timeZone')]
  for (const { next, ...schedule } of telling)
    zones = zones.filter((timezone) => mayBe({ ...schedule, timezone }, next, now))
  return withoutTwins(zones, now)
}

const isDate = (date: ReturnType<typeof nextDate>): boolean => date instanceof Date

/** Also where the date is not known here, because clocks change near it. */
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
