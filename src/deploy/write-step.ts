import type { KestraClient } from '../kestra/client.ts'
import { liveFingerprint } from '../kinds/index-sides.ts'
import { fingerprintOf } from '../kinds/kinds.ts'
import { ON_SERVER } from '../kinds/on-server.ts'
import { isUserError } from '../problem/user-error.ts'
import type { Fingerprint } from '../resource/fingerprint.ts'
import type { Content, ResourceName } from '../resource/resource.ts'

/** One write: `content` absent means delete; `isNew` tells a create from an update. */
export interface Write {
  readonly name: ResourceName
  readonly content: Content | undefined
  readonly isNew: boolean
}

/**
 * How it ended. `message` of a success tells what was odd about it. `isUnknown`: nobody can say whether it is stored. `isEnded`: it
 * is not, because the run was ended before the server took it.
 */
export type Written =
  | { readonly isWritten: true; readonly revision: number | null; readonly message: string | undefined }
  | { readonly isWritten: false; readonly message: string; readonly isUnknown: boolean; readonly isEnded: boolean }

/** Writes one resource and, where the answer was unclear, looks before it decides. Throws only on defects. */
export const writeStep = async (client: KestraClient, write: Write): Promise<Written> => {
  try {
    return await send(client, write)
  } catch (error) {
    if (!isUserError(error)) throw error
    return lookAfter(client, write, client.gone() === undefined ? error.message : 'The server went away meanwhile.')
  }
}

const send = async (client: KestraClient, write: Write): Promise<Written> => {
  const { name, content, isNew } = write
  const onServer = ON_SERVER[name.kind]
  const answer =
    content === undefined ? await onServer.remove(client, name) : await onServer.write(client, { name, content, isNew })
  switch (answer.kind) {
    case 'saved':
      return { isWritten: true, revision: answer.revision, message: undefined }
    case 'unclear':
      return lookAfter(client, write, answer.message)
    case 'refused':
      return failed(answer.message)
    case 'ended':
      return { ...failed('the run was ended before the server took it'), isEnded: true }
    case 'exists':
      return failed('was created on the server while this run was under way. Run again to see what it holds')
    case 'missing':
      return content === undefined
        ? { isWritten: true, revision: null, message: 'was gone already' }
        : failed('was deleted on the server while this run was under way. Run again to decide')
  }
}

export const failed = (message: string) => ({ isWritten: false, message, isUnknown: false, isEnded: false }) as const

/** After a 5xx or a lost connection the write may have been stored all the same (docs/facts/kestra.md, "Unclear writes"). */
const lookAfter = async (client: KestraClient, { name, content }: Write, failure: string): Promise<Written> => {
  try {
    const live = await readLive(client, name)
    const wanted = content === undefined ? undefined : fingerprintOf(name.kind, content)
    if (live?.fingerprint !== wanted) return failed(failure)
    return {
      isWritten: true,
      revision: live?.revision ?? null,
      message: `stored, although the server answered: ${failure}`,
    }
  } catch (error) {
    if (!isUserError(error)) throw error
    const why = client.gone() === undefined ? `: ${error.message}` : '.'
    return {
      isWritten: false,
      message: `${failure} Whether it was stored cannot be told${why}`,
      isUnknown: true,
      isEnded: false,
    }
  }
}

export interface LiveState {
  readonly fingerprint: Fingerprint
  readonly revision: number | null
}

/** One resource as the server holds it now; `undefined` when it holds none. */
export const readLive = async (client: KestraClient, name: ResourceName): Promise<LiveState | undefined> => {
  const live = await ON_SERVER[name.kind].readOne(client, name)
  return live && { fingerprint: liveFingerprint(live), revision: live.revision ?? null }
}
