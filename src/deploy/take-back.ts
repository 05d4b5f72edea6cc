import type { KestraClient } from '../kestra/client.ts'
import type { StoredAs } from '../kestra/write-flows.ts'
import { liveFingerprint } from '../kinds/index-sides.ts'
import { displayName, fingerprintOf } from '../kinds/kinds.ts'
import { ON_SERVER } from '../kinds/on-server.ts'
import { isUserError } from '../problem/user-error.ts'
import type { Content, ResourceName } from '../resource/resource.ts'

/** A write that the server took, and stored under another name than it was planned for. */
interface MisplacedWrite {
  readonly name: ResourceName
  readonly content: Content
  readonly isNew: boolean
}

/** True where the server has stored something under another name than was meant. One that does not say it is read back later. */
export const isAnother = ({ namespace, name }: ResourceName, storedAs: StoredAs | undefined): storedAs is StoredAs =>
  storedAs !== undefined && (storedAs.namespace !== namespace || storedAs.name !== name)

/**
 * Deletes what this run has created under a name that nobody planned: whatever `on-failure` says, for it is no part of the plan. Only
 * what a create of this run made, where the name did not exist before (its first revision) and holds this run's text: anything else may be
 * somebody's, and stays. Answers what happened, as the end of a sentence.
 */
export const takeBack = async (client: KestraClient, strayed: MisplacedWrite, storedAs: StoredAs): Promise<string> => {
  const { kind } = strayed.name
  const name = { kind, ...storedAs }
  const happened = `the server reads another ${kind} in this text, and has stored it as ${displayName(name)}`
  try {
    const why = await whyNotOurs(client, name, strayed)
    if (why !== undefined)
      return `${happened}; that is left as it is, because ${why}. Look at it, and delete it by hand`
    const answer = await ON_SERVER[kind].remove(client, name)
    if (answer.kind === 'saved' || answer.kind === 'missing') return `${happened}; that was deleted again`
    return `${happened}; that could not be deleted again${'message' in answer ? `: ${answer.message}` : ''}. Delete it by hand`
  } catch (error) {
    if (!isUserError(error)) throw error
    return `${happened}; that could not be deleted again: ${error.message} Delete it by hand`
  }
}

const whyNotOurs = async (
  client: KestraClient,
  name: ResourceName,
  { content, isNew }: MisplacedWrite,
): Promise<string | undefined> => {
  if (!isNew) return 'it may have been there before'
  const live = await ON_SERVER[name.kind].readOne(client, name)
  if (live === undefined) return 'it is not there any more'
  if (live.revision !== undefined && live.revision !== 1) return `it is at revision ${live.revision}`
  return liveFingerprint(live) === fingerprintOf(name.kind, content) ? undefined : 'somebody has changed it since'
}
