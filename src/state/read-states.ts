import { UserError } from '../finding/user-error.ts'
import type { KestraClient } from '../kestra/client.ts'
import { findKnownFlows, type KnownFlow } from '../plan/known-flows.ts'
import type { OtherOwner, OwnedByOthers } from '../record/owned-by-others.ts'
import type { Records } from '../record/read-records.ts'
import { isCommitHash, isInHistory } from '../repository/history.ts'
import type { ResourceKey, ResourceKind } from '../resource/resource.ts'
import type { ResourceMap } from '../resource/resource-state.ts'
import { withContents, withSameContents } from './git/read-base.ts'
import type { GitState } from './git/read-git.ts'
import type { Run, RunOptions } from './run-options.ts'
import { liveOfBase, type ReadScope, readServer, type ServerState } from './server/read-server.ts'
import { unsupportedKindProblems } from './server/unsupported-kinds.ts'

/** The states of Git and the server in one run, for the kinds that the server offers. */
export interface States {
  readonly git: GitState
  readonly live: ServerState
  /** The client; `undefined` offline. */
  readonly client: KestraClient | undefined
  /** The flows after the deploy, with their calls. */
  readonly knownFlows: readonly KnownFlow[]
}

/**
 * Reads the server next to the Git state. Offline the Git base stands for the server. Throws `UserError` if the server cannot be
 * read: "not read" never counts as "unchanged".
 */
export const readStates = async (whole: GitState, run: Run, scope: ReadScope = {}): Promise<States> => {
  const client = await run.server?.client
  const live =
    run.server === undefined ? liveOfBase(whole, run) : await readServer(run.server, whole, { run, ...scope })
  run.onNotices?.([...live.notRead, ...live.notices])
  const here = client === undefined ? whole : withoutKinds(whole, live.unsupportedKinds, client)
  const git = scope.showsContents === false ? here : await withLookedAt(here, live)
  const knownFlows = findKnownFlows(git.flows, live.liveResources, removedFlows(git, live))
  return { git, live, client, knownFlows }
}

/** Adds the contents of resources that differ from the server. Only these are shown or sent. */
const withLookedAt = async (git: GitState, { liveResources, skippedUnchanged }: ServerState): Promise<GitState> => {
  const desiredResources = await withContents(
    git.desiredResources,
    git.tree,
    (key, { fingerprint }) => liveResources.get(key)?.fingerprint !== fingerprint && !skippedUnchanged.has(key),
  )
  return {
    ...git,
    desiredResources,
    baseResources: git.baseResources && withSameContents(git.baseResources, desiredResources),
  }
}

/** Removes the kinds that the server does not offer, with one warning per file left out. */
const withoutKinds = (git: GitState, unsupportedKinds: ReadonlySet<ResourceKind>, client: KestraClient): GitState => {
  if (unsupportedKinds.size === 0) return git
  const leftOut = git.desired.resources.filter(({ kind }) => unsupportedKinds.has(kind))
  const has = ({ kind }: { readonly kind: ResourceKind }): boolean => !unsupportedKinds.has(kind)
  const there = (resourceStates: ResourceMap): ResourceMap =>
    new Map([...resourceStates].filter(([, { name }]) => has(name)))
  return {
    ...git,
    desired: { ...git.desired, resources: git.desired.resources.filter(has) },
    desiredResources: there(git.desiredResources),
    baseResources: git.baseResources && there(git.baseResources),
    problems: [...git.problems, ...unsupportedKindProblems(leftOut, client)],
  }
}

/** The client, for commands that need a server. Throws `UserError` `no-server`. */
export const requireServer = async ({ server, command, whyOffline }: Run): Promise<KestraClient> => {
  if (server === undefined) throw noServer(command, whyOffline)
  return server.client
}

/** The error of a command that needs a server: why there is none, or what to set. */
export const noServer = (command: string, whyOffline: string = HOW_TO_NAME_ONE): UserError =>
  new UserError('no-server', `${command} needs a Kestra server. ${whyOffline}`)

const HOW_TO_NAME_ONE = 'Set "server" (on a terminal KESTRA_URL), "username" and "password", and leave out "offline".'

/** Flows that Git or the record had and the tree no longer has. Their callers and triggers are reported. */
export const removedFlows = (
  { desiredResources, baseResources }: GitState,
  { liveResources, records }: ServerState,
): ReadonlySet<ResourceKey> =>
  new Set(
    [...liveResources.keys()].filter(
      (key) => !desiredResources.has(key) && (baseResources?.has(key) === true || records.recorded.has(key)),
    ),
  )

/** Finds the other owners of resources in this tree, and whether the history here contains their last commit. */
export const findOwnedByOthers = async (
  { desiredResources, commit: head }: Pick<GitState, 'desiredResources' | 'commit'>,
  { owner, ownedByOthers, owners }: Pick<Records, 'owner' | 'ownedByOthers' | 'owners'>,
  { directory, askAncestry }: Pick<RunOptions, 'directory' | 'askAncestry'>,
): Promise<OwnedByOthers> => {
  const names = new Set([...ownedByOthers].filter(([key]) => desiredResources.has(key)).map(([, name]) => name))
  const found = await Promise.all(
    [...names].map(async (name): Promise<[string, OtherOwner]> => {
      const commit = owners.get(name)?.commit ?? ''
      const isHere = await isInHistory(commit, directory)
      const isAsked = isHere === undefined && head !== null && isCommitHash(commit)
      return [name, { commit, isInHistory: isAsked ? await askAncestry?.(commit, head) : isHere }]
    }),
  )
  return { owner, ownedByOthers, owners: new Map(found) }
}
