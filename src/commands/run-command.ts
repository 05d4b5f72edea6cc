import { isUserError } from '../finding/user-error.ts'
import { failedReport } from '../report/failed-report.ts'
import type { Report } from '../report/report.ts'
import type { Command } from '../settings/commands.ts'
import type { ServerConnection } from '../state/run-options.ts'
import { openConnection } from '../state/server-connection.ts'
import type { CommandOptions, CommandRun } from './command-options.ts'
import { deploy } from './deploy.ts'
import { drift } from './drift.ts'
import { exportToGit } from './export.ts'
import { plan } from './plan.ts'
import { test } from './test.ts'
import { validate } from './validate.ts'

const COMMANDS: Readonly<Record<Command, (run: CommandRun) => Promise<Report>>> = {
  validate,
  plan,
  deploy,
  drift,
  export: exportToGit,
  test,
}

/**
 * Runs one command from start to end, and reads the server from the first moment. The report contains every failure that a user can
 * cause. Only defects of this program are thrown.
 */
export const runCommand = async (options: CommandOptions): Promise<Report> => {
  const { settings, whyOffline } = options
  await using server =
    settings.server === undefined || whyOffline !== undefined ? undefined : openConnection(settings.server, options)
  const known: string[] = []
  const onNotices = (notices: readonly string[]): void => {
    for (const notice of notices) known.push(notice)
  }
  try {
    return await withRequests(await COMMANDS[options.command]({ ...options, server, onNotices }), server)
  } catch (error) {
    if (isUserError(error)) return await withRequests(failedReport(options, error, known), server)
    throw error
  }
}

const withRequests = async (report: Report, server: ServerConnection | undefined): Promise<Report> => {
  const [client] = await Promise.allSettled([server?.client])
  const kestra = client.status === 'fulfilled' ? (client.value?.http.requestCount() ?? 0) : 0
  return { ...report, requests: { kestra, github: 0 } }
}
