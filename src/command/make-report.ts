import type { Outcome } from '../deploy/outcome.ts'
import type { Plan, Refusal } from '../plan/plan.ts'
import type { Problem } from '../problem/problem.ts'
import type { UserError } from '../problem/user-error.ts'
import type { Reading } from './read-sides.ts'
import type { Command, Report, Result } from './report.ts'
import type { RunOptions } from './run-options.ts'

interface Finished {
  readonly result: Result
  readonly plan: Plan
  readonly outcome?: Outcome
}

/** What a run that came to its end has to tell. */
export const reportOf = (
  run: RunOptions,
  { git, client }: Pick<Reading, 'git' | 'client'>,
  { result, plan, outcome }: Finished,
): Report => {
  return {
    ...blank(run, client !== undefined),
    result,
    ...reasonOf(result, outcome?.failure ?? plan.refusal),
    target: { ...targetOf(run, client !== undefined), serverVersion: client?.info.version ?? null },
    commit: run.shownCommit ?? git.commit,
    plan,
    ...(outcome !== undefined && { outcome }),
    problems: plan.problems,
    layout: git.desired.layout,
    notices: [...plan.notices, ...(outcome?.notices ?? [])],
  }
}

/** `told`: why the run refused, or broke off. */
const reasonOf = (result: Result, told: Refusal | undefined): Pick<Report, 'reason' | 'message'> => {
  if ((result === 'refused' || result === 'failed') && told !== undefined) return { ...told }
  if (result === 'invalid') return { reason: 'invalid' }
  return { reason: result === 'failed' ? 'write-failed' : null }
}

/** What a run that broke off has to tell: nothing was written. */
export const failedReport = (run: RunOptions, { reason, message }: UserError): Report => ({
  ...blank(run, run.settings.server !== undefined),
  result: 'failed',
  reason,
  message,
})

const COMMANDS: readonly Command[] = ['validate', 'plan', 'deploy', 'drift', 'export']

/** What a command line has to tell that could not even be understood: nothing was read, nothing was written. */
export const unstartedReport = (args: readonly string[], { reason, message }: UserError): Report => ({
  ...NOTHING_KNOWN,
  command: COMMANDS.find((command) => args.includes(command)) ?? 'plan',
  result: 'failed',
  reason,
  message,
  target: { server: null, tenant: 'main', serverVersion: null },
  commit: null,
  base: null,
})

/** How a plan ends that is not carried out, or has nothing to carry out; the most serious first. */
export const planResult = ({ resources, problems, refusal }: Plan): Result => {
  if (hasErrors(problems)) return 'invalid'
  if (refusal !== undefined) return 'refused'
  if (resources.some(({ action }) => action !== 'none')) return 'changes'
  return resources.some(({ change }) => change === 'drift' || change === 'conflict') ? 'drift' : 'in-sync'
}

/** True when nothing may be deployed. */
export const hasErrors = (problems: readonly Problem[]): boolean =>
  problems.some(({ severity }) => severity === 'error')

const targetOf = ({ settings }: RunOptions, isOnline: boolean): Omit<Report['target'], 'serverVersion'> => ({
  server: isOnline ? (settings.server ?? null) : null,
  tenant: settings.tenant,
})

const NOTHING_KNOWN = { problems: [], layout: [], notices: [], requests: { kestra: 0, github: 0 } } as const

const blank = (run: RunOptions, isOnline: boolean): Omit<Report, 'result' | 'reason'> => ({
  ...NOTHING_KNOWN,
  command: run.command,
  target: { ...targetOf(run, isOnline), serverVersion: null },
  commit: run.shownCommit ?? null,
  base: run.base.kind === 'found' ? run.base.sha : null,
})
