import { firesAt, type NextDate } from '../../flow/cron/schedule-dates.ts'
import { isAtLeast } from '../../flow/kestra-version.ts'
import { type ServerTrigger, triggerKey } from '../../kestra/triggers.ts'
import { clockOf, type FlowTriggers, type SchedulerView, withReason } from './plan-triggers.ts'
import { nextOf, type TextTrigger, zonesOf } from './text-triggers.ts'
import { dateText, type TriggerState, triggerState } from './trigger-state.ts'

/** The triggers that a deploy wrote, with the scheduler's state before it and the triggers that it enabled afterwards. */
export interface WrittenTriggers {
  readonly flows: readonly FlowTriggers[]
  readonly planned: readonly TriggerState[]
  readonly liveBefore: ReadonlyMap<string, ServerTrigger>
  readonly switchedOn: ReadonlySet<string>
}

/** A trigger as it was read back. `isFinal`: false if the scheduler may still take its text up. */
export interface ConfirmedTrigger {
  readonly state: TriggerState
  readonly isFinal: boolean
}

interface WrittenTrigger {
  readonly planned: TriggerState
  readonly before: TextTrigger | undefined
  readonly after: TextTrigger
  readonly live: ServerTrigger | undefined
  readonly liveBefore: ServerTrigger | undefined
  readonly isSwitchedOn: boolean
}

/** The triggers of the flows that a deploy wrote, as the scheduler has them now. */
export const confirmTriggers = (
  { flows, planned, liveBefore, switchedOn }: WrittenTriggers,
  view: SchedulerView,
): readonly ConfirmedTrigger[] => {
  const flowOf = new Map(flows.map((of) => [`${of.namespace} ${of.flow}`, of]))
  return planned.map((state) => {
    const of = flowOf.get(`${state.namespace} ${state.flow}`)
    const [before, after] = [of?.before.get(state.trigger), of?.after.get(state.trigger)]
    if (after === undefined || after.isOff) return { state, isFinal: true }
    const key = triggerKey(state)
    const lives = { live: view.live.get(key), liveBefore: liveBefore.get(key) }
    const found = confirm({ planned: state, before, after, ...lives, isSwitchedOn: switchedOn.has(key) }, view)
    return { ...found, state: withReason(found.state, after, view) }
  })
}

const confirm = (written: WrittenTrigger, view: SchedulerView): ConfirmedTrigger => {
  const { planned, after, live } = written
  const next = nextOf(after, view.now, view.serverZones)
  if (live === undefined) {
    if (!after.isDated || next === 'never') return { state: { ...planned, needsLook: false }, isFinal: true }
    const says = 'not taken up: the scheduler of the server does not know it. Is a scheduler running?'
    return { state: triggerState(planned, 'not-taken-up', { says, needsLook: true }), isFinal: false }
  }
  if (live.isDisabled) {
    const says = 'switched off on the server, where it stays off: nothing starts. Enable it there'
    const state = triggerState(planned, 'off-on-server', { says, needsLook: true })
    // Kestra 2.0 enables a trigger whose text enables it, shortly after the write.
    return { state, isFinal: planned.state === 'off-on-server' }
  }
  if (live.hasBackfill) {
    const says = 'a backfill runs on the server, its own dates come after it'
    const state = triggerState(planned, 'backfill', { says, needsLook: isRetimed(written) })
    // Kestra 1.x ends the backfill of a trigger whose text changes.
    return { state, isFinal: isAtLeast(view.version, 2, 0) || !isRetimed(written) }
  }
  if (!after.isDated)
    return { state: triggerState(planned, live.isLocked ? 'locked' : 'on', { next: live.next }), isFinal: true }
  if (next === 'never') return { state: { ...planned, next: null, needsLook: false }, isFinal: true }
  return isTakenUp(written, next, view)
    ? { state: takenUp(written, live, view), isFinal: true }
    : { state: late(written, live, view), isFinal: false }
}

/** True if the text changed when, or whether, the trigger fires. */
const isRetimed = ({ before, after }: WrittenTrigger): boolean => before?.timing !== after.timing

const isTakenUp = (written: WrittenTrigger, next: NextDate, view: SchedulerView): boolean => {
  const { after, live, liveBefore, isSwitchedOn } = written
  if (!isRetimed(written) && !isSwitchedOn) return true
  if (after.isConditional || next === undefined) return live?.next !== undefined && live.stamp !== liveBefore?.stamp
  return live?.next !== undefined && isDateOf(after, live.next, next, view)
}

/** True for the expected date, or a later one of the same schedule: time has passed. */
const isDateOf = (
  trigger: TextTrigger,
  live: Date,
  expected: NextDate,
  { serverZones, now }: SchedulerView,
): boolean => {
  if (!(expected instanceof Date) || live.getTime() === expected.getTime()) return true
  const { schedule } = trigger
  const isDue = Math.abs(live.getTime() - now.getTime()) < MINUTE_MS
  if (!isDue || schedule === undefined) return false
  return zonesOf(trigger, serverZones).some((timezone) => firesAt({ ...schedule, timezone }, live) === true)
}

const MINUTE_MS = 60_000

const takenUp = (written: WrittenTrigger, live: ServerTrigger, view: SchedulerView): TriggerState => {
  const { planned, after, isSwitchedOn } = written
  const conditions = after.isConditional ? ', if its conditions hold' : ''
  const date = live.next === undefined ? '' : `, next ${dateText(live.next, clockOf(after, view))}${conditions}`
  const verb = isSwitchedOn ? 'was switched off on the server, and is switched on again' : 'taken up'
  const facts = [
    ...(isRetimed(written) || isSwitchedOn ? [`${verb}${date}`] : []),
    ...(live.isLocked ? ['an execution of it runs, and none begins before that has ended'] : []),
  ]
  return triggerState(planned, live.isLocked ? 'locked' : 'on', { next: live.next, says: facts.join('; ') })
}

/** A trigger that the scheduler has with another date than its text gives. */
const late = (
  { planned, after, liveBefore }: WrittenTrigger,
  live: ServerTrigger,
  view: SchedulerView,
): TriggerState => {
  const { next } = live
  const clock = clockOf(after, view)
  if (live.isLocked) {
    const says = 'not taken up yet: an execution of it runs, and none begins before that has ended'
    return triggerState(planned, 'locked', { next, says, needsLook: true })
  }
  const isNew = live.stamp !== liveBefore?.stamp && next?.getTime() !== liveBefore?.next?.getTime()
  if (isNew && next !== undefined)
    return triggerState(planned, 'on', { next, says: `taken up, next ${dateText(next, clock)}` })
  const date = next === undefined ? 'no date' : `the date ${dateText(next, clock)}`
  const says = `not taken up: the scheduler of the server holds ${date}. Is a scheduler running?`
  return triggerState(planned, 'not-taken-up', { next, says, needsLook: true })
}
