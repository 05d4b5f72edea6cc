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
  readonly heldBefore: ReadonlyMap<string, ServerTrigger>
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
  readonly held: ServerTrigger | undefined
  readonly heldBefore: ServerTrigger | undefined
  readonly isSwitchedOn: boolean
}

/** The triggers of the flows that a deploy wrote, as the scheduler holds them now. */
export const confirmTriggers = (
  { flows, planned, heldBefore, switchedOn }: WrittenTriggers,
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
    const held = view.held.get(key)
    return confirm(
      { planned: state, ...side, held, heldBefore: heldBefore.get(key), isSwitchedOn: switchedOn.has(key) },
      view,
    )
  })
}

const confirm = (written: WrittenTrigger, view: SchedulerView): ConfirmedTrigger => {
  const { planned, after, held } = written
  if (held === undefined) return missing(written, view)
  if (held.isDisabled) {
    const says = 'switched off on the server, where it stays off: nothing starts. Enable it there'
    // 2.0 switches on what the text enables, a moment after it was written.
    return {
      state: { ...planned, state: 'off-on-server', next: null, says, needsLook: true },
      isSettled: planned.state === 'off-on-server',
    }
  }
  if (held.hasBackfill) {
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
        state: held.isLocked ? 'locked' : 'on',
        next: isoOf(held.next),
        says: null,
        needsLook: false,
      },
      isSettled: true,
    }
  if (nextOf(after, view.now, view.zone) === 'never')
    return { state: { ...planned, next: null, needsLook: false }, isSettled: true }
  return isTakenUp(written, view) ? { state: takenUp(written, held, view), isSettled: true } : late(written, held, view)
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
  const { after, held, heldBefore, isSwitchedOn } = written
  if (!isRetimed(written) && !isSwitchedOn) return true
  const next = nextOf(after, view.now, view.zone)
  if (after.isHeldBack || next === undefined) return held?.next !== undefined && held.stamp !== heldBefore?.stamp
  return held?.next !== undefined && isDateOf(after, held.next, next, view)
}

/** The date that was expected, or a later one of the same schedule: time has passed. */
const isDateOf = ({ schedule }: TextTrigger, held: Date, expected: NextDate, { zone, now }: SchedulerView): boolean => {
  if (!(expected instanceof Date) || held.getTime() === expected.getTime()) return true
  const timezone = schedule?.timezone ?? zone
  const isDue = Math.abs(held.getTime() - now.getTime()) < MINUTE_MS
  return isDue && schedule !== undefined && timezone !== undefined && firesAt({ ...schedule, timezone }, held) === true
}

const MINUTE_MS = 60_000

const takenUp = (written: WrittenTrigger, held: ServerTrigger, { now }: SchedulerView): TriggerState => {
  const { planned, after, isSwitchedOn } = written
  const state = held.isLocked ? 'locked' : 'on'
  const next =
    held.next === undefined
      ? ''
      : `, next ${dateWords(held.next, now)}${after.isHeldBack ? ', if its conditions hold' : ''}`
  const lock = held.isLocked ? '; an execution of it runs, and none begins before that has ended' : ''
  const verb = isSwitchedOn ? 'was switched off on the server, and is switched on again' : 'taken up'
  const isTold = isRetimed(written) || isSwitchedOn || held.isLocked
  const date = isRetimed(written) || isSwitchedOn ? `${verb}${next}${lock}` : lock.slice(2)
  return { ...planned, state, next: isoOf(held.next), says: isTold ? date : null, needsLook: false }
}

/** Held by the scheduler, and not with the date of its text. */
const late = (
  { planned, heldBefore }: WrittenTrigger,
  held: ServerTrigger,
  { now }: SchedulerView,
): ConfirmedTrigger => {
  if (held.isLocked) {
    const says = 'not taken up yet: an execution of it runs, and none begins before that has ended'
    return { state: { ...planned, state: 'locked', next: isoOf(held.next), says, needsLook: true }, isSettled: false }
  }
  const isNew = held.stamp !== heldBefore?.stamp && held.next?.getTime() !== heldBefore?.next?.getTime()
  if (isNew && held.next !== undefined) {
    const says = `taken up, next ${dateWords(held.next, now)}`
    return { state: { ...planned, state: 'on', next: isoOf(held.next), says, needsLook: false }, isSettled: false }
  }
  const date = held.next === undefined ? 'no date' : `the date ${dateWords(held.next, now)}`
  const says = `not taken up: the scheduler of the server holds ${date}. Is a scheduler running?`
  return {
    state: { ...planned, state: 'not-taken-up', next: isoOf(held.next), says, needsLook: true },
    isSettled: false,
  }
}
