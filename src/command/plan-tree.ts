import { concurrently } from '../kestra/api.ts'
import { fingerprintOf, KINDS } from '../kinds/kinds.ts'
import { computePlan } from '../plan/compute-plan.ts'
import { isOurs, type RecordedResource, recordHome } from '../plan/deployment-record.ts'
import { describePlan } from '../plan/describe-plan.ts'
import type { Plan } from '../plan/plan.ts'
import type { Problem } from '../problem/problem.ts'
import { openHistory } from '../repository/history.ts'
import type { Fingerprint } from '../resource/fingerprint.ts'
import { RECORD_KEY, type ResourceKey } from '../resource/resource.ts'
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

const readHistory = async (git: GitSide, { liveSides, records }: ServerSide, { directory, settings }: RunOptions) => {
  // No commit holds what a preview sends; only its record proves anything.
  if (settings.preview !== undefined) return new Map()
  await using history = openHistory({ cwd: directory })
  return await readGitProof(git, { liveSides, recorded: records.recorded }, history.contentsOf)
}

interface ServerToExplain {
  readonly liveSides: SideIndex
  readonly recorded: ReadonlyMap<ResourceKey, RecordedResource>
}

// A first deploy over a server that differs everywhere would ask git for every resource; beyond this it stays "adopt".
const MOST_FILES = 300

/**
 * Fingerprints of the older commits of those files whose live resource differs from Git and that neither the record nor
 * the base explains: Git may prove that live is an older state of ours (docs/decisions.md, "Classes"). `previousContents` are those
 * of a file in earlier commits, newest first; none when git has none.
 */
export const readGitProof = async (
  { desiredSides, baseSides, namespaceMap }: Pick<GitSide, 'desiredSides' | 'baseSides' | 'namespaceMap'>,
  { liveSides, recorded }: ServerToExplain,
  previousContents: (file: string) => Promise<readonly Uint8Array[]>,
): Promise<ReadonlyMap<ResourceKey, readonly Fingerprint[]>> => {
  const open = [...liveSides].flatMap(([key, { name, fingerprint }]) => {
    const desired = desiredSides.get(key)
    const record = recorded.get(key)
    const file = desired?.file ?? record?.file
    if (file === undefined || fingerprint === desired?.fingerprint || isOurs(record, fingerprint)) return []
    return fingerprint === baseSides?.get(key)?.fingerprint ? [] : [{ key, name, file }]
  })
  const byFile = Map.groupBy(open.slice(0, MOST_FILES), ({ file }) => file)
  const found = await concurrently([...byFile], async ([file, resources]) => {
    const contents = await previousContents(file)
    return resources.map(({ key, name: { kind, name } }) => {
      // As they would have been sent; `undefined` where one held nothing of the resource.
      const deployed = contents.map((content) => KINDS[kind].toServer(content, { name, namespaceMap }))
      return [
        key,
        deployed.filter((content) => content !== undefined).map((content) => fingerprintOf(kind, content)),
      ] as const
    })
  })
  return new Map(found.flat())
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
