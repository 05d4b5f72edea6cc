import type { KestraClient } from '../kestra/client.ts'
import { ON_SERVER } from '../kinds/on-server.ts'
import type { Step } from '../plan/order-steps.ts'
import { isUserError } from '../problem/user-error.ts'
import type { Fingerprint } from '../resource/fingerprint.ts'
import { failed, readLive, type Written } from './write-step.ts'

/**
 * Looks once more, directly before a write, whether the server still holds what the plan was made from: a deploy of many
 * resources takes minutes, and Kestra has no lock. The failure to report when it does not; `undefined` when all is well.
 */
export const lookBeforeWrite = async (
  client: KestraClient,
  step: Step,
  planned: Fingerprint | undefined,
): Promise<Extract<Written, { isWritten: false }> | undefined> => {
  if (step.action === 'create' && ON_SERVER[step.kind].refusesExisting) return undefined
  try {
    const now = await readLive(client, step)
    // A resource that is gone: the write itself tells so, and a delete has nothing left to do.
    if (now === undefined || now.fingerprint === planned) return undefined
    const happened = planned === undefined ? 'was created' : 'was changed'
    return failed(`${happened} on the server while this run was under way, and is left as it is. Run again to see it`)
  } catch (error) {
    if (!isUserError(error)) throw error
    return failed(error.message)
  }
}
