import type { Step } from '../plan/order-steps.ts'
import type { Outcome, ResourceOutcome } from '../plan/outcome.ts'
import { isUserError, type UserError } from '../problem/user-error.ts'
import { type ResourceKey, resourceKey } from '../resource/resource.ts'
import { differenceAfterWrite, readBack } from './confirm-writes.ts'
import { type PutBack, rollBack } from './roll-back.ts'
import type { LiveState, Written } from './write-step.ts'
import { type WriteOptions, writeSteps } from './write-steps.ts'

export interface ApplyOptions extends WriteOptions {
  readonly onFailure: 'rollback' | 'stop'
}

/**
 * Writes the steps in their order, reads everything back, and on a failure puts back what this run wrote (or
 * stops, as asked). Every step ends up in the outcome. A server that is gone ends it at once: nothing is read back or put back.
 */
export const applyPlan = async (steps: readonly Step[], options: ApplyOptions): Promise<Outcome> => {
  const results = await writeSteps(steps, options)
  const written = steps.filter((step) => results.get(resourceKey(step))?.isWritten === true)
  const isUnfinished = written.length < results.size || (written.length < steps.length && hasGone(options))
  const attempt = { steps, results, written }
  const outcomes =
    isUnfinished && options.onFailure === 'rollback'
      ? await afterRollback(options, attempt)
      : await afterWrites(options, attempt)
  const isComplete = outcomes.every(({ outcome }) => outcome === 'applied')
  const failure = isComplete ? undefined : whyEnded(outcomes, options)
  return {
    resources: outcomes,
    isComplete,
    failure: failure && { reason: failure.reason, message: failure.message },
    notices: noticesOf(outcomes, options),
  }
}

/** A write that failed is told before a run that was ended afterwards. */
const whyEnded = (outcomes: readonly ResourceOutcome[], { client, signal }: ApplyOptions): UserError | undefined => {
  const gone = client.gone()
  if (gone !== undefined || outcomes.some(({ outcome }) => outcome === 'failed')) return gone
  return isUserError(signal.reason) ? signal.reason : undefined
}

const hasGone = ({ client }: ApplyOptions): boolean => client.gone() !== undefined

/** Of this run, so that it may be put back. */
const isOwn = (result: Written | undefined): boolean => result?.isWritten === true && result.isOfOthers !== true

interface Attempt {
  readonly steps: readonly Step[]
  readonly results: ReadonlyMap<ResourceKey, Written>
  readonly written: readonly Step[]
}

const afterRollback = async (
  { client, liveSides }: ApplyOptions,
  { steps, results, written }: Attempt,
): Promise<ResourceOutcome[]> => {
  const own = written.filter((step) => isOwn(results.get(resourceKey(step))))
  const putBacks = new Map<ResourceKey, PutBack>(
    (await rollBack(client, own, liveSides)).map((back) => [resourceKey(back.step), back]),
  )
  return steps.map((step) => {
    const back = putBacks.get(resourceKey(step))
    if (back === undefined) return unwritten(step, results.get(resourceKey(step)))
    const outcome = back.isPutBack ? 'rolled-back' : 'rollback-failed'
    return outcomeOf(step, { outcome, after: back.revision, message: back.message })
  })
}

const afterWrites = async (
  { client, liveSides }: ApplyOptions,
  { steps, results, written }: Attempt,
): Promise<ResourceOutcome[]> => {
  const now = await readBack(client, written, liveSides)
  return steps.map((step) => {
    const result = results.get(resourceKey(step))
    const read = now.get(resourceKey(step))
    if (result?.isWritten !== true || read === undefined) return unwritten(step, result)
    if ('unread' in read) {
      const message = client.gone() === undefined ? `could not be read back: ${read.unread}` : undefined
      return outcomeOf(step, { outcome: 'unconfirmed', after: result.revision, message })
    }
    return afterReading(step, result, read.state)
  })
}

const afterReading = (
  step: Step,
  result: Extract<Written, { isWritten: true }>,
  state: LiveState | undefined,
): ResourceOutcome => {
  const after = state?.revision ?? null
  const difference = differenceAfterWrite(step, state)
  if (difference !== undefined) return outcomeOf(step, { outcome: 'failed', after, message: difference })
  const message = [result.message, jumpOf(step, state)].filter((text) => text !== undefined).join('; ')
  return outcomeOf(step, { outcome: 'applied', after, message: message === '' ? undefined : message })
}

/** A revision that jumped by more than one: somebody wrote between our read and our write (docs/decisions.md, "Applying"). */
const jumpOf = (step: Step, now: LiveState | undefined): string | undefined => {
  const before = step.revision
  if (step.action !== 'update' || before === null || typeof now?.revision !== 'number' || now.revision <= before + 1)
    return undefined
  return `the revision jumped from ${before} to ${now.revision}: somebody wrote at the same time; revision ${now.revision - 1} holds that edit`
}

const unwritten = (step: Step, result: Written | undefined): ResourceOutcome =>
  result === undefined || result.isWritten
    ? outcomeOf(step, { outcome: 'not-attempted', after: step.revision, message: result?.message })
    : {
        ...outcomeOf(step, { outcome: 'failed', after: step.revision, message: result.message }),
        isUnknown: result.isUnknown,
      }

const outcomeOf = (
  step: Step,
  {
    outcome,
    after,
    message,
  }: {
    readonly outcome: ResourceOutcome['outcome']
    readonly after: number | null
    readonly message: string | undefined
  },
): ResourceOutcome => ({
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
  if (client.gone() !== undefined) return notices
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
