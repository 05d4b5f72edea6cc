import type { UserError } from '../problem/user-error.ts'
import type { Command, Report } from './report.ts'

const COMMANDS: readonly Command[] = ['validate', 'plan', 'deploy', 'drift', 'export']

/** What a command line has to tell that could not even be understood: nothing was read, nothing was written. */
export const unstartedReport = (args: readonly string[], error: UserError): Report => ({
  command: COMMANDS.find((command) => args.includes(command)) ?? 'plan',
  result: 'failed',
  reason: error.reason,
  message: error.message,
  target: { server: null, tenant: 'main', serverVersion: null },
  commit: null,
  base: null,
  problems: [],
  layout: [],
  notices: [],
  requests: { kestra: 0, github: 0 },
})
