/**
 * Whether a trigger fires. `off-in-git`: the trigger or its flow is disabled in the text; `off-on-server`: the text has it enabled and the
 * server holds it disabled; `not-taken-up`: the scheduler does not know it yet.
 */
export type TriggerCondition = 'on' | 'off-in-git' | 'off-on-server' | 'locked' | 'backfill' | 'not-taken-up'

/** A trigger of a changed flow: before a deploy as it will be, as far as that can be told, after it as it was read back. */
export interface TriggerState {
  readonly namespace: string
  readonly flow: string
  readonly trigger: string
  readonly state: TriggerCondition
  /** When it fires next, as ISO 8601 in UTC; `null` where it has no date. */
  readonly next: string | null
  /** What there is to say, in words without a final stop; `null` where nothing changes. */
  readonly says: string | null
  /** Somebody should look: it does not fire although Git says so. */
  readonly needsLook: boolean
}
