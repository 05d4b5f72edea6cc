import { offsetAt } from '../../flow/cron/schedule-dates.ts'
import type { TriggerName } from '../../kestra/triggers.ts'
import { type TextTrigger, zonesOf } from './text-triggers.ts'

/**
 * Whether a trigger fires. `off-in-git`: the trigger or its flow is disabled in the text; `off-on-server`: the text has it enabled and the
 * server holds it disabled; `not-taken-up`: the scheduler does not know it yet.
 */
export type TriggerCondition = 'on' | 'off-in-git' | 'off-on-server' | 'locked' | 'backfill' | 'not-taken-up'

/** A trigger of a changed flow: before a deploy as it will be, as far as that can be told, after it as it was read back. */
export interface TriggerState extends TriggerName {
  readonly state: TriggerCondition
  /** When it fires next, as ISO 8601 in UTC; `null` where it has no date. */
  readonly next: string | null
  /** Why there is no date, or when it fires in words; `null` where `next` tells. */
  readonly reason: string | null
  /** What there is to say, in words without a final stop; `null` where nothing changes. */
  readonly says: string | null
  /** Somebody should look: it does not fire although Git says so. */
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

/** `06:00`, with seconds where there are any. */
const timeText = (date: Date): string => date.toISOString().slice(11, date.getUTCSeconds() === 0 ? 16 : 19)

/** `28 Mar`, with the year where it is not the one of `now`. */
export const dayText = (date: Date, now: Date): string => {
  const day = `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`
  return date.getUTCFullYear() === now.getUTCFullYear() ? day : `${day} ${date.getUTCFullYear()}`
}

/** How people are shown the dates of a trigger: in its own zone, or in those that the server may be in. */
export interface ShownClock {
  readonly now: Date
  readonly trigger: TextTrigger | undefined
  readonly serverZones: readonly string[]
}

/** A date as the clocks of its zone show it, written as UTC, and what the zone is called; `undefined` where that is UTC, or the zone is not known. */
const localOf = (date: Date, { trigger, serverZones }: ShownClock) => {
  const timezone = trigger?.schedule?.timezone
  const zones = trigger === undefined ? [] : zonesOf(trigger, serverZones)
  const [offset, ...others] = zones.map((zone) => offsetAt(zone, date))
  if (!offset || trigger?.schedule === undefined || others.some((other) => other !== offset)) return undefined
  return { at: new Date(date.getTime() + offset), zone: timezone ?? 'server time' }
}

/** `24 Nov 06:00 UTC`, or `24 Nov 07:00 Europe/Paris (06:00 UTC)`; the day of UTC where it is another one. */
export const dateText = (date: Date, clock: ShownClock): string => {
  const { now } = clock
  const utc = `${dayText(date, now)} ${timeText(date)} UTC`
  const local = localOf(date, clock)
  if (local === undefined) return utc
  const beside = isSameDay(local.at, date) ? `${timeText(date)} UTC` : utc
  return `${dayText(local.at, now)} ${timeText(local.at)} ${local.zone} (${beside})`
}

/**
 * `24 Nov 06:00 UTC → 07:00 UTC`, or `24 Nov 07:00 → 08:00 Europe/Paris (06:00 → 07:00 UTC)`; both in full where their days or zones differ.
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
