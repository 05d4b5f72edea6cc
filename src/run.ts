import type { Outcome } from './deploy/outcome.ts'
import type { KestraClient } from './kestra/client.ts'
import type { Plan } from './plan/plan.ts'
import type { Report } from './report.ts'
import { deployPlan } from './run/deploy-plan.ts'
import { failedReport, reportOf } from './run/make-report.ts'
import { type PlannedRun, planRun } from './run/plan-run.ts'
import { type GitReading, readGit } from './run/read-git.ts'
import type { RunOptions } from './run/run-options.ts'
import { startReading } from './run/server.ts'
import { isUserError } from './user-error.ts'

/**
 * One command from start to end: read the repository, read the server, plan, apply when the command is `deploy`, report.
 * Whatever a user can cause ends in the report; only defects of this program are thrown.
 */
export const run = async (options: RunOptions): Promise<Report> => {
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
    const { plan, client } = planned
    const outcome =
      client !== undefined && mayDeploy(options, plan) ? await deploy({ ...planned, client, git, options }) : undefined
    return reportOf(options, {
      git,
      serverVersion: client?.info.version ?? null,
      plan,
      ...(outcome !== undefined && { outcome }),
      kestraRequests: await requests(),
    })
  } catch (error) {
    if (isUserError(error)) return failedReport(options, error, await requests())
    throw error
  }
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
    onProgress: (done, total, { action, kind, namespace, name }) =>
      options.log.progress(`${done}/${total} ${action} ${namespace}${kind === 'flow' ? '.' : ''}${name}`),
  })
