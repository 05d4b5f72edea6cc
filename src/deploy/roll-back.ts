import { isUserError, orUserError } from '../finding/user-error.ts'
import type { KestraClient } from '../kestra/client.ts'
import { fingerprintOf } from '../kinds/kinds.ts'
import type { Step } from '../plan/order-steps.ts'
import { NOTHING } from '../resource/fingerprint.ts'
import { type ResourceKey, resourceKey } from '../resource/resource.ts'
import type { ResourceMap } from '../resource/resource-state.ts'
import { type ReadBack, readBack, readLive } from './read-live.ts'
import { failed, type StepResult, writeStep } from './write-step.ts'

/**
 * Rolls back what this run wrote, newest first: updates get the old content, creates are deleted, deletes are created
 * again. The revision count continues after a delete. A resource that another client has changed since is skipped and
 * reported. Nothing is tried once the server is unavailable; those resources get an empty message. `before` is the live
 * state before the deploy.
 */
export const rollBack = async (
  client: KestraClient,
  written: readonly Step[],
  before: ResourceMap,
): Promise<ReadonlyMap<ResourceKey, StepResult>> => {
  const newest = written.toReversed()
  const results = new Map<ResourceKey, StepResult>()
  for (const step of newest) results.set(resourceKey(step), await putBack(client, step))
  const steps = newest.filter((step) => results.get(resourceKey(step))?.isWritten === true)
  const now = await readBack(client, steps, before)
  for (const step of steps) {
    const why = rollbackFailure(step, now.get(resourceKey(step)), client)
    if (why !== undefined) results.set(resourceKey(step), failed(why))
  }
  return results
}

/**
 * Why a resource is not restored, judged by the present state: a proxy may have answered the write. `undefined` when it
 * is restored.
 */
const rollbackFailure = (
  { kind, action, before = '' }: Step,
  now: ReadBack,
  client: KestraClient,
): string | undefined => {
  // The server confirmed the write before it became unavailable.
  if (client.http.unavailableError() !== undefined) return undefined
  if (isUserError(now)) return `cannot verify whether it was put back: ${now.message}`
  const wanted = action === 'create' ? NOTHING : fingerprintOf(kind, before)
  if ((now?.fingerprint ?? NOTHING) === wanted) return undefined
  return 'was put back, but the server holds something else: run again to see it'
}

const putBack = async (client: KestraClient, step: Step): Promise<StepResult> => {
  const unrestored = (why: string) => failed(client.http.unavailableError() === undefined ? why : '')
  if (client.http.unavailableError() !== undefined) return unrestored('')
  const now = await orUserError(readLive(client, step))
  if (isUserError(now)) return unrestored(now.message)
  if ((now?.fingerprint ?? NOTHING) !== step.wanted)
    return unrestored('another client changed it on the server since; it is left as it is')
  const content = step.action === 'create' ? undefined : step.before
  const result = await writeStep(client, { name: step, content, isNew: step.action === 'delete' })
  return result.isWritten ? { ...result, message: undefined } : unrestored(result.message)
}
