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
  /** Asked once everything is live: why it may not stay so, or nothing. Never throws for what the server answers. */
  readonly verify?: ((applied: readonly ResourceOutcome[]) => Promise<Refusal | undefined>) | undefined
}

/**
 * Four things, one after the other: write the steps in their order; confirm them, which reads back what was written; verify that the
 * server holds what was wanted, and that it works where that is to be proved; and undo, where any of it failed, what this run wrote (or stop, as
 * asked). Every step ends up in the outcome; a step of a kind that the server does not offer is listed in `unsupported` alone. A server that is gone ends it at once: nothing is read back or put back.
 */
export const applyPlan = async (steps: readonly Step[], options: ApplyOptions): Promise<Outcome> => {
  const attempt = await writeAll(steps, options)
  const undoes = options.onFailure === 'rollback'
  const verified =
    undoes && attempt.isUnfinished
      ? attempt.steps.map((step) => unwritten(step, attempt.results.get(resourceKey(step))))
      : verify(attempt, await readBack(options.client, attempt.written, options.liveResources), options)
  const isLive = attempt.written.length > 0 && verified.every(({ outcome }) => outcome === 'applied')
  const verificationFailure = isLive ? await options.verify?.(verified) : undefined
  const isWrong =
    attempt.isUnfinished || verificationFailure !== undefined || verified.some(({ outcome }) => outcome === 'failed')
  const outcomes = undoes && isWrong ? await undo(attempt, verified, options) : verified
  const isComplete = verificationFailure === undefined && outcomes.every(({ outcome }) => outcome === 'applied')
  const failure = isComplete
    ? undefined
    : (options.client.http.unavailableError() ?? verificationFailure ?? whyEnded(outcomes, options))
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
  const wasDeleted = options.client.http.unavailableError() !== undefined
  const isUnfinished = written.length < results.size || (written.length < steps.length && wasDeleted)
  return { steps, unsupported, results, written, isUnfinished }
}

/** A write that failed is told before a run that was ended afterwards. */
const whyEnded = (outcomes: readonly ResourceOutcome[], { client, signal }: ApplyOptions): UserError | undefined => {
  if (client.http.unavailableError() !== undefined || outcomes.some(({ outcome }) => outcome === 'failed'))
    return client.http.unavailableError()
  return isUserError(signal.reason) ? signal.reason : undefined
}

/** Of this run, so that it may be put back. */
const isOwn = (result: StepResult | undefined): boolean => result?.isWritten === true && result.isOfOthers !== true

interface AppliedSteps {
  /** Without the unsupported ones. */
  readonly steps: readonly Step[]
  readonly unsupported: readonly Step[]
  readonly results: ReadonlyMap<ResourceKey, StepResult>
  readonly written: readonly Step[]
  /** A write failed, or the server went away before the last. */
  readonly isUnfinished: boolean
}

/** What became of each step, by what the server shows now. */
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

/** Puts back what this run wrote; what the server shows otherwise by now is somebody else's, and stays. */
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
  const message = [result.message, jumpOf(step, state)].filter((text) => text !== undefined).join('; ')
  return {
    ...outcomeOf(step, { outcome: 'applied', after, message: message === '' ? undefined : message }),
    updated: state?.updated,
  }
}

/** A revision that jumped by more than one: somebody wrote between our read and our write (docs/internals/decisions.md, "Applying"). */
const jumpOf = (step: Step, now: LiveState | undefined): string | undefined => {
  const before = step.revision
  if (step.action !== 'update' || before === null || typeof now?.revision !== 'number' || now.revision <= before + 1)
    return undefined
  return `the revision jumped from ${before} to ${now.revision}: somebody wrote at the same time; revision ${now.revision - 1} holds that edit`
}

const unwritten = (step: Step, result: StepResult | undefined): ResourceOutcome =>
  result === undefined || result.isWritten
    ? outcomeOf(step, { outcome: 'not-attempted', after: step.revision, message: result?.message })
    : {
        ...outcomeOf(step, { outcome: 'failed', after: step.revision, message: result.message }),
        isUnknown: result.isUnknown,
      }

/** How a step ended; `after`: the revision since then. */
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
      `${isTooLong(signal.reason) ? 'The run took too long' : 'The run was cancelled'}: ${count('not-attempted')} of ${outcomes.length} writes were not begun. Run deploy again; it goes on where this one stopped.`,
    )
  if (client.http.unavailableError() !== undefined) return notices
  if (count('rollback-failed') > 0)
    notices.push(
      'Not everything could be put back. Those resources hold what this run wrote or what somebody else wrote since: fix the cause and run deploy again, or restore an older revision in the Kestra UI.',
    )
  if (count('unconfirmed') > 0)
    notices.push(
      'Not everything that was written could be read back. Run deploy again: it looks at all of it, and writes only what still differs.',
    )
  if (onFailure === 'stop' && count('failed') > 0)
    notices.push('on-failure is stop: what was written stays. Fix the cause and run deploy again.')
  return notices
}

const isTooLong = (why: unknown): boolean => isUserError(why) && why.reason === 'run-too-long'
