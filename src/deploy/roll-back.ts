import type { KestraClient } from '../kestra/client.ts'
import { fingerprintOf } from '../kinds/kinds.ts'
import type { PlannedResource } from '../plan/plan.ts'
import { isUserError } from '../problem/user-error.ts'
import { readLive, type Written, writeStep } from './write-step.ts'

/** One resource put back, or the reason why it could not be. */
export interface PutBack {
  readonly resource: PlannedResource
  readonly isPutBack: boolean
  readonly revision: number | null
  readonly message?: string
}

/**
 * Puts back what this run wrote, newest first: updates get the old content, creates are deleted, deletes are created
 * again (which goes on counting revisions). A resource that somebody else has changed since is left alone and told. Nothing is
 * tried once the server is gone: what is left then is not put back, without a word each.
 */
export const rollBack = async (
  client: KestraClient,
  written: readonly PlannedResource[],
): Promise<readonly PutBack[]> => {
  const results: PutBack[] = []
  for (const resource of written.toReversed()) results.push(await putBack(client, resource))
  return results
}

const putBack = async (client: KestraClient, resource: PlannedResource): Promise<PutBack> => {
  if (client.gone() !== undefined) return { resource, isPutBack: false, revision: null }
  const failed = (message: string): PutBack => ({
    resource,
    isPutBack: false,
    revision: null,
    ...(client.gone() === undefined && { message }),
  })
  try {
    const now = await readLive(client, resource)
    const ours =
      resource.action === 'delete' ? undefined : resource.desired && fingerprintOf(resource.kind, resource.desired)
    if (now?.fingerprint !== ours) return failed('somebody else changed it on the server since; left as it is')
  } catch (error) {
    if (!isUserError(error)) throw error
    return failed(error.message)
  }
  const content = resource.action === 'create' ? undefined : resource.live
  const result: Written = await writeStep(client, { name: resource, content, isNew: resource.action === 'delete' })
  return result.isWritten ? { resource, isPutBack: true, revision: result.revision } : failed(result.message)
}
