import type { UserError } from '../finding/user-error.ts'
import { COMMANDS, type Command } from '../settings/commands.ts'
import { plainHttpNotices } from '../settings/connection-settings.ts'
import type { Settings } from '../settings/settings.ts'
import type { FailureReport, ReportHead } from './report.ts'

/** The facts about a run that its report needs, whatever its result. */
interface FailedRun {
  readonly settings: Pick<Settings, 'server' | 'tenant' | 'label' | 'preview' | 'credentials' | 'headers'>
  readonly command: Command
  readonly shownCommit: string | undefined
  readonly base?: { readonly kind: 'found'; readonly sha: string } | { readonly kind: 'unknown' }
  readonly whyOffline?: string | undefined
}

/**
 * The report of a run that stopped before it had a plan. `base` is absent where it was not looked up. `notices` are
 * those known by then. Notices about plain HTTP are included, because requests may have been sent.
 */
export const failedReport = (
  run: FailedRun,
  { reason, message }: UserError,
  notices: readonly string[] = [],
): FailureReport => ({
  kind: 'failure',
  ...blankHead(run, run.settings.server !== undefined),
  notices: [...(run.whyOffline === undefined ? plainHttpNotices(run.settings) : []), ...notices],
  result: 'failed',
  reason,
  message,
})

/** The report of a command line that could not be parsed: nothing was read or written. */
export const unstartedReport = (args: readonly string[], { reason, message }: UserError): FailureReport => ({
  kind: 'failure',
  ...NOTHING_KNOWN,
  command: COMMANDS.find((command) => args.includes(command)) ?? 'plan',
  result: 'failed',
  reason,
  message,
  target: { server: null, tenant: 'main', label: undefined, serverVersion: null },
  commit: null,
  base: null,
})

export const targetOf = ({ settings }: FailedRun, isOnline: boolean): Omit<ReportHead['target'], 'serverVersion'> => ({
  server: isOnline ? (settings.server ?? null) : null,
  tenant: settings.tenant,
  label: settings.label,
})

/** Empty values for the parts of a report that a run did not reach. */
export const NOTHING_KNOWN = {
  problems: [],
  layout: [],
  notices: [],
  notRead: [],
  approvedPlans: [],
  tests: [],
  triggers: [],
  runningExecutions: [],
  history: [],
  followed: [],
  requests: { kestra: 0, github: 0 },
} as const

/** The head of a report with no results yet. */
export const blankHead = (run: FailedRun, isOnline: boolean): Omit<ReportHead, 'result' | 'reason' | 'message'> => ({
  ...NOTHING_KNOWN,
  command: run.command,
  target: { ...targetOf(run, isOnline), serverVersion: null },
  preview: run.settings.preview && { isEnding: run.settings.preview.isEnding, namespaces: [], triggersLeftOut: 0 },
  commit: run.shownCommit ?? null,
  base: run.base?.kind === 'found' ? run.base.sha : null,
})
