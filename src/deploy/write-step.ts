import { isUserError, orUserError } from '../finding/user-error.ts'
import type { KestraClient } from '../kestra/client.ts'
import type { EarlierAttempt } from '../kestra/http/exchange.ts'
import type { StoredAs } from '../kestra/write-flows.ts'
import { displayName, fingerprintOf, KINDS, liveFingerprint } from '../kinds/kinds.ts'
import { mayBeUnsupported, ON_SERVER } from '../kinds/on-server.ts'
import { type Content, contentText, type ResourceName } from '../resource/resource.ts'
import { hideQuoted } from '../secrets/hide-secrets.ts'
import { readLive } from './read-live.ts'

/** One write. Without `content` it deletes; `isNew` separates a create from an update. */
export interface Write {
  readonly name: ResourceName
  readonly content: Content | undefined
  readonly isNew: boolean
}

/**
 * The result of one write.
 * - `message` of a success: what was unusual about it.
 * - `isOfOthers`: another client, such as a second run of the same commit, wrote the same content meanwhile.
 * - `isUnknown`: it is unknown whether the write is stored.
 * - `isEnded`: not stored, because the run ended before the server accepted it.
 * - `isUnsupported`: the server does not offer this kind, so the step is skipped.
 */
export type StepResult =
  | {
      readonly isWritten: true
      readonly revision: number | null
      readonly message: string | undefined
      readonly isOfOthers?: boolean
    }
  | {
      readonly isWritten: false
      readonly message: string
      readonly isUnknown: boolean
      readonly isEnded: boolean
      readonly isUnsupported?: boolean
    }

/**
 * Writes one resource. After an unclear answer it reads the resource before it decides. Messages never contain what
 * looks like a credential in the content, although the server may quote it. Throws only on bugs.
 */
export const writeStep = async (client: KestraClient, write: Write): Promise<StepResult> => {
  const written = await sendAndCheck(client, write)
  const { name, content = '' } = write
  if (written.message === undefined) return written
  const text = contentText(content)
  const credentials = KINDS[name.kind].credentialsIn(name.name, text)
  const hide = hideQuoted(credentials.map(({ start, end }) => text.slice(start, end)))
  return { ...written, message: hide(written.message) }
}

const sendAndCheck = async (client: KestraClient, write: Write): Promise<StepResult> => {
  const sent = await orUserError(send(client, write))
  if (!isUserError(sent)) return sent
  const failure =
    client.http.unavailableError() === undefined ? sent.message : 'The server became unavailable meanwhile.'
  return checkStored(client, write, { failure, earlier: sent.reason === 'server-timeout' ? 'under way' : 'lost' })
}

const send = async (client: KestraClient, write: Write): Promise<StepResult> => {
  const { name, content, isNew } = write
  const onServer = ON_SERVER[name.kind]
  const answer =
    content === undefined ? await onServer.remove(client, name) : await onServer.write(client, { name, content, isNew })
  switch (answer.kind) {
    case 'saved':
      if (content !== undefined && hasOtherName(name, answer.storedAs))
        return failed(await takeBack(client, { ...write, content }, answer.storedAs))
      return { isWritten: true, revision: answer.revision, message: undefined }
    case 'unclear':
      return checkStored(client, write, { failure: answer.message, earlier: answer.earlier })
    case 'refused':
      return failed(answer.message)
    case 'unsupported':
      return { ...failed(answer.message), isUnsupported: mayBeUnsupported(name.kind) }
    case 'ended':
      return { ...failed('the run ended before the server accepted it'), isEnded: true }
    case 'exists':
      return createdMeanwhile(client, write)
    case 'missing':
      return content === undefined
        ? { isWritten: true, revision: null, message: 'was already deleted', isOfOthers: answer.earlier === undefined }
        : failed('was deleted on the server while this run was under way. Run again to decide')
  }
}

export const failed = (message: string) => ({ isWritten: false, message, isUnknown: false, isEnded: false }) as const

const createdMeanwhile = async (client: KestraClient, write: Write): Promise<StepResult> => {
  const existing = await orUserError(findStored(client, write))
  return existing === undefined || isUserError(existing)
    ? failed('was created on the server while this run was under way. Run again to see what it holds')
    : appliedOutcome('was created', existing.revision)
}

/** True for a step of a kind that the server does not offer: not a failure, and nothing to roll back. */
export const isUnsupported = (result: StepResult | undefined): boolean =>
  result?.isWritten === false && result.isUnsupported === true

/** The success of a write that another client did meanwhile, for instance a second run of the same commit. */
export const appliedOutcome = (happened: string, revision: number | null) =>
  ({
    isWritten: true,
    revision,
    message: `${happened} meanwhile, with the same content as in Git`,
    isOfOthers: true,
  }) as const

interface UnclearFailure {
  readonly failure: string
  /** `undefined`: the server answered and has finished. */
  readonly earlier: EarlierAttempt | undefined
}

/** Time for the server to complete a write after a lost connection, in milliseconds. */
const COMPLETION_MS = 2000

/**
 * Checks whether a write is stored. That is possible after a 5xx, a conflict or a lost connection
 * (docs/internals/facts/kestra.md, "Unclear writes").
 */
const checkStored = async (
  client: KestraClient,
  write: Write,
  { failure, earlier }: UnclearFailure,
): Promise<StepResult> => {
  const stored = await orUserError(earlier === 'lost' ? findStoredSoon(client, write) : findStored(client, write))
  if (isUserError(stored)) {
    const why = client.http.unavailableError() === undefined ? `: ${stored.message}` : '.'
    return unknown(`${failure} Cannot verify whether it was stored${why}`)
  }
  const happened = write.content === undefined ? 'deleted' : 'stored'
  if (stored !== undefined) return { ...stored, message: `${happened}, although the server answered: ${failure}` }
  return earlier === 'under way'
    ? unknown(`${failure} The server may still carry it out; this run cannot verify it.`)
    : failed(failure)
}

const unknown = (message: string) => ({ isWritten: false, message, isUnknown: true, isEnded: false }) as const

/** The live state, if the server has the content of this write; otherwise `undefined`. */
const findStored = async (client: KestraClient, { name, content }: Write) => {
  const live = await readLive(client, name)
  const wanted = content === undefined ? undefined : fingerprintOf(name.kind, content)
  return live?.fingerprint === wanted ? ({ isWritten: true, revision: live?.revision ?? null } as const) : undefined
}

const findStoredSoon = async (client: KestraClient, write: Write) => {
  const stored = await findStored(client, write)
  if (stored !== undefined) return stored
  await client.http.pause(COMPLETION_MS)
  return findStored(client, write)
}

/** A write that the server stored under another name than planned. */
type MisplacedWrite = Write & { readonly content: Content }

/** True where the server reports another name than planned. A resource without a reported name is read back later. */
const hasOtherName = ({ namespace, name }: ResourceName, storedAs: StoredAs | undefined): storedAs is StoredAs =>
  storedAs !== undefined && (storedAs.namespace !== namespace || storedAs.name !== name)

/**
 * Deletes a resource that this run created under an unplanned name, whatever `on-failure` says. Deletes only a first
 * revision with this run's text; anything else may belong to another client and stays. Returns what happened, as the
 * end of a sentence.
 */
const takeBack = async (client: KestraClient, misplaced: MisplacedWrite, storedAs: StoredAs): Promise<string> => {
  const { kind } = misplaced.name
  const name = { kind, ...storedAs }
  const happened = `the server reads another ${kind} in this text and stored it as ${displayName(name)}`
  try {
    const why = await whyNotOurs(client, name, misplaced)
    if (why !== undefined) return `${happened}; it is left as it is, because ${why}. Check it, and delete it by hand`
    const answer = await ON_SERVER[kind].remove(client, name)
    if (answer.kind === 'saved' || answer.kind === 'missing') return `${happened}; it was deleted again`
    return `${happened}; it could not be deleted again${'message' in answer ? `: ${answer.message}` : ''}. Delete it by hand`
  } catch (error) {
    if (!isUserError(error)) throw error
    return `${happened}; it could not be deleted again: ${error.message} Delete it by hand`
  }
}

/** Why the resource may belong to another client; `undefined` when this run created it. */
const whyNotOurs = async (
  client: KestraClient,
  name: ResourceName,
  { content, isNew }: MisplacedWrite,
): Promise<string | undefined> => {
  if (!isNew) return 'it may have existed before'
  const live = await ON_SERVER[name.kind].readOne(client, name)
  if (live === undefined) return 'it no longer exists'
  if (live.revision !== undefined && live.revision !== 1) return `it is at revision ${live.revision}`
  return liveFingerprint(live) === fingerprintOf(name.kind, content) ? undefined : 'another client has changed it since'
}
