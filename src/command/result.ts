import type { Outcome } from '../deploy/outcome.ts'
import type { Plan } from '../plan/plan.ts'
import type { Command, Result } from './report.ts'

/** How a run ended, from what it found and did; the most serious first. */
export const resultOf = (
  command: Command,
  plan: Pick<Plan, 'resources' | 'refusal' | 'problems'>,
  outcome: Outcome | undefined,
): Result => {
  if (command === 'export') return outcome?.resources.length === 0 ? 'in-sync' : 'changes'
  if (plan.problems.some(({ severity }) => severity === 'error')) return 'invalid'
  if (command === 'validate') return 'in-sync'
  if (outcome !== undefined && !outcome.isComplete) return 'failed'
  if (outcome !== undefined && outcome.resources.length > 0) return 'deployed'
  const hasDrift = plan.resources.some(({ change }) => change === 'drift' || change === 'conflict')
  const hasChanges = plan.resources.some(({ action }) => action !== 'none')
  // What waits to be deployed is not what Git says either: a deploy was missed.
  if (command === 'drift' && (hasDrift || hasChanges)) return 'drift'
  if (plan.refusal !== undefined) return 'refused'
  if (hasChanges) return 'changes'
  return hasDrift ? 'drift' : 'in-sync'
}

/** Exit code of the command line (product.md, "What the reader sees"): 2 only on request. */
export const exitCodeOf = (result: Result, hasDetailedExitcode: boolean): 0 | 1 | 2 => {
  if (result === 'invalid' || result === 'refused' || result === 'failed') return 1
  return hasDetailedExitcode && (result === 'changes' || result === 'drift') ? 2 : 0
}
