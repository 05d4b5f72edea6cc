import { isUserError, orUserError } from '../finding/user-error.ts'
import type { KestraClient } from '../kestra/client.ts'
import type { EarlierAttempt } from '../kestra/http/exchange.ts'
import type { StoredAs } from '../kestra/write-flows.ts'
import { displayName, fingerprintOf, KINDS, liveFingerprint } from '../kinds/kinds.ts'
import { mayBeUnsupported, ON_SERVER } from '../kinds/on-server.ts'
import { type Content, contentText, type ResourceName } from '../resource/resource.ts'
import { hideQuoted } from '../secrets/hide-secrets.ts'
import { readLive } from './read-live.ts'

/** One write: `content` absent means delete; `isNew` tells a create from an update. */
export interface Write {
  readonly name: ResourceName
  readonly content: Content | undefined
  readonly isNew: boolean
}

/**
 * How it ended. `message` of a success tells what was odd about it; `isOfOthers`: the server holds what was to be written because somebody else, as
 * another run of the same commit, wrote it meanwhile. `isUnknown`: nobody can say whether it is stored. `isEnded`: it
 * is not, because the run was ended before the server took it. `isUnsupported`: the server does not offer this kind, so the step is left out.
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
 * Writes one resource and, where the answer was unclear, looks before it decides. What looks like a credential in it is in no message,
 * although the server may quote it. Throws only on defects.
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
  const failure = client.http.unavailableError() === undefined ? sent.message : 'The server went away meanwhile.'
  return checkStored(client, write, { failure, earlier: sent.reason === 'server-timeout' ? 'under way' : 'lost' })
}

const send = async (client: KestraClient, write: Write): Promise<StepResult> => {
  const { name, content, isNew } = write
  const onServer = ON_SERVER[name.kind]
  const answer =
    content === undefined ? await onServer.remove(client, name) : await onServer.write(client, { name, content, isNew })
  switch (answer.kind) {
    case 'saved':
      if (content !== undefined && isAnother(name, answer.storedAs))
        return failed(await takeBack(client, { ...write, content }, answer.storedAs))
      return { isWritten: true, revision: answer.revision, message: undefined }
    case 'unclear':
      return checkStored(client, write, { failure: answer.message, earlier: answer.earlier })
    case 'refused':
      return failed(answer.message)
    case 'unsupported':
      return { ...failed(answer.message), isUnsupported: mayBeUnsupported(name.kind) }
    case 'ended':
      return { ...failed('the run was ended before the server took it'), isEnded: true }
    case 'exists':
      return createdMeanwhile(client, write)
    case 'missing':
      return content === undefined
        ? { isWritten: true, revision: null, message: 'was gone already', isOfOthers: answer.earlier === undefined }
        : failed('was deleted on the server while this run was under way. Run again to decide')
  }
}

export const failed = (message: string) => ({ isWritten: false, message, isUnknown: false, isEnded: false }) as const

const createdMeanwhile = async (client: KestraClient, write: Write): Promise<StepResult> => {
  const isAsWanted = await orUserError(findStored(client, write))
  return isAsWanted === undefined || isUserError(isAsWanted)
    ? failed('was created on the server while this run was under way. Run again to see what it holds')
    : appliedOutcome('was created', isAsWanted.revision)
}

/** True for a step of a kind that the server does not offer: no failure, and nothing to put back. */
export const isUnsupported = (result: StepResult | undefined): boolean =>
  result?.isWritten === false && result.isUnsupported === true

/** Another run of the same commit does so, or somebody who could not wait. */
export const appliedOutcome = (happened: string, revision: number | null) =>
  ({ isWritten: true, revision, message: `${happened} meanwhile, just as Git has it`, isOfOthers: true }) as const

interface UnclearFailure {
  readonly failure: string
  /** `undefined`: the server answered it, and is done with it. */
  readonly earlier: EarlierAttempt | undefined
}

/** Time for a server to end what it did when the connection was lost. */
const SETTLING_MS = 2000

/** After a 5xx, a conflict or a lost connection the write may have been stored all the same (docs/internals/facts/kestra.md, "Unclear writes"). */
const checkStored = async (
  client: KestraClient,
  write: Write,
  { failure, earlier }: UnclearFailure,
): Promise<StepResult> => {
  const stored = await orUserError(earlier === 'lost' ? findStoredSoon(client, write) : findStored(client, write))
  if (isUserError(stored)) {
    const why = client.http.unavailableError() === undefined ? `: ${stored.message}` : '.'
    return unknown(`${failure} Whether it was stored cannot be told${why}`)
  }
  const happened = write.content === undefined ? 'deleted' : 'stored'
  if (stored !== undefined) return { ...stored, message: `${happened}, although the server answered: ${failure}` }
  return earlier === 'under way'
    ? unknown(`${failure} The server may still carry it out: whether it does cannot be told.`)
    : failed(failure)
}

const unknown = (message: string) => ({ isWritten: false, message, isUnknown: true, isEnded: false }) as const

/** `undefined`: the server does not hold what was written. */
const findStored = async (client: KestraClient, { name, content }: Write) => {
  const live = await readLive(client, name)
  const wanted = content === undefined ? undefined : fingerprintOf(name.kind, content)
  return live?.fingerprint === wanted ? ({ isWritten: true, revision: live?.revision ?? null } as const) : undefined
}

const findStoredSoon = async (client: KestraClient, write: Write) => {
  const stored = await findStored(client, write)
  if (stored !== undefined) return stored
  await client.http.pause(SETTLING_MS)
  return findStored(client, write)
}

/** A write that the server took, and stored under another name than it was planned for. */
type MisplacedWrite = Write & { readonly content: Content }

/** True where the server has stored something under another name than was meant. One that does not say it is read back later. */
const isAnother = ({ namespace, name }: ResourceName, storedAs: StoredAs | undefined): storedAs is StoredAs =>
  storedAs !== undefined && (storedAs.namespace !== namespace || storedAs.name !== name)

/**
 * Deletes what this run has created under a name that nobody planned: whatever `on-failure` says, for it is no part of the plan. Only
 * what a create of this run made, where the name did not exist before (its first revision) and holds this run's text: anything else may be
 * somebody's, and stays. Answers what happened, as the end of a sentence.
 */
const takeBack = async (client: KestraClient, misplaced: MisplacedWrite, storedAs: StoredAs): Promise<string> => {
  const { kind } = misplaced.name
  const name = { kind, ...storedAs }
  const happened = `the server reads another ${kind} in this text, and has stored it as ${displayName(name)}`
  try {
    const why = await whyNotOurs(client, name, misplaced)
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
