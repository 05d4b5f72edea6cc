import { isAtLeast } from '../kestra/server.ts'
import { type ServerTrigger, triggerKey } from '../kestra/triggers.ts'
import { firesAt, type NextDate } from './cron/schedule-dates.ts'
import { dateWords } from './date-words.ts'
import { type FlowTriggers, isoOf, type SchedulerView } from './plan-triggers.ts'
import { nextOf, type TextTrigger } from './text-triggers.ts'
import type { TriggerState } from './trigger-state.ts'

/** What a deploy wrote, with the triggers that the scheduler held before it, and those that were switched on after it. */
export interface WrittenTriggers {
  readonly flows: readonly FlowTriggers[]
  readonly planned: readonly TriggerState[]
  readonly liveBefore: ReadonlyMap<string, ServerTrigger>
  readonly switchedOn: ReadonlySet<string>
}

/** A trigger as it was read back, and whether the scheduler has taken its text up; `false`: it may yet do so. */
export interface ConfirmedTrigger {
  readonly state: TriggerState
  readonly isSettled: boolean
}

interface WrittenTrigger {
  readonly planned: TriggerState
  readonly before: TextTrigger | undefined
  readonly after: TextTrigger
  readonly live: ServerTrigger | undefined
  readonly liveBefore: ServerTrigger | undefined
  readonly isSwitchedOn: boolean
}

/** The triggers of the flows that a deploy wrote, as the scheduler holds them now. */
export const confirmTriggers = (
  { flows, planned, liveBefore, switchedOn }: WrittenTriggers,
  view: SchedulerView,
): readonly ConfirmedTrigger[] => {
  const sides = new Map(
    flows.flatMap(({ namespace, flow, before, after }) =>
      [...after].map(
        ([trigger, text]) =>
          [triggerKey({ namespace, flow, trigger }), { before: before.get(trigger), after: text }] as const,
      ),
    ),
  )
  return planned.map((state) => {
    const key = triggerKey(state)
    const side = sides.get(key)
    if (side === undefined || side.after.isOff) return { state, isSettled: true }
    const live = view.live.get(key)
    return confirm(
      { planned: state, ...side, live, liveBefore: liveBefore.get(key), isSwitchedOn: switchedOn.has(key) },
      view,
    )
  })
}

const confirm = (written: WrittenTrigger, view: SchedulerView): ConfirmedTrigger => {
  const { planned, after, live } = written
  if (live === undefined) return missing(written, view)
  if (live.isDisabled) {
    const says = 'switched off on the server, where it stays off: nothing starts. Enable it there'
    // 2.0 switches on what the text enables, a moment after it was written.
    return {
      state: { ...planned, state: 'off-on-server', next: null, says, needsLook: true },
      isSettled: planned.state === 'off-on-server',
    }
  }
  if (live.hasBackfill) {
    const says = 'a backfill runs on the server, its own dates come after it'
    // 1.x ends the backfill of a trigger whose text changes.
    const mayEnd = !isAtLeast(view.version, 2, 0) && isRetimed(written)
    return {
      state: { ...planned, state: 'backfill', next: null, says, needsLook: isRetimed(written) },
      isSettled: !mayEnd,
    }
  }
  if (after.kind === 'other')
    return {
      state: {
        ...planned,
        state: live.isLocked ? 'locked' : 'on',
        next: isoOf(live.next),
        says: null,
        needsLook: false,
      },
      isSettled: true,
    }
  if (nextOf(after, view.now, view.zone) === 'never')
    return { state: { ...planned, next: null, needsLook: false }, isSettled: true }
  return isTakenUp(written, view) ? { state: takenUp(written, live, view), isSettled: true } : late(written, live, view)
}

/** When it fires has changed, or whether. */
const isRetimed = ({ before, after }: WrittenTrigger): boolean => before?.timing !== after.timing

const missing = ({ planned, after }: WrittenTrigger, view: SchedulerView): ConfirmedTrigger => {
  const next = nextOf(after, view.now, view.zone)
  if (after.kind === 'other' || next === 'never') return { state: { ...planned, needsLook: false }, isSettled: true }
  const says = 'not taken up: the scheduler of the server does not know it. Is a scheduler running?'
  return { state: { ...planned, state: 'not-taken-up', next: null, says, needsLook: true }, isSettled: false }
}

const isTakenUp = (written: WrittenTrigger, view: SchedulerView): boolean => {
  const { after, live, liveBefore, isSwitchedOn } = written
  if (!isRetimed(written) && !isSwitchedOn) return true
  const next = nextOf(after, view.now, view.zone)
  if (after.isConditional || next === undefined) return live?.next !== undefined && live.stamp !== liveBefore?.stamp
  return live?.next !== undefined && isDateOf(after, live.next, next, view)
}

/** The date that was expected, or a later one of the same schedule: time has passed. */
const isDateOf = ({ schedule }: TextTrigger, live: Date, expected: NextDate, { zone, now }: SchedulerView): boolean => {
  if (!(expected instanceof Date) || live.getTime() === expected.getTime()) return true
  const timezone = schedule?.timezone ?? zone
  const isDue = Math.abs(live.getTime() - now.getTime()) < MINUTE_MS
  return isDue && schedule !== undefined && timezone !== undefined && firesAt({ ...schedule, timezone }, live) === true
}

const MINUTE_MS = 60_000

const takenUp = (written: WrittenTrigger, live: ServerTrigger, { now }: SchedulerView): TriggerState => {
  const { planned, after, isSwitchedOn } = written
  const state = live.isLocked ? 'locked' : 'on'
  const next =
    live.next === undefined
      ? ''
      : `, next ${dateWords(live.next, now)}${after.isConditional ? ', if its conditions hold' : ''}`
  const lock = live.isLocked ? '; an execution of it runs, and none begins before that has ended' : ''
  const verb = isSwitchedOn ? 'was switched off on the server, and is switched on again' : 'taken up'
  const isTold = isRetimed(written) || isSwitchedOn || live.isLocked
  const date = isRetimed(written) || isSwitchedOn ? `${verb}${next}${lock}` : lock.slice(2)
  return { ...planned, state, next: isoOf(live.next), says: isTold ? date : null, needsLook: false }
}

/** Held by the scheduler, and not with the date of its text. */
const late = (
  { planned, liveBefore }: WrittenTrigger,
  live: ServerTrigger,
  { now }: SchedulerView,
): ConfirmedTrigger => {
  if (live.isLocked) {
    const says = 'not taken up yet: an execution of it runs, and none begins before that has ended'
    return { state: { ...planned, state: 'locked', next: isoOf(live.next), says, needsLook: true }, isSettled: false }
  }
  const isNew = live.stamp !== liveBefore?.stamp && live.next?.getTime() !== liveBefore?.next?.getTime()
  if (isNew && live.next !== undefined) {
    const says = `taken up, next ${dateWords(live.next, now)}`
    return { state: { ...planned, state: 'on', next: isoOf(live.next), says, needsLook: false }, isSettled: false }
  }
  const date = live.next === undefined ? 'no date' : `the date ${dateWords(live.next, now)}`
  const says = `not taken up: the scheduler of the server holds ${date}. Is a scheduler running?`
  return {
    state: { ...planned, state: 'not-taken-up', next: isoOf(live.next), says, needsLook: true },
    isSettled: false,
  }
}
