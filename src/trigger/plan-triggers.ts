import { isAtLeast, type KnownVersion } from '../kestra/server.ts'
import { type ServerTrigger, type TriggerName, triggerKey } from '../kestra/triggers.ts'
import { missedRun, type NextDate, runsADay } from './cron/schedule-dates.ts'
import { nextOf, type TextTrigger } from './text-triggers.ts'
import { changeWords, dateWords, dayWords, type TriggerState, triggerState } from './trigger-state.ts'

/** The triggers of one flow on both sides of a change, by id. */
export interface FlowTriggers {
  readonly namespace: string
  readonly flow: string
  readonly before: ReadonlyMap<string, TextTrigger>
  /** Empty for a flow that goes. */
  readonly after: ReadonlyMap<string, TextTrigger>
}

/** What the server tells, and when. */
export interface SchedulerView {
  readonly live: ReadonlyMap<string, ServerTrigger>
  /** By the clock of the server. */
  readonly now: Date
  readonly version: KnownVersion
  /** The time zone of the server, where it is known. */
  readonly zone: string | undefined
  /** A deploy switches on what was switched off on the server. */
  readonly switchesOn: boolean
}

/** A trigger on both sides, and as the scheduler holds it. */
interface TriggerChange extends TriggerName {
  readonly before: TextTrigger | undefined
  readonly after: TextTrigger | undefined
  readonly live: ServerTrigger | undefined
}

/** What a deploy does to the triggers of the flows that it changes: whether each will fire, and when. */
export const planTriggers = (flows: readonly FlowTriggers[], view: SchedulerView): readonly TriggerState[] =>
  flows.flatMap(({ namespace, flow, before, after }) =>
    [...new Set([...after.keys(), ...before.keys()])].map((trigger) => {
      const name = { namespace, flow, trigger }
      const live = view.live.get(triggerKey(name))
      return stateOf({ ...name, before: before.get(trigger), after: after.get(trigger), live }, view)
    }),
  )

/** Switched off on the server by somebody; 2.0 holds what the text disables as disabled as well. */
const isOffByHand = ({ before, live }: TriggerChange, { version }: SchedulerView): boolean =>
  live?.isDisabled === true && !(isAtLeast(version, 2, 0) && before?.isOffItself === true)

/** 2.0 switches a trigger on again whose text changes (docs/facts/kestra.md, "Triggers on the server"). */
const isSwitchedOn = ({ before, after }: TriggerChange, { version }: SchedulerView): boolean =>
  isAtLeast(version, 2, 0) && before !== undefined && after !== undefined && before.text !== after.text

const STAYS_OFF = 'switched off on the server, where it stays off: nothing starts'

const stateOf = (change: TriggerChange, view: SchedulerView): TriggerState => {
  const { before, after, live } = change
  if (after === undefined || after.isOff) return triggerState(change, 'off-in-git', { says: stopWords(change, view) })
  const isOff = isOffByHand(change, view)
  if (isOff && !isSwitchedOn(change, view)) {
    return triggerState(change, 'off-on-server', {
      says: view.switchesOn ? 'switched off on the server, a deploy switches it on again' : STAYS_OFF,
      needsLook: true,
    })
  }
  if (live?.hasBackfill === true) return triggerState(change, 'backfill', { says: 'a backfill runs on the server' })
  const next = nextOf(after, view.now, view.zone)
  if (isUnknown(change, next)) {
    return triggerState(change, 'not-taken-up', {
      says: 'the scheduler of the server does not know it: nothing starts',
      needsLook: true,
    })
  }
  const asHeld = before?.timing === after.timing ? live?.next : undefined
  const date = asHeld ?? (next instanceof Date ? next : undefined)
  const facts = [
    ...(isOff ? ['switched off on the server, this change switches it on again'] : []),
    ...dateFacts(change, next, view),
  ]
  const isLocked = live?.isLocked === true
  if (isLocked) facts.push('an execution of it runs, and none begins before that has ended')
  return triggerState(change, isLocked ? 'locked' : 'on', { next: date, says: facts.join('; ') })
}

/** Deployed, and yet not with the scheduler. What has no date need not be. */
const isUnknown = ({ before, live }: TriggerChange, next: NextDate): boolean =>
  live === undefined && before !== undefined && !before.isOff && before.isDated && next !== 'never'

/** The run that will not come. */
const stopWords = (change: TriggerChange, view: SchedulerView): string => {
  const { before } = change
  if (before === undefined || before.isOff || isOffByHand(change, view)) return ''
  const date = dateBefore(change, view)
  return date === undefined ? 'starts nothing any more' : `no run ${dateWords(date, view.now)}, and none after it`
}

/** As the server tells it, where it is still to come. */
const dateBefore = ({ before, live }: TriggerChange, { now, zone }: SchedulerView): Date | undefined => {
  if (live !== undefined && !live.hasBackfill && live.next !== undefined && live.next > now) return live.next
  const next = before === undefined ? undefined : nextOf(before, now, zone)
  return next instanceof Date ? next : undefined
}

const dateFacts = (change: TriggerChange, next: NextDate, view: SchedulerView): string[] => {
  const { before, after } = change
  if (after === undefined || before?.timing === after.timing) return []
  const { now, zone } = view
  const fired = before === undefined || before.isOff || isOffByHand(change, view) ? undefined : dateBefore(change, view)
  const facts: string[] = []
  if (next === 'never') facts.push('no date comes any more')
  if (next instanceof Date)
    facts.push(`next ${nextWords(fired, next, now)}${after.isConditional ? ', if its conditions hold' : ''}`)
  const [often, oftener] = [before, after].map(
    (trigger) => trigger?.schedule && runsADay({ ...trigger.schedule, timezone: 'UTC' }),
  )
  if (often !== undefined && oftener !== undefined && often !== oftener) facts.push(`${often} → ${oftener} runs a day`)
  const timezone = after.schedule?.timezone ?? zone
  const missed = after.schedule && timezone ? missedRun({ ...after.schedule, timezone }, now) : undefined
  if (missed !== undefined) {
    facts.push(`no run on ${dayWords(missed, now)}, when the clocks leave out ${missed.toISOString().slice(11, 16)}`)
  }
  return facts
}

const nextWords = (before: Date | undefined, after: Date, now: Date): string =>
  before === undefined || before.getTime() === after.getTime() ? dateWords(after, now) : changeWords(before, after, now)

/**
 * The time zone of the server as its dates betray it: UTC, where a schedule of hours without a zone has the date that it has in UTC;
 * else not known.
 */
export const zoneOfServer = (
  flows: readonly FlowTriggers[],
  { live, now }: Pick<SchedulerView, 'live' | 'now'>,
): string | undefined => {
  const isUtc = flows.some(({ namespace, flow, before }) =>
    [...before.values()].some((trigger) => {
      const server = live.get(triggerKey({ namespace, flow, trigger: trigger.id }))
      const { schedule } = trigger
      if (server?.next === undefined || schedule === undefined || schedule.timezone !== undefined) return false
      const inUtc = trigger.isConditional || isOfEachHour(schedule.cron) ? undefined : nextOf(trigger, now, 'UTC')
      return inUtc instanceof Date && inUtc.getTime() === server.next.getTime()
    }),
  )
  return isUtc ? 'UTC' : undefined
}

/** Such a schedule fires at the same times in most time zones. */
const isOfEachHour = (cron: string): boolean =>
  cron === '@hourly' || cron.trim().split(/\s+/)[1]?.startsWith('*') !== false
