import type { KestraClient } from '../kestra/client.ts'
import { fingerprintOf } from '../kinds/kinds.ts'
import type { Step } from '../plan/order-steps.ts'
import { isUserError, orUserError } from '../problem/user-error.ts'
import { NOTHING } from '../resource/fingerprint.ts'
import { resourceKey } from '../resource/resource.ts'
import type { SideIndex } from '../resource/sides.ts'
import { type ReadBack, readBack, readLive } from './read-live.ts'
import { writeStep } from './write-step.ts'

/** One resource put back, or the reason why it could not be. */
export interface RollbackResult {
  readonly step: Step
  readonly isPutBack: boolean
  readonly revision: number | null
  readonly message: string | undefined
}

/**
 * Puts back what this run wrote, newest first: updates get the old content, creates are deleted, deletes are created
 * again (which goes on counting revisions). A resource that somebody else has changed since is left alone and told. Nothing is
 * tried once the server is gone: what is left then is not put back, without a word each. `before` is what the server held.
 */
export const rollBack = async (
  client: KestraClient,
  written: readonly Step[],
  before: SideIndex,
): Promise<readonly RollbackResult[]> => {
  const results: RollbackResult[] = []
  for (const step of written.toReversed()) results.push(await putBack(client, step))
  const steps = results.flatMap(({ step, isPutBack }) => (isPutBack ? [step] : []))
  const now = await readBack(client, steps, before)
  return results.map((result) => confirmed(result, now.get(resourceKey(result.step)), client))
}

/** As the server shows it now: what answered the write need not have been the server. */
const confirmed = (result: RollbackResult, now: ReadBack | undefined, client: KestraClient): RollbackResult => {
  // A server that went away afterwards has answered the write.
  if (now === undefined || client.http.gone() !== undefined) return result
  if ('unread' in now) return notPutBack(result.step, `whether it was put back cannot be told: ${now.unread}`)
  const { kind, action, before = '' } = result.step
  const wanted = action === 'create' ? NOTHING : fingerprintOf(kind, before)
  if ((now.state?.fingerprint ?? NOTHING) === wanted) return result
  return notPutBack(result.step, 'was put back, and the server holds something else all the same: run again to see it')
}

const notPutBack = (step: Step, message: string | undefined): RollbackResult => ({
  step,
  isPutBack: false,
  revision: null,
  message,
})

const putBack = async (client: KestraClient, step: Step): Promise<RollbackResult> => {
  const failed = (message: string) => notPutBack(step, client.http.gone() === undefined ? message : undefined)
  if (client.http.gone() !== undefined) return failed('')
  const now = await orUserError(readLive(client, step))
  if (isUserError(now)) return failed(now.message)
  if ((now?.fingerprint ?? NOTHING) !== step.wanted)
    return failed('somebody else changed it on the server since; left as it is')
  const content = step.action === 'create' ? undefined : step.before
  const result = await writeStep(client, { name: step, content, isNew: step.action === 'delete' })
  return result.isWritten
    ? { step, isPutBack: true, revision: result.revision, message: undefined }
    : failed(result.message)
}
