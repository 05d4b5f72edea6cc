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
 * Puts back what this run wrote, newest first: updates get the old content, creates are deleted, deletes are created
 * again (which goes on counting revisions). A resource that somebody else has changed since is left alone and told. Nothing is
 * tried once the server is gone: what is left then is not put back, without a word each. `before` is what the server held.
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
    const why = whyNotBack(step, now.get(resourceKey(step)), client)
    if (why !== undefined) results.set(resourceKey(step), failed(why))
  }
  return results
}

/** As the server shows it now: what answered the write need not have been the server. */
const whyNotBack = ({ kind, action, before = '' }: Step, now: ReadBack, client: KestraClient): string | undefined => {
  // A server that went away afterwards has answered the write.
  if (client.http.unavailableError() !== undefined) return undefined
  if (isUserError(now)) return `whether it was put back cannot be told: ${now.message}`
  const wanted = action === 'create' ? NOTHING : fingerprintOf(kind, before)
  if ((now?.fingerprint ?? NOTHING) === wanted) return undefined
  return 'was put back, and the server holds something else all the same: run again to see it'
}

const putBack = async (client: KestraClient, step: Step): Promise<StepResult> => {
  const left = (why: string) => failed(client.http.unavailableError() === undefined ? why : '')
  if (client.http.unavailableError() !== undefined) return left('')
  const now = await orUserError(readLive(client, step))
  if (isUserError(now)) return left(now.message)
  if ((now?.fingerprint ?? NOTHING) !== step.wanted)
    return left('somebody else changed it on the server since; left as it is')
  const content = step.action === 'create' ? undefined : step.before
  const result = await writeStep(client, { name: step, content, isNew: step.action === 'delete' })
  return result.isWritten ? { ...result, message: undefined } : left(result.message)
}
