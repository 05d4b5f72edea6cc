import { isUserError, messageOf, UserError } from '../../finding/user-error.ts'
import { makeRedact } from '../../render/redact.ts'
import { failedReport } from '../../report/failed-report.ts'
import { isGood, type Report } from '../../report/report.ts'
import type { Command } from '../../settings/commands.ts'
import { attempt } from '../api/answer.ts'
import { askAncestry, createDeployment, createDeploymentStatus } from '../api/commits.ts'
import { receiptTargetsOf } from '../comment/receipt-targets.ts'
import { trustedConfigOf } from '../event/event-decision.ts'
import type { Job } from '../job/job.ts'
import { publishExport } from '../publish/export.ts'
import { postReport, publish } from '../publish/publish.ts'
import { baseOfEvent } from './base-commit.ts'

/**
 * Runs one command for an event and publishes the report. Fails the step if the result is not good.
 * Errors are also published, so that readers do not take the comment of an earlier run for this one.
 */
export const runForEvent = async (command: Command, job: Job): Promise<void> => {
  try {
    await runAndPublish(command, job)
  } catch (error) {
    await publishFailure(error, command, job)
  }
}

/** Publishes the error that ended a run. Throws `error` itself if that also fails. */
export const publishFailure = async (error: unknown, command: Command, job: Job): Promise<void> => {
  const { context, settings, core, github } = job
  const whyOffline = reasonToStayOffline(job)
  const notices = context.notice === undefined ? [] : [context.notice]
  const run = { settings, command, shownCommit: context.shownSha, whyOffline }
  const report = failedReport(run, toUserError(error, command), notices)
  try {
    const requests = { kestra: 0, github: github?.requestCount() ?? 0 }
    await publish({ ...report, requests }, job, receiptTargetsOf(job))
  } catch (another) {
    core.debug(stackOf(another))
    throw error
  }
  if (!isUserError(error)) core.debug(stackOf(error))
}

const toUserError = (error: unknown, command: Command): UserError => {
  if (isUserError(error)) return error
  const state = command === 'deploy' ? ' Its writes so far are on the server. Run it again to continue.' : ''
  return new UserError('unexpected', `Unexpected error, please report it: ${messageOf(error)}.${state}`, {
    cause: error,
  })
}

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? '') : String(error))

const runAndPublish = async (command: Command, job: Job): Promise<void> => {
  const { context, settings, runner, core, github, runtime, commands } = job
  const whyOffline = reasonToStayOffline(job)
  const base = await baseOfEvent(job)
  const mergedPullRequests = receiptTargetsOf(job)
  const deployment = command === 'deploy' ? await announceDeployment(job) : undefined
  const complete = async <R extends Report>(report: R): Promise<R> => {
    const before = context.notice === undefined ? [] : [context.notice]
    const notices = [...before, ...report.notices, ...(await mergedPullRequests.notices())]
    return { ...report, notices, requests: { ...report.requests, github: github?.requestCount() ?? 0 } }
  }
  let isReported = false
  const report = await commands.run({
    settings,
    command,
    directory: runner.workspace,
    repository: runner.repository,
    runName: String(context.run.id),
    base,
    trustedConfig: trustedConfigOf(context, command, settings),
    // A run by hand may check out an older commit.
    shownCommit: context.event === 'workflow_dispatch' ? undefined : context.shownSha,
    whyOffline,
    askAncestry: github && ((commit, descendant) => askAncestry(github, commit, descendant)),
    merged: settings.preview === undefined ? context.merged : undefined,
    mergeSource: command === 'deploy' ? mergedPullRequests : undefined,
    publishExport: publishExport(job),
    onReceipt: async (receipt) => {
      isReported = true
      await deployment?.(receipt)
      await postReport(await complete(receipt), job, mergedPullRequests)
    },
    isPublic: context.isPublicRepository && !settings.showsServerSource,
    isOnGitHub: true,
    log: { info: core.info, progress: core.info, reading: () => {} },
    runtime,
  })
  if (!isReported) await deployment?.(report)
  await publish(await complete(report), job, mergedPullRequests)
}

/** Why the server is not asked, as a sentence. Pull requests from forks and Dependabot get no secrets; that is not an error. */
const reasonToStayOffline = ({ context, settings }: Job): string | undefined => {
  const { isFork, isDependabot } = context
  if (settings.credentials.kind !== 'none' || !(isFork || isDependabot)) return undefined
  const who = isFork ? 'from a fork' : 'from Dependabot'
  return `This pull request is ${who} and gets no secrets, so the server was not asked.`
}

const PERMISSION = 'deployments: write'

/** Creates the GitHub deployment if `environment` is set. Returns a function that sets its final status. */
export const announceDeployment = async (
  job: Pick<Job, 'context' | 'settings' | 'core' | 'github' | 'sanitizer'>,
): Promise<((report: Pick<Report, 'result' | 'message'>) => Promise<void>) | undefined> => {
  const { settings, core, github, sanitizer } = job
  const { shownSha, run } = job.context
  const { environment, server = '' } = settings
  if (github === undefined || environment === undefined) return undefined
  const shown = { environment, log_url: run.url, environment_url: `${server}/ui/` }
  const started = await attempt({
    loss: `The deployment to "${environment}" is not shown on GitHub`,
    permission: PERMISSION,
    work: async () => {
      const id = await createDeployment(github, shownSha, environment)
      const status = { ...shown, deployment_id: id, state: 'in_progress', description: 'Deploying' } as const
      await createDeploymentStatus(github, status)
      return status
    },
  })
  if ('sentence' in started) {
    core.info(started.sentence)
    return undefined
  }
  return async ({ result, message }) => {
    const description = makeRedact({ maskedValues: sanitizer.maskedValues() })(message ?? result)
    const ended = await attempt({
      loss: `The end of the deployment to "${environment}" is not shown on GitHub`,
      permission: PERMISSION,
      work: () =>
        createDeploymentStatus(github, { ...started, state: isGood(result) ? 'success' : 'failure', description }),
    })
    if (ended !== undefined) core.info(ended.sentence)
  }
}
