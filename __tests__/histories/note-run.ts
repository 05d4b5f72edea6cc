import { isWrite, type Passed } from '../support/gateway.ts'
import type { Commit } from './commits.ts'
import { blurred, remember, unique } from './memory.ts'
import type { Snapshot } from './model-server.ts'
import { homeOf, type Name } from './name.ts'
import type { World } from './world.ts'

export interface NotedRun {
  readonly commit: Commit
  readonly log: readonly Passed[]
  readonly before: Snapshot
  readonly after: Snapshot
  readonly keepsRecord: boolean
  readonly hasEnded: boolean
  /** A plan was made and nothing stood against it: the run came to its writes, or had none to make. */
  readonly hasBegun: boolean
  /** Something that was written could not be read back. */
  readonly isUnconfirmed: boolean
  readonly disputed: ReadonlySet<Name>
}

/** Brings what the history knows of the record up to date with a run. */
export const noteRun = (world: World, run: NotedRun): void => {
  if (!run.keepsRecord || !run.hasBegun) return
  const names = unique([
    ...run.commit.wanted.desired.keys(),
    ...run.before.texts.keys(),
    ...run.after.texts.keys(),
    ...world.memory.keys(),
  ])
  const memory = new Map(world.memory)
  const hasFailedWrite = run.isUnconfirmed || run.log.some((passed) => isWrite(passed) && !isDone(passed))
  for (const name of names) {
    const [before, after] = [run.before.texts.get(name), run.after.texts.get(name)]
    const wanted = run.commit.wanted.desired.get(name)
    const isOurs = wanted !== undefined || world.memory.has(name) || (before !== undefined && after === undefined)
    if (run.disputed.has(name)) memory.set(name, blurred(world.memory, name, [before, after, wanted]))
    else if (isOurs) {
      const record = recordOf(run.log, homeOf(name))
      memory.set(
        name,
        remember(world.memory, name, { before, after, wanted, record, hasEnded: run.hasEnded, hasFailedWrite }),
      )
    }
  }
  world.memory = memory
  noteCommits(world, run)
}

/** A server that is gone when the run ends leaves the record as it was begun: the run asks for it first, and writes only what was answered. */
const recordOf = (log: readonly Passed[], namespace: string): 'kept' | 'begun' | 'none' => {
  const all = log.filter(({ path }) => path.endsWith(`/namespaces/${namespace}/kv/kestra-gitops`))
  const writes = all.filter(({ method }) => method !== 'GET')
  if (!writes.some(isDone)) return 'none'
  return isDone(writes.at(-1)) && all.at(-1)?.earlier !== 'refused' ? 'kept' : 'begun'
}

const isDone = (passed: Passed | undefined): boolean =>
  passed !== undefined && passed.status >= 200 && passed.status < 300

const noteCommits = (world: World, { log, commit }: NotedRun): void => {
  const commits = new Map(world.recordCommits)
  for (const passed of log) {
    const namespace = /\/namespaces\/([^/]+)\/kv\/kestra-gitops$/.exec(passed.path)?.[1]
    if (namespace === undefined || !isDone(passed)) continue
    if (passed.method === 'PUT') commits.set(namespace, [commit])
    if (passed.method === 'DELETE') commits.delete(namespace)
  }
  world.recordCommits = commits
}
