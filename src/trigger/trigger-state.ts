import type { TriggerName } from '../kestra/triggers.ts'

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
  ...{ namespace, flow, trigger, state, needsLook },
  next: next?.toISOString().replace('.000Z', 'Z') ?? null,
  says: says === '' ? null : says,
})

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `06:00`, with seconds where there are any. */
const timeWords = (date: Date): string => date.toISOString().slice(11, date.getUTCSeconds() === 0 ? 16 : 19)

/** `28 Mar`, with the year where it is not the one of `now`. */
export const dayWords = (date: Date, now: Date): string => {
  const day = `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`
  return date.getUTCFullYear() === now.getUTCFullYear() ? day : `${day} ${date.getUTCFullYear()}`
}

/** `24 Nov 06:00 UTC`. */
export const dateWords = (date: Date, now: Date): string => `${dayWords(date, now)} ${timeWords(date)} UTC`

/** `24 Nov 06:00 UTC → 07:00 UTC`; both days where they differ. */
export const changeWords = (before: Date, after: Date, now: Date): string => {
  const isSameDay = before.toISOString().slice(0, 10) === after.toISOString().slice(0, 10)
  return `${dateWords(before, now)} → ${isSameDay ? `${timeWords(after)} UTC` : dateWords(after, now)}`
}
