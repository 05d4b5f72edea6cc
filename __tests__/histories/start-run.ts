import { runCommand } from '../../src/commands/run-command.ts'
import type { Report } from '../../src/report/report.ts'
import { parseSettings } from '../../src/settings/settings.ts'
import { aRun } from '../commands/a-run.ts'
import type { Fate, Passed, Passing } from '../support/gateway.ts'
import type { Commit } from './commits.ts'
import { filesOf } from './model-tree.ts'
import type { RunPolicy } from './policy.ts'
import type { World } from './world.ts'

export interface RunOfCommit {
  readonly commit: Commit
  readonly base: Commit | undefined
  readonly policy: RunPolicy
  readonly decide: (passing: Passing) => Fate | Promise<Fate>
  readonly signal?: AbortSignal
}

export interface Ran {
  readonly report: Report
  readonly log: readonly Passed[]
}

/** One deploy, in this process but for the server: the very function that the action and the command line call. */
export const startRun = async (world: World, { commit, base, policy, decide, signal }: RunOfCommit): Promise<Ran> => {
  const { tenant, repository, gateway, server } = world
  using passage = gateway.open(tenant.url, decide)
  await repository.checkOut(commit.sha, filesOf(commit.tree))
  world.runs += 1
  const report = await runCommand(
    aRun(repository.directory, {
      settings: parseSettings({
        server: passage.url,
        tenant: tenant.tenant,
        username: tenant.username,
        password: tenant.password,
        'on-drift': policy.onDrift,
        'when-missing': policy.whenMissing,
        'mirror-kinds': 'flow, file, key-value',
        'on-failure': policy.onFailure,
        'max-deletes': String(policy.maxDeletes),
        'protected-namespaces': policy.protectedNamespaces.join('\n') || 'system',
        'by-hand': String(policy.byHand),
        refresh: String(policy.refresh),
        record: String(policy.record),
      }),
      command: 'deploy',
      runName: `run-${world.runs}`,
      base: base === undefined ? { kind: 'unknown', why: 'the history gives none' } : { kind: 'found', sha: base.sha },
      runtime: { signal: signal ?? new AbortController().signal, now: slowClock() },
    }),
  )
  server.forget()
  return { report, log: passage.log }
}

/** By this clock an hour passes between two looks at it: nothing that was read stays fresh, so that every write is preceded by a look. */
const slowClock = (): (() => number) => {
  let hours = 0
  return () => {
    hours += 1
    return hours * 3_600_000
  }
}
