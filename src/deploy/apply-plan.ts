import { isUserError, type UserError } from '../finding/user-error.ts'
import type { Step } from '../plan/order-steps.ts'
import type { Outcome, Refusal, ResourceOutcome } from '../plan/plan.ts'
import { type ResourceKey, resourceKey } from '../resource/resource.ts'
import { differenceAfterWrite, type LiveState, type ReadBack, readBack } from './read-live.ts'
import { rollBack } from './roll-back.ts'
import { isUnsupported, type StepResult } from './write-step.ts'
import { type WriteOptions, writeSteps } from './write-steps.ts'

export interface ApplyOptions extends WriteOptions {
  readonly onFailure: 'rollback' | 'stop'
  /**
   * Checks the deploy once everything is live. Resolves to the reason why it failed, or `undefined`. Does not throw for
   * answers of the server.
   */
  readonly verify?: ((applied: readonly ResourceOutcome[]) => Promise<Refusal | undefined>) | undefined
}

/**
 * Applies the steps in four phases:
 * - write them in order
 * - read back what was written
 * - verify that the server has the intended content, and run `verify`
 * - after a failure, roll back what this run wrote, or stop, depending on `onFailure` Every step is in the outcome; a
 *   step of a kind that the server does not offer is only in `unsupported`. An unavailable server ends the deploy at
 *   once: nothing is read back or rolled back.
 */
export const applyPlan = async (steps: readonly Step[], options: ApplyOptions): Promise<Outcome> => {
  const attempt = await writeAll(steps, options)
  const rollsBack = options.onFailure === 'rollback'
  const verified =
    rollsBack && attempt.isUnfinished
      ? attempt.steps.map((step) => unwritten(step, attempt.results.get(resourceKey(step))))
      : verify(attempt, await readBack(options.client, attempt.written, options.liveResources), options)
  const isLive = attempt.written.length > 0 && verified.every(({ outcome }) => outcome === 'applied')
  const verificationFailure = isLive ? await options.verify?.(verified) : undefined
  const hasFailed =
    attempt.isUnfinished || verificationFailure !== undefined || verified.some(({ outcome }) => outcome === 'failed')
  const outcomes = rollsBack && hasFailed ? await undo(attempt, verified, options) : verified
  const isComplete = verificationFailure === undefined && outcomes.every(({ outcome }) => outcome === 'applied')
  const failure = isComplete
    ? undefined
    : (options.client.http.unavailableError() ?? verificationFailure ?? endingError(outcomes, options))
  return {
    resources: outcomes,
    isComplete,
    failure: failure && { reason: failure.reason, message: failure.message },
    notices: noticesOf(outcomes, options),
    unsupported: attempt.unsupported,
  }
}

const writeAll = async (planned: readonly Step[], options: ApplyOptions): Promise<AppliedSteps> => {
  const results = new Map(await writeSteps(planned, options))
  const [unsupported = [], steps = []] = [true, false].map((isLeftOut) =>
    planned.filter((step) => isUnsupported(results.get(resourceKey(step))) === isLeftOut),
  )
  for (const step of unsupported) results.delete(resourceKey(step))
  const written = steps.filter((step) => results.get(resourceKey(step))?.isWritten === true)
  const isUnavailable = options.client.http.unavailableError() !== undefined
  const isUnfinished = written.length < results.size || (written.length < steps.length && isUnavailable)
  return { steps, unsupported, results, written, isUnfinished }
}

/** The error that ended the run; `undefined` if a failed write comes first in the report. */
const endingError = (outcomes: readonly ResourceOutcome[], { client, signal }: ApplyOptions): UserError | undefined => {
  if (client.http.unavailableError() !== undefined || outcomes.some(({ outcome }) => outcome === 'failed'))
    return client.http.unavailableError()
  return isUserError(signal.reason) ? signal.reason : undefined
}

/** True for a write of this run, which may be rolled back. */
const isOwn = (result: StepResult | undefined): boolean => result?.isWritten === true && result.isOfOthers !== true

interface AppliedSteps {
  /** Without the unsupported steps. */
  readonly steps: readonly Step[]
  readonly unsupported: readonly Step[]
  readonly results: ReadonlyMap<ResourceKey, StepResult>
  readonly written: readonly Step[]
  /** True when a write failed, or the server became unavailable before the last one. */
  readonly isUnfinished: boolean
}

/** The outcome of each step, based on the present state of the server. */
const verify = (
  { steps, results }: AppliedSteps,
  now: ReadonlyMap<ResourceKey, ReadBack>,
  { client }: ApplyOptions,
): readonly ResourceOutcome[] =>
  steps.map((step) => {
    const result = results.get(resourceKey(step))
    const read = now.get(resourceKey(step))
    if (result?.isWritten !== true) return unwritten(step, result)
    if (isUserError(read)) {
      const message =
        client.http.unavailableError() === undefined ? `could not be read back: ${read.message}` : undefined
      return outcomeOf(step, { outcome: 'unconfirmed', after: result.revision, message })
    }
    return afterReading(step, result, read)
  })

/** Rolls back what this run wrote. Resources that now differ belong to another client and stay. */
const undo = async (
  { steps, results, written }: AppliedSteps,
  verified: readonly ResourceOutcome[],
  { client, liveResources }: ApplyOptions,
): Promise<readonly ResourceOutcome[]> => {
  const differing = new Set(verified.filter(({ outcome }) => outcome === 'failed').map(resourceKey))
  const own = written.filter((step) => isOwn(results.get(resourceKey(step))) && !differing.has(resourceKey(step)))
  const putBacks = await rollBack(client, own, liveResources)
  return steps.map((step, index) => {
    const back = putBacks.get(resourceKey(step))
    if (back === undefined) return verified[index] ?? unwritten(step, results.get(resourceKey(step)))
    if (back.isWritten) return outcomeOf(step, { outcome: 'rolled-back', after: back.revision, message: undefined })
    return outcomeOf(step, { outcome: 'rollback-failed', after: null, message: back.message || undefined })
  })
}

const afterReading = (
  step: Step,
  result: Extract<StepResult, { isWritten: true }>,
  state: LiveState | undefined,
): ResourceOutcome => {
  const after = state?.revision ?? null
  const difference = differenceAfterWrite(step, state)
  if (difference !== undefined) return outcomeOf(step, { outcome: 'failed', after, message: difference })
  const message = [result.message, revisionJump(step, state)].filter((text) => text !== undefined).join('; ')
  return {
    ...outcomeOf(step, { outcome: 'applied', after, message: message === '' ? undefined : message }),
    updated: state?.updated,
  }
}

/**
 * A revision that rose by more than one: another client wrote between this run's read and its write
 * (docs/internals/decisions.md, "Applying").
 */
const revisionJump = (step: Step, now: LiveState | undefined): string | undefined => {
  const before = step.revision
  if (step.action !== 'update' || before === null || typeof now?.revision !== 'number' || now.revision <= before + 1)
    return undefined
  return `the revision jumped from ${before} to ${now.revision}: another client wrote at the same time; revision ${now.revision - 1} holds that edit`
}

const unwritten = (step: Step, result: StepResult | undefined): ResourceOutcome =>
  result === undefined || result.isWritten
    ? outcomeOf(step, { outcome: 'not-attempted', after: step.revision, message: result?.message })
    : {
        ...outcomeOf(step, { outcome: 'failed', after: step.revision, message: result.message }),
        isUnknown: result.isUnknown,
      }

/** The end of a step; `after` is the revision since then. */
interface Ending extends Pick<ResourceOutcome, 'outcome' | 'message'> {
  readonly after: number | null
}

const outcomeOf = (step: Step, { outcome, after, message }: Ending): ResourceOutcome => ({
  kind: step.kind,
  namespace: step.namespace,
  name: step.name,
  outcome,
  action: step.action,
  revision: { before: step.revision, after },
  isUnknown: false,
  message,
})

const noticesOf = (outcomes: readonly ResourceOutcome[], { client, signal, onFailure }: ApplyOptions): string[] => {
  const count = (kind: ResourceOutcome['outcome']): number => outcomes.filter(({ outcome }) => outcome === kind).length
  const notices: string[] = []
  if (signal.aborted)
    notices.push(
      `${isTooLong(signal.reason) ? 'The run took too long' : 'The run was cancelled'}: ${count('not-attempted')} of ${outcomes.length} writes were not started. Run deploy again; it continues where this one stopped.`,
    )
  if (client.http.unavailableError() !== undefined) return notices
  if (count('rollback-failed') > 0)
    notices.push(
      'Not everything could be rolled back. These resources hold what this run or another client wrote: fix the cause and run deploy again, or restore an older revision in the Kestra UI.',
    )
  if (count('unconfirmed') > 0)
    notices.push(
      'Not every written resource could be read back. Run deploy again: it checks all of them and writes only what still differs.',
    )
  if (onFailure === 'stop' && count('failed') > 0)
    notices.push('"on-failure" is "stop", so written resources stay. Fix the cause and run deploy again.')
  return notices
}

const isTooLong = (why: unknown): boolean => isUserError(why) && why.reason === 'run-too-long'
