import { Cron } from 'croner'
import { sixFields } from './six-fields.ts'
import { type ClockGap, isKnownZone, isNearChange, nextGap } from './zone.ts'

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
  const cron = cronIn(schedule, schedule.timezone)
  if (cron === undefined || isNearChange(schedule.timezone, after)) return undefined
  let date: Date | null = after
  for (let run = 0; run < MOST_LEFT_OUT && date !== null; run += 1) {
    date = cron.nextRun(date)
    if (date !== null && cron.match(date)) return isNearChange(schedule.timezone, date) ? undefined : date
  }
  return date === null ? 'never' : undefined
}

/** True where the schedule fires at a time; `undefined` where that is not known. */
export const firesAt = (schedule: CronSchedule, time: Date): boolean | undefined =>
  cronIn(schedule, schedule.timezone)?.match(time)

/** How often a schedule fires on a day, where all days are alike; not those with seconds. */
export const runsADay = ({ cron, withSeconds }: CronSchedule): number | undefined => {
  const fields = sixFields(cron, withSeconds)
  if (withSeconds || fields === undefined || fields.slice(3).some((field) => field !== '*')) return undefined
  const day = cronIn({ cron, withSeconds, timezone: 'UTC' }, 'UTC')
  if (day === undefined) return undefined
  const tomorrow = Date.UTC(2026, 0, 2)
  return day.nextRuns(MINUTES, new Date(Date.UTC(2026, 0, 1) - 1)).filter((run) => run.getTime() < tomorrow).length
}

const MINUTES = 1440

/** True for a cron of which no date comes: `0 0 30 2 *`. False where that is not known. */
export const isOfNoDay = (cron: string, withSeconds: boolean): boolean =>
  nextDate({ cron, withSeconds, timezone: 'UTC' }, new Date(Date.UTC(2026, 0, 1))) === 'never'

/** True for a cron that fires in each second of the minutes that it names. */
export const isOfEachSecond = (cron: string): boolean => {
  const runs = cronIn({ cron, withSeconds: true, timezone: 'UTC' }, 'UTC')?.nextRuns(
    60,
    new Date(Date.UTC(2026, 0, 1) - 1),
  )
  const [first, last] = [runs?.[0], runs?.[59]]
  return first !== undefined && last !== undefined && last.getTime() - first.getTime() === 59_000
}

/** A day on which a schedule does not fire, because the clocks leave its time out. */
export const missedDay = (schedule: CronSchedule, after: Date): ClockGap | undefined => {
  const wall = cronIn(schedule, 'UTC')
  const gap = wall === undefined || !isKnownZone(schedule.timezone) ? undefined : nextGap(schedule.timezone, after)
  if (wall === undefined || gap === undefined) return undefined
  const missed = wall.nextRun(new Date(gap.from.getTime() - 1))
  if (missed === null || missed >= gap.to) return undefined
  const midnight = Date.UTC(gap.from.getUTCFullYear(), gap.from.getUTCMonth(), gap.from.getUTCDate())
  const first = wall.nextRun(new Date(midnight - 1))
  const later = wall.nextRun(new Date(gap.to.getTime() - 1))
  const isOnlyOne = first !== null && first >= gap.from && (later === null || later.getTime() >= midnight + 86_400_000)
  return isOnlyOne ? { ...gap, from: missed } : undefined
}

const cronIn = ({ cron, withSeconds }: CronSchedule, timezone: string): Cron | undefined => {
  const pattern = sixFields(cron, withSeconds)?.join(' ')
  if (pattern === undefined || !isKnownZone(timezone)) return undefined
  try {
    return new Cron(pattern, { timezone, paused: true })
  } catch {
    // Kestra refuses it as well; validation says why.
    return undefined
  }
}
