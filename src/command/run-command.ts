import { deployPlan } from '../deploy/deploy-plan.ts'
import type { Outcome } from '../deploy/outcome.ts'
import type { KestraClient } from '../kestra/client.ts'
import { displayName } from '../kinds/kinds.ts'
import type { Plan } from '../plan/plan.ts'
import { isUserError } from '../problem/user-error.ts'
import { exportTree } from './export.ts'
import { failedReport, reportOf } from './make-report.ts'
import { type PlannedRun, planRun } from './plan-run.ts'
import { type GitReading, readGit } from './read-git.ts'
import type { Report } from './report.ts'
import type { RunOptions } from './run-options.ts'
import { startReading } from './server.ts'

/**
 * One command from start to end: read the repository, read the server, plan, apply when the command is `deploy`, report.
 * Whatever a user can cause ends in the report; only defects of this program are thrown.
 */
export const runCommand = async (given: RunOptions): Promise<Report> => {
  const options = given.command === 'export' ? withoutOwnPolicy(given) : given
  const { server } = options.settings
  await using reading =
    server === undefined || options.whyOffline !== undefined ? undefined : startReading(options.settings, server)
  const requests = async (): Promise<number> => {
    const [client] = await Promise.allSettled([reading?.client])
    return client.status === 'fulfilled' ? (client.value?.requestCount() ?? 0) : 0
  }
  try {
    const git = await readGit(options)
    const planned = await planRun(git, reading, options)
    const finished = await finish({ planned, git, options })
    return reportOf(options, {
      git,
      serverVersion: planned.client?.info.version ?? null,
      ...finished,
      kestraRequests: await requests(),
    })
  } catch (error) {
    if (isUserError(error)) return failedReport(options, error, await requests())
    throw error
  }
}

/** What a deploy would do about a difference must not change what an export finds. */
const withoutOwnPolicy = (options: RunOptions): RunOptions => {
  const { settings } = options
  return { ...options, settings: { ...settings, policy: { ...settings.policy, whenMissing: 'keep', onDrift: 'keep' } } }
}

const finish = async ({
  planned,
  git,
  options,
}: {
  readonly planned: PlannedRun
  readonly git: GitReading
  readonly options: RunOptions
}): Promise<{ readonly plan: Plan; readonly outcome?: Outcome }> => {
  const { plan, client } = planned
  if (options.command === 'export') return exportTree({ git, planned, run: options })
  if (client === undefined || !mayDeploy(options, plan)) return { plan }
  return { plan, outcome: await deploy({ ...planned, client, git, options }) }
}

const mayDeploy = ({ command }: RunOptions, { problems, refusal }: Plan): boolean =>
  command === 'deploy' && refusal === undefined && !problems.some(({ severity }) => severity === 'error')

interface Deploying extends PlannedRun {
  readonly client: KestraClient
  readonly git: GitReading
  readonly options: RunOptions
}

const deploy = ({ plan, client, live, knownFlows, git, options }: Deploying): Promise<Outcome> =>
  deployPlan(plan, {
    client,
    desiredSides: git.desiredSides,
    liveSides: live.liveSides,
    unreadFileNamespaces: live.unreadFileNamespaces,
    records: live.records,
    keepsRecord: options.settings.keepsRecord,
    stamp: { commit: git.commit ?? 'uncommitted', committed: git.committed, run: options.runName },
    knownFlows,
    onFailure: options.settings.onFailure,
    signal: options.signal,
    ...(options.isFresh !== undefined && { isFresh: options.isFresh }),
    onProgress: (done, total, step) => options.log.progress(`${done}/${total} ${step.action} ${displayName(step)}`),
  })
