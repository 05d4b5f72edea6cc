import { missedRun, type NextDate, runsADay } from '../../flow/cron/schedule-dates.ts'
import { isAtLeast, type KnownVersion } from '../../flow/kestra-version.ts'
import { type ServerTrigger, type TriggerName, triggerKey } from '../../kestra/triggers.ts'
import { type KnownDate, zonesOfDates } from './server-zones.ts'
import { firingText, nextOf, type TextTrigger } from './text-triggers.ts'
import { changeText, dateText, dayText, type ShownClock, type TriggerState, triggerState } from './trigger-state.ts'

/** The triggers of one flow before and after a change, by id. */
export interface FlowTriggers {
  readonly namespace: string
  readonly flow: string
  readonly before: ReadonlyMap<string, TextTrigger>
  /** Empty for a deleted flow. */
  readonly after: ReadonlyMap<string, TextTrigger>
}

/** The scheduler's state at one time. */
export interface SchedulerView {
  readonly live: ReadonlyMap<string, ServerTrigger>
  /** The time, by the server's clock. */
  readonly now: Date
  readonly version: KnownVersion
  /** The possible time zones of the server, derived from its dates (`zonesOfServer`); empty if no date shows them. */
  readonly serverZones: readonly string[]
  /** True if a deploy enables triggers that were disabled on the server. */
  readonly switchesOn: boolean
}

/** A trigger before and after a change, and in the scheduler. */
interface TriggerChange extends TriggerName {
  readonly before: TextTrigger | undefined
  readonly after: TextTrigger | undefined
  readonly live: ServerTrigger | undefined
}

/** Predicts for each trigger of the changed flows whether and when it will fire. */
export const planTriggers = (flows: readonly FlowTriggers[], view: SchedulerView): readonly TriggerState[] =>
  flows.flatMap(({ namespace, flow, before, after }) =>
    [...new Set([...after.keys(), ...before.keys()])].map((trigger) => {
      const name = { namespace, flow, trigger }
      const live = view.live.get(triggerKey(name))
      const state = stateOf({ ...name, before: before.get(trigger), after: after.get(trigger), live }, view)
      return withReason(state, after.get(trigger), view)
    }),
  )

/** Adds why there is no date, or a description of when the trigger fires. */
export const withReason = (
  state: TriggerState,
  trigger: TextTrigger | undefined,
  { now, serverZones }: Pick<SchedulerView, 'now' | 'serverZones'>,
): TriggerState => {
  if (state.next !== null) return { ...state, reason: null }
  const reason = trigger === undefined ? 'the trigger is removed' : (WHY_NO_DATE[state.state] ?? whyNoDate(trigger))
  const isOver = state.state === 'on' && trigger?.isDated === true && nextOf(trigger, now, serverZones) === 'never'
  return { ...state, reason: isOver ? 'no date comes any more' : reason }
}

const WHY_NO_DATE: Readonly<Partial<Record<TriggerState['state'], string>>> = {
  'off-in-git': 'disabled in Git',
  'off-on-server': 'switched off on the server',
  backfill: 'a backfill runs on the server',
  'not-taken-up': 'the scheduler of the server does not know it',
}

const whyNoDate = (trigger: TextTrigger): string =>
  firingText(trigger) ??
  (trigger.isDated ? 'its dates cannot be read here' : 'the server starts it on an event, not on a date')

/** True if a user disabled the trigger on the server. Kestra 2.0 also marks triggers as disabled that the text disables. */
const isOffByHand = ({ before, live }: TriggerChange, { version }: SchedulerView): boolean =>
  live?.isDisabled === true && !(isAtLeast(version, 2, 0) && before?.isOffItself === true)

/** Kestra 2.0 enables a trigger again when its text changes (docs/internals/facts/kestra.md, "Triggers on the server"). */
const isSwitchedOn = ({ before, after }: TriggerChange, { version }: SchedulerView): boolean =>
  isAtLeast(version, 2, 0) && before !== undefined && after !== undefined && before.text !== after.text

const STAYS_OFF = 'switched off on the server, where it stays off: nothing starts'

const stateOf = (change: TriggerChange, view: SchedulerView): TriggerState => {
  const { before, after, live } = change
  if (after === undefined || after.isOff) return triggerState(change, 'off-in-git', { says: stopText(change, view) })
  const isOff = isOffByHand(change, view)
  if (isOff && !isSwitchedOn(change, view)) {
    return triggerState(change, 'off-on-server', {
      says: view.switchesOn ? 'switched off on the server, a deploy switches it on again' : STAYS_OFF,
      needsLook: true,
    })
  }
  if (live?.hasBackfill === true) return triggerState(change, 'backfill', { says: 'a backfill runs on the server' })
  const next = nextOf(after, view.now, view.serverZones)
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

/** True for a deployed trigger that the scheduler does not have, although it has dates. */
const isUnknown = ({ before, live }: TriggerChange, next: NextDate): boolean =>
  live === undefined && before !== undefined && !before.isOff && before.isDated && next !== 'never'

/** Describes the run that the change cancels. */
const stopText = (change: TriggerChange, view: SchedulerView): string => {
  const { before } = change
  if (before === undefined || before.isOff || isOffByHand(change, view)) return ''
  const date = dateBefore(change, view)
  if (date === undefined) return 'starts nothing any more'
  return `no run ${dateText(date, clockOf(before, view))}, and none after it`
}

/** The next date of the scheduler, if it is still to come. */
const dateBefore = ({ before, live }: TriggerChange, { now, serverZones }: SchedulerView): Date | undefined => {
  if (live !== undefined && !live.hasBackfill && live.next !== undefined && live.next > now) return live.next
  const next = before === undefined ? undefined : nextOf(before, now, serverZones)
  return next instanceof Date ? next : undefined
}

const dateFacts = (change: TriggerChange, next: NextDate, view: SchedulerView): string[] => {
  const { before, after } = change
  if (after === undefined || before?.timing === after.timing) return []
  const { now } = view
  const fired = before === undefined || before.isOff || isOffByHand(change, view) ? undefined : dateBefore(change, view)
  const facts: string[] = []
  const conditions = after.isConditional ? ', if its conditions hold' : ''
  const timing = firingText(after)
  if (next === 'never') facts.push('no date comes any more')
  else if (next instanceof Date)
    facts.push(`next ${nextText({ before: fired, after: next }, change, view)}${conditions}`)
  else if (timing !== undefined) facts.push(`runs ${timing}${conditions}`)
  const [often, oftener] = [before, after].map(
    (trigger) => trigger?.schedule && runsADay({ ...trigger.schedule, timezone: 'UTC' }),
  )
  if (often !== undefined && oftener !== undefined && often !== oftener) facts.push(`${often} → ${oftener} runs a day`)
  const timezone = after.schedule?.timezone
  const missed = after.schedule && timezone ? missedRun({ ...after.schedule, timezone }, now) : undefined
  if (missed !== undefined) {
    facts.push(`no run on ${dayText(missed, now)}, when the clocks leave out ${missed.toISOString().slice(11, 16)}`)
  }
  return facts
}

const nextText = (
  { before, after }: { readonly before: Date | undefined; readonly after: Date },
  change: TriggerChange,
  view: SchedulerView,
): string => {
  const clocks = { before: clockOf(change.before, view), after: clockOf(change.after, view) }
  return before === undefined || before.getTime() === after.getTime()
    ? dateText(after, clocks.after)
    : changeText(before, after, clocks)
}

/** The clock to show the dates of a trigger with. */
export const clockOf = (
  trigger: TextTrigger | undefined,
  { now, serverZones }: Pick<SchedulerView, 'now' | 'serverZones'>,
): ShownClock => ({ now, trigger, serverZones })

/**
 * Finds the possible time zones of a server: those in which each schedule without a time zone has the date of the scheduler. Empty if
 * no schedule shows them.
 */
export const zonesOfServer = (
  flows: readonly FlowTriggers[],
  { live, now }: Pick<SchedulerView, 'live' | 'now'>,
): readonly string[] => {
  const dates = flows.flatMap(({ namespace, flow, before }) =>
    [...before.values()].flatMap((trigger): readonly KnownDate[] => {
      const held = live.get(triggerKey({ namespace, flow, trigger: trigger.id }))
      const { schedule } = trigger
      if (schedule === undefined || schedule.timezone !== undefined || trigger.isOff || trigger.isConditional) return []
      if (held?.next === undefined || held.next <= now || held.hasBackfill || held.isDisabled) return []
      return isOfEachHour(schedule.cron) ? [] : [{ ...schedule, next: held.next }]
    }),
  )
  return zonesOfDates(dates, now)
}

/** True for a schedule that fires at the same times in most time zones. */
const isOfEachHour = (cron: string): boolean =>
  cron === '@hourly' || cron.trim().split(/\s+/)[1]?.startsWith('*') !== false
