import { offsetAt } from '../../flow/cron/schedule-dates.ts'
import type { TriggerName } from '../../kestra/triggers.ts'
import { type TextTrigger, zonesOf } from './text-triggers.ts'

/**
 * Whether a trigger fires. `off-in-git`: the text disables the trigger or its flow. `off-on-server`: the text enables it and the server
 * disables it. `not-taken-up`: the scheduler does not know it yet.
 */
export type TriggerCondition = 'on' | 'off-in-git' | 'off-on-server' | 'locked' | 'backfill' | 'not-taken-up'

/** A trigger of a changed flow. Before a deploy its state is predicted; afterwards it is read back. */
export interface TriggerState extends TriggerName {
  readonly state: TriggerCondition
  /** The next date as ISO 8601 in UTC; `null` without a date. */
  readonly next: string | null
  /** Why there is no date, or a description of when it fires; `null` if `next` has a date. */
  readonly reason: string | null
  /** A clause without a final stop about a change or a problem; `null` if there is none. */
  readonly says: string | null
  /** True if a person should check it: it does not fire although Git says so. */
  readonly needsLook: boolean
}

interface StateDetails {
  readonly next?: Date | undefined
  readonly says?: string | undefined
  readonly needsLook?: boolean
}

export const triggerState = (
  { namespace, flow, trigger }: TriggerName,
  state: TriggerCondition,
  { next, says = '', needsLook = false }: StateDetails,
): TriggerState => ({
  ...{ namespace, flow, trigger, state, needsLook, reason: null },
  next: next?.toISOString().replace('.000Z', 'Z') ?? null,
  says: says === '' ? null : says,
})

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `06:00`, with seconds if they are not 0. */
const timeText = (date: Date): string => date.toISOString().slice(11, date.getUTCSeconds() === 0 ? 16 : 19)

/** `28 Mar`, with the year if it differs from that of `now`. */
export const dayText = (date: Date, now: Date): string => {
  const day = `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`
  return date.getUTCFullYear() === now.getUTCFullYear() ? day : `${day} ${date.getUTCFullYear()}`
}

/** The clock that shows the dates of a trigger: its own zone, or the possible zones of the server. */
export interface ShownClock {
  readonly now: Date
  readonly trigger: TextTrigger | undefined
  readonly serverZones: readonly string[]
}

/** A date by the clocks of its zone, written as UTC, with the name of the zone; `undefined` for UTC or an unknown zone. */
const localOf = (date: Date, { trigger, serverZones }: ShownClock) => {
  const timezone = trigger?.schedule?.timezone
  const zones = trigger === undefined ? [] : zonesOf(trigger, serverZones)
  const [offset, ...others] = zones.map((zone) => offsetAt(zone, date))
  if (!offset || trigger?.schedule === undefined || others.some((other) => other !== offset)) return undefined
  return { at: new Date(date.getTime() + offset), zone: timezone ?? 'server time' }
}

/** `24 Nov 06:00 UTC`, or `24 Nov 07:00 Europe/Paris (06:00 UTC)`; with the day in UTC if it differs. */
export const dateText = (date: Date, clock: ShownClock): string => {
  const { now } = clock
  const utc = `${dayText(date, now)} ${timeText(date)} UTC`
  const local = localOf(date, clock)
  if (local === undefined) return utc
  const beside = isSameDay(local.at, date) ? `${timeText(date)} UTC` : utc
  return `${dayText(local.at, now)} ${timeText(local.at)} ${local.zone} (${beside})`
}

/**
 * `24 Nov 06:00 UTC → 07:00 UTC`, or `24 Nov 07:00 → 08:00 Europe/Paris (06:00 → 07:00 UTC)`. Writes both dates in full if their days or
 * zones differ.
 */
export const changeText = (
  before: Date,
  after: Date,
  clocks: { readonly before: ShownClock; readonly after: ShownClock },
): string => {
  const [from, to] = [localOf(before, clocks.before), localOf(after, clocks.after)]
  const { now } = clocks.after
  const days = [before, after, from?.at ?? before, to?.at ?? after]
  if (from?.zone === to?.zone && days.every((day) => isSameDay(day, before))) {
    if (from === undefined || to === undefined) return `${dateText(before, clocks.before)} → ${timeText(after)} UTC`
    const utc = `${timeText(before)} → ${timeText(after)} UTC`
    return `${dayText(from.at, now)} ${timeText(from.at)} → ${timeText(to.at)} ${to.zone} (${utc})`
  }
  return `${dateText(before, clocks.before)} → ${dateText(after, clocks.after)}`
}

const isSameDay = (a: Date, b: Date): boolean => a.toISOString().slice(0, 10) === b.toISOString().slice(0, 10)
