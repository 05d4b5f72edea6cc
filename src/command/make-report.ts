import type { Outcome } from '../deploy/outcome.ts'
import type { Plan, Refusal } from '../plan/plan.ts'
import type { UserError } from '../problem/user-error.ts'
import type { GitReading } from './read-git.ts'
import type { Report } from './report.ts'
import { resultOf } from './result.ts'
import type { RunOptions } from './run-options.ts'

export interface Finished {
  readonly git: GitReading
  readonly serverVersion: string | null
  readonly plan: Plan
  readonly outcome?: Outcome
  readonly kestraRequests: number
}

/** What a run that came to its end has to tell. */
export const reportOf = (
  options: RunOptions,
  { git, serverVersion, plan, outcome, kestraRequests }: Finished,
): Report => {
  const result = resultOf(options.command, plan, outcome)
  const refusal = result === 'refused' ? plan.refusal : undefined
  return {
    ...blank(options, serverVersion !== null),
    result,
    ...reasonOf(result, refusal),
    target: { ...targetOf(options, serverVersion !== null), serverVersion },
    commit: options.shownCommit ?? git.commit,
    plan,
    ...(outcome !== undefined && { outcome }),
    problems: plan.problems,
    layout: git.desired.layout,
    notices: [...plan.notices, ...(outcome?.notices ?? [])],
    requests: { kestra: kestraRequests, github: 0 },
  }
}

const reasonOf = (result: Report['result'], refusal: Refusal | undefined): Pick<Report, 'reason' | 'message'> => {
  if (refusal !== undefined) return refusal
  if (result === 'invalid') return { reason: 'invalid' }
  return { reason: result === 'failed' ? 'write-failed' : null }
}

/** What a run that broke off has to tell: nothing was written. */
export const failedReport = (options: RunOptions, error: UserError, kestraRequests: number): Report => ({
  ...blank(options, options.settings.server !== undefined),
  result: 'failed',
  reason: error.reason,
  message: error.message,
  requests: { kestra: kestraRequests, github: 0 },
})

const targetOf = ({ settings }: RunOptions, isOnline: boolean): Omit<Report['target'], 'serverVersion'> => ({
  server: isOnline ? (settings.server ?? null) : null,
  tenant: settings.tenant,
})

const blank = (options: RunOptions, isOnline: boolean): Omit<Report, 'result' | 'reason'> => ({
  command: options.command,
  target: { ...targetOf(options, isOnline), serverVersion: null },
  commit: options.shownCommit ?? null,
  base: options.base.kind === 'found' ? options.base.sha : null,
  problems: [],
  layout: [],
  notices: [],
  requests: { kestra: 0, github: 0 },
})
