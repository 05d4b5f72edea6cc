import type { Command, Report } from '../command/report.ts'
import { run } from '../command/run-command.ts'
import { makeRedact } from '../render/redact.ts'
import type { Acting } from './acting.ts'
import { askAncestry } from './ask-ancestry.ts'
import { finishDeployment, startDeployment } from './deployment.ts'
import type { EventContext } from './event-decision.ts'
import { findBase } from './find-base.ts'
import { publish } from './publish.ts'
import { publishExport } from './publish-export.ts'

/** Runs one command for an event and publishes what came of it. Fails the step when the result is not a good one. */
export const runCommand = async (command: Command, context: EventContext, acting: Acting): Promise<void> => {
  const { settings, runner, core, github, signal, isFresh } = acting
  const { repository } = context
  const whyOffline = reasonToStayOffline(context, acting)
  const base = await findBase(context, acting)
  const deployment = command === 'deploy' ? await announce(context, acting) : undefined
  const report = await run({
    settings,
    command,
    directory: runner.workspace,
    repository: runner.repository,
    runName: String(context.run.id),
    base,
    shownCommit: context.shownSha,
    ...(whyOffline !== undefined && { whyOffline }),
    ...(github !== undefined && {
      askAncestry: (commit, descendant) => askAncestry(github, { repository, commit, descendant }),
    }),
    publishExport: publishExport(context, acting),
    log: { info: core.info, progress: core.info },
    signal,
    isFresh,
  })
  await deployment?.(report)
  await publish({ ...report, requests: { ...report.requests, github: github?.requestCount() ?? 0 } }, context, acting)
}

/** Pull requests from forks and of Dependabot get no secrets: that is not an error, only less is known. */
const reasonToStayOffline = ({ isFork, isDependabot }: EventContext, { settings }: Acting): string | undefined => {
  if (settings.credentials.kind !== 'none' || !(isFork || isDependabot)) return undefined
  const who = isFork ? 'from a fork' : 'of Dependabot'
  return `This pull request is ${who} and gets no secrets, so the server was not asked.`
}

/** Tells GitHub of the deployment when `environment` is set; the function that comes back tells how it ended. */
const announce = async (
  { repository, shownSha, run: workflowRun }: EventContext,
  { settings, core, github }: Acting,
): Promise<((report: Report) => Promise<void>) | undefined> => {
  if (github === undefined || settings.environment === undefined) return undefined
  const options = {
    repository,
    sha: shownSha,
    environment: settings.environment,
    logUrl: workflowRun.url,
    environmentUrl: `${settings.server ?? ''}/ui/`,
  }
  const started = await startDeployment(github, options)
  if ('sentence' in started) {
    core.info(started.sentence)
    return undefined
  }
  return async ({ result, message }) => {
    const isGood = result === 'deployed' || result === 'in-sync' || result === 'drift'
    const description = makeRedact({ maskedValues: settings.secrets }, () => [])(message ?? result)
    const end = { id: started.id, state: isGood ? 'success' : 'failure', description } as const
    const finished = await finishDeployment(github, options, end)
    if ('sentence' in finished) core.info(finished.sentence)
  }
}
