import { setTimeout as sleep } from 'node:timers/promises'
import type { KestraClient } from '../kestra/client.ts'
import type { WriteAnswer } from '../kestra/write-flows.ts'
import { liveFingerprint } from '../kinds/index-sides.ts'
import { fingerprintOf } from '../kinds/kinds.ts'
import { isUserError } from '../problem/user-error.ts'
import type { Fingerprint } from '../resource/fingerprint.ts'
import type { Content, ResourceName } from '../resource/resource.ts'

/** One write: `content` absent means delete; `isNew` tells a create from an update. */
export interface Write {
  readonly name: ResourceName
  readonly content: Content | undefined
  readonly isNew: boolean
}

/** How it ended. `message` of a success tells what was odd about it. `isUnknown`: nobody can say whether it is stored. */
export type Written =
  | { readonly isWritten: true; readonly revision: number | null; readonly message?: string }
  | { readonly isWritten: false; readonly message: string; readonly isUnknown: boolean }

/** Writes one resource and, where the answer was unclear, looks before it decides. Throws only on defects. */
export const writeStep = async (client: KestraClient, write: Write): Promise<Written> => {
  try {
    return write.name.kind === 'flow' ? await writeFlow(client, write) : await writeFile(client, write)
  } catch (error) {
    if (!isUserError(error)) throw error
    return lookAfter(client, write, client.gone() === undefined ? error.message : 'The server went away meanwhile.')
  }
}

const writeFlow = async (client: KestraClient, write: Write): Promise<Written> => {
  const answer = await sendPastOldCircles(client, write)
  if (answer.kind === 'saved') return { isWritten: true, revision: answer.revision }
  if (answer.kind === 'unclear') return lookAfter(client, write, answer.message)
  if (answer.kind === 'refused') return { isWritten: false, message: answer.message, isUnknown: false }
  if (write.content === undefined) return { isWritten: true, revision: null, message: 'was gone already' }
  const message =
    answer.kind === 'exists'
      ? 'was created on the server while this run was under way. Run again to see what it holds'
      : 'was deleted on the server while this run was under way. Run again to decide'
  return { isWritten: false, message, isUnknown: false }
}

// Since 2.0 the server refuses flows that call each other in a circle, and looks for it in a graph of the stored flows that
// it renews in the background (docs/facts/kestra.md, "Circles of calls"). A call that this run has just turned round may still stand in it.
const GRAPH_PAUSES_MS = [500, 1000, 2000, 4000, 8000]
const CIRCLE = /Cyclic flow dependency/i

/** Waits for the server's graph where that is behind; a circle that stays is refused as the server says. */
const sendPastOldCircles = async (client: KestraClient, write: Write): Promise<WriteAnswer> => {
  for (const pause of GRAPH_PAUSES_MS) {
    const answer = await sendFlow(client, write)
    if (answer.kind !== 'refused' || !CIRCLE.test(answer.message)) return answer
    await sleep(pause)
  }
  return sendFlow(client, write)
}

const sendFlow = (client: KestraClient, { name, content, isNew }: Write): Promise<WriteAnswer> => {
  const flow = { namespace: name.namespace, id: name.name }
  if (content === undefined) return client.deleteFlow(flow)
  return isNew ? client.createFlow(textOf(content)) : client.updateFlow(flow, textOf(content))
}

const writeFile = async (client: KestraClient, write: Write): Promise<Written> => {
  const { namespace, name: path } = write.name
  const failure =
    write.content === undefined
      ? await client.deleteFile(namespace, path)
      : await client.writeFile({ namespace, path, content: bytesOf(write.content) })
  return failure === undefined ? { isWritten: true, revision: null } : lookAfter(client, write, failure)
}

/** After a 5xx or a lost connection the write may have been stored all the same (docs/facts/kestra.md, "Unclear writes"). */
const lookAfter = async (client: KestraClient, write: Write, failure: string): Promise<Written> => {
  try {
    const live = await readLive(client, write.name)
    const wanted = write.content === undefined ? undefined : fingerprintOf(write.name.kind, write.content)
    if (live?.fingerprint !== wanted) return { isWritten: false, message: failure, isUnknown: false }
    return {
      isWritten: true,
      revision: live?.revision ?? null,
      message: `stored, although the server answered: ${failure}`,
    }
  } catch (error) {
    if (!isUserError(error)) throw error
    const why = client.gone() === undefined ? `: ${error.message}` : '.'
    return { isWritten: false, message: `${failure} Whether it was stored cannot be told${why}`, isUnknown: true }
  }
}

export interface LiveState {
  readonly fingerprint: Fingerprint
  readonly revision: number | null
}

/** One resource as the server holds it now; `undefined` when it holds none. */
export const readLive = async (
  client: KestraClient,
  { kind, namespace, name }: ResourceName,
): Promise<LiveState | undefined> => {
  if (kind === 'file') {
    const content = await client.readFile(namespace, name)
    return content === undefined ? undefined : { fingerprint: fingerprintOf('file', content), revision: null }
  }
  const flow = await client.readFlow({ namespace, id: name })
  if (flow === undefined) return undefined
  return {
    fingerprint: liveFingerprint({ kind: 'flow', content: flow.source, isDraft: flow.isDraft === true }),
    revision: flow.revision ?? null,
  }
}

const textOf = (content: Content): string => (typeof content === 'string' ? content : new TextDecoder().decode(content))

const bytesOf = (content: Content): Uint8Array =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content
