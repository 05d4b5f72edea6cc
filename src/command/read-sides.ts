import type { KestraClient } from '../kestra/client.ts'
import type { KnownFlow } from '../plan/known-flow.ts'
import { UserError } from '../problem/user-error.ts'
import { type KnownDocument, knownDocuments, toKnownFlow } from './known-flows.ts'
import type { GitReading } from './read-git.ts'
import { type LiveReading, type Looking, liveOfBase, readServer } from './read-server.ts'
import type { Run } from './run-options.ts'

/** Git and the server side by side, as one run found them. */
export interface Reading {
  readonly git: GitReading
  readonly live: LiveReading
  /** `undefined` offline. */
  readonly client: KestraClient | undefined
  readonly documents: readonly KnownDocument[]
  /** Who calls whom once the tree is deployed. */
  readonly knownFlows: readonly KnownFlow[]
}

/**
 * Reads the server beside what Git says or, offline, takes the Git base for it. Throws `UserError` when the server
 * cannot be read: that is never the same as "nothing has changed there".
 */
export const readSides = async (git: GitReading, run: Run, looking?: Looking): Promise<Reading> => {
  const client = await run.server?.client
  const live = run.server === undefined ? liveOfBase(git, run) : await readServer(run.server, git, { run, ...looking })
  const documents = knownDocuments(git.flows, live.liveSides, goneFlows(git, live))
  return { git, live, client, documents, knownFlows: documents.map(toKnownFlow) }
}

/** The connection, for commands that are nothing without one. Throws `UserError` `no-server`. */
export const requireServer = async ({ server, command, whyOffline }: Run): Promise<KestraClient> => {
  if (server !== undefined) return server.client
  throw new UserError(
    'no-server',
    `${command} needs a Kestra server. ${whyOffline ?? 'Set "server" (on a terminal KESTRA_URL), "username" and "password", and leave out "offline".'}`,
  )
}

/** Flows that Git had or the record knows, and that the tree has no more: their callers and triggers are worth a word. */
const goneFlows = ({ desiredSides, baseSides }: GitReading, { liveSides, records }: LiveReading): ReadonlySet<string> =>
  new Set(
    [...liveSides.keys()].filter(
      (key) => !desiredSides.has(key) && (baseSides?.has(key) === true || records.recorded.has(key)),
    ),
  )
