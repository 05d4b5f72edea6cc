import { concurrently } from '../kestra/api.ts'
import { fingerprintOf, KINDS } from '../kinds/kinds.ts'
import { computePlan } from '../plan/compute-plan.ts'
import { isOurs, type RecordedResource, recordHome } from '../plan/deployment-record.ts'
import { describePlan } from '../plan/describe-plan.ts'
import type { Plan } from '../plan/plan.ts'
import type { Problem } from '../problem/problem.ts'
import { openHistory } from '../repository/history.ts'
import type { Fingerprint } from '../resource/fingerprint.ts'
import { type Content, RECORD_KEY, type ResourceKey, type ResourceName } from '../resource/resource.ts'
import type { SideIndex } from '../resource/sides.ts'
import type { GitSide } from '../sides/git/read-git.ts'
import { findClaims, type Sides } from '../sides/read-sides.ts'
import type { Run, RunOptions } from '../sides/run-options.ts'
import { recordedHere, type ServerSide } from '../sides/server/read-server.ts'
import { counted, listed } from '../text/lists.ts'

/** What a deploy of the tree would do, with every change in words. */
export const planTree = async (
  { git, live, documents }: Sides,
  problems: readonly Problem[],
  run: RunOptions,
): Promise<Plan> => {
  const computed = computePlan({
    ...git,
    paths: new Set(git.paths),
    liveSides: live.liveSides,
    recorded: recordedHere(live),
    ...(await findClaims(git, live.records, run)),
    unreadableRecords: live.records.unreadable,
    history: await readHistory(git, live, run),
    unread: live.unread,
    others: live.others,
    problems,
    notices: [...git.notices, ...live.notices],
    policy: run.settings.policy,
  })
  // A drift is of no commits.
  const changedFiles = run.command === 'drift' ? undefined : git.changedFiles
  const described = describePlan({ ...git, ...computed, documents, changedFiles })
  return { ...computed, ...described, notices: [...computed.notices, ...described.notices] }
}

const readHistory = async (git: GitSide, live: ServerSide, { directory, settings }: RunOptions) => {
  // No commit holds what a preview sends; only its record proves anything.
  if (settings.preview !== undefined) return new Map()
  const { namespaceMap } = git
  await using history = openHistory({ cwd: directory })
  return await readGitProof({
    desiredSides: git.desiredSides,
    baseSides: git.baseSides,
    liveSides: live.liveSides,
    recorded: live.records.recorded,
    previousContents: history.contentsOf,
    asDeployed: ({ kind, name }, file) => KINDS[kind].toServer(file, { name, namespaceMap }),
  })
}

interface GitProofOptions {
  readonly desiredSides: SideIndex
  readonly baseSides: SideIndex | undefined
  readonly liveSides: SideIndex
  readonly recorded: ReadonlyMap<ResourceKey, RecordedResource>
  /** Contents of earlier commits of a file, newest first; empty when git has none. */
  readonly previousContents: (file: string) => Promise<readonly Uint8Array[]>
  /** What such a file held of a resource as it would have been sent (namespace map); `undefined` where it held none. */
  readonly asDeployed: (name: ResourceName, file: Uint8Array) => Content | undefined
}

// A first deploy over a server that differs everywhere would ask git for every resource; beyond this it stays "adopt".
const MOST_FILES = 300

/**
 * Fingerprints of the older commits of those files whose live resource differs from Git and that neither the record nor
 * the base explains: Git may prove that live is an older state of ours (docs/decisions.md, "Classes").
 */
export const readGitProof = async (
  options: GitProofOptions,
): Promise<ReadonlyMap<ResourceKey, readonly Fingerprint[]>> => {
  const open = [...options.liveSides].flatMap(([key, live]) => {
    const desired = options.desiredSides.get(key)
    const recorded = options.recorded.get(key)
    const file = desired?.file ?? recorded?.file
    if (file === undefined || live.fingerprint === desired?.fingerprint || isOurs(recorded, live.fingerprint)) return []
    if (live.fingerprint === options.baseSides?.get(key)?.fingerprint) return []
    return [{ key, name: live.name, file }]
  })
  const known = new Map<string, Promise<readonly Uint8Array[]>>()
  const contentsOf = (file: string): Promise<readonly Uint8Array[]> => {
    const contents = known.get(file) ?? options.previousContents(file)
    known.set(file, contents)
    return contents
  }
  const found = await concurrently(open.slice(0, MOST_FILES), async ({ key, name, file }) => {
    const contents = await contentsOf(file)
    const deployed = contents
      .map((content) => options.asDeployed(name, content))
      .filter((content) => content !== undefined)
    return [key, deployed.map((content) => fingerprintOf(name.kind, content))] as const
  })
  return new Map(found)
}

/** Which keys a deploy adds beside what is in Git: a sentence where it writes the deployment record into a namespace for the first time, else none. */
export const firstRecordNotices = (
  { git, live, client }: Pick<Sides, 'git' | 'live' | 'client'>,
  { settings }: Run,
): readonly string[] => {
  if (client === undefined || !settings.keepsRecord) return []
  const { byNamespace, newer } = live.records
  const homes = new Set([...git.desiredSides.values()].map(({ name }) => recordHome(name)))
  const added = [...homes].filter((home) => !byNamespace.has(home) && !newer.has(home)).toSorted()
  if (added.length === 0) return []
  const names = added.map((namespace) => `\`${namespace}\``)
  return [
    `Beside what is in Git, a deploy adds the key \`${RECORD_KEY}\` to the key-value store of ${counted(added.length, 'namespace')} (${listed(names)}): the deployment record, which tells what was deployed from here.`,
  ]
}
