import type { Command } from '../command/report.ts'
import { runCommand } from '../command/run-command.ts'
import type { Acting } from './acting.ts'
import { baseOfEvent } from './base-commit.ts'
import { askAncestry } from './commits.ts'
import { announceDeployment } from './deployment.ts'
import type { EventContext } from './event-decision.ts'
import { publish } from './publish.ts'
import { publishExport } from './publish-export.ts'

/** Runs one command for an event and publishes what came of it. Fails the step when the result is not a good one. */
export const runForEvent = async (command: Command, context: EventContext, acting: Acting): Promise<void> => {
  const { settings, runner, core, github, host } = acting
  const { repository } = context
  const whyOffline = reasonToStayOffline(context, acting)
  const base = await baseOfEvent(context, acting)
  const deployment = command === 'deploy' ? await announceDeployment(context, acting) : undefined
  const report = await runCommand({
    settings,
    command,
    directory: runner.workspace,
    repository: runner.repository,
    runName: String(context.run.id),
    base,
    shownCommit: context.shownSha,
    whyOffline,
    askAncestry:
      github === undefined
        ? undefined
        : (commit, descendant) => askAncestry(github, { repository, commit, descendant }),
    publishExport: publishExport(context, acting),
    log: { info: core.info, progress: core.info },
    host,
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
