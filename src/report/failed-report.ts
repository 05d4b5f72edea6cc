import type { UserError } from '../finding/user-error.ts'
import { COMMANDS, type Command } from '../settings/commands.ts'
import { plainHttpNotices } from '../settings/connection-settings.ts'
import type { Settings } from '../settings/settings.ts'
import type { FailureReport, ReportHead } from './report.ts'

/** As much of a run as its report tells, whatever came of it. */
interface FailedRun {
  readonly settings: Pick<Settings, 'server' | 'tenant' | 'label' | 'preview' | 'credentials' | 'headers'>
  readonly command: Command
  readonly shownCommit: string | undefined
  readonly base?: { readonly kind: 'found'; readonly sha: string } | { readonly kind: 'unknown' }
  readonly whyOffline?: string | undefined
}

/**
 * What a run that broke off has to tell: nothing was planned. `base` is missing where it was not even looked for; `notices` are those that
 * were known by then. What was asked may have been sent, so the way there is told as in a run that came to an end.
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

/** What a command line has to tell that could not even be understood: nothing was read, nothing was written. */
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

/** The parts of a report of which a run has found out nothing. */
export const NOTHING_KNOWN = {
  problems: [],
  layout: [],
  notices: [],
  notRead: [],
  approvedPlans: [],
  tests: [],
  triggers: [],
  runningExecutions: [],
  followed: [],
  requests: { kestra: 0, github: 0 },
} as const

/** What is told of a run of which nothing is known yet. */
export const blankHead = (run: FailedRun, isOnline: boolean): Omit<ReportHead, 'result' | 'reason' | 'message'> => ({
  ...NOTHING_KNOWN,
  command: run.command,
  target: { ...targetOf(run, isOnline), serverVersion: null },
  preview: run.settings.preview && { isEnding: run.settings.preview.isEnding, namespaces: [], triggersLeftOut: 0 },
  commit: run.shownCommit ?? null,
  base: run.base?.kind === 'found' ? run.base.sha : null,
})
