import type { Report } from '../command/report.ts'
import type { Plan } from '../plan/plan.ts'
import { counted } from '../text/lists.ts'
import { allProblems } from './all-problems.ts'
import { exportHeadline } from './export-headline.ts'
import { groupResources } from './group-resources.ts'
import { outcomeHeadline } from './outcome-headline.ts'
import { planWords, standingWords } from './plan-words.ts'
import { refusalOf } from './refusal-of.ts'
import { targetLabel } from './target-label.ts'
import type { Headline } from './verdict.ts'

/** What the reader must know first: what would happen, or what happened, and where. */
export const headline = (report: Report): Headline => {
  const { verdict, words } = withoutTarget(report)
  return { verdict, words: `${words} → ${targetLabel(report.target)}` }
}

const withoutTarget = (report: Report): Headline => {
  const errors = allProblems(report).filter(({ severity }) => severity === 'error').length
  const { plan } = report
  if (report.command === 'deploy' && report.outcome !== undefined) return outcomeHeadline(report, report.outcome)
  if (report.command === 'export' && report.outcome !== undefined) return exportHeadline(report.outcome)
  if (report.result === 'failed') {
    return { verdict: 'unknown', words: plan === undefined ? 'no plan was made' : 'nothing was written' }
  }
  if (report.result === 'refused' && plan === undefined) {
    return { verdict: 'blocked', words: 'refused, nothing is deployed' }
  }
  if (report.command === 'validate') return validateHeadline(report, errors)
  if (plan === undefined) return noPlanHeadline(errors)
  if (report.command === 'drift') return driftHeadline(plan)
  return planHeadline(report, plan, errors)
}

const validateHeadline = (report: Report, errors: number): Headline => {
  const warnings = allProblems(report).filter(({ severity }) => severity === 'warning').length
  const words = `${counted(errors, 'error')}, ${counted(warnings, 'warning')}`
  return errors > 0 ? { verdict: 'blocked', words } : { verdict: 'safe', words: `valid: ${words}` }
}

const noPlanHeadline = (errors: number): Headline =>
  errors > 0
    ? { verdict: 'blocked', words: `${counted(errors, 'error')}, no plan` }
    : { verdict: 'unknown', words: 'no plan was made' }

const driftHeadline = (plan: Plan): Headline => {
  const count = plan.resources.length
  return count === 0
    ? { verdict: 'safe', words: 'no drift: the server is what Git says' }
    : { verdict: 'look', words: `${counted(count, 'resource')} ${count === 1 ? 'is' : 'are'} not what Git says` }
}

const nothingWords = (plan: Plan): string => [...standingWords(plan), `${plan.summary.unchanged} unchanged`].join(', ')

const planHeadline = (report: Report, plan: Plan, errors: number): Headline => {
  const { conflicts, deletions } = groupResources(plan)
  if (errors > 0 || conflicts.length > 0) {
    const counts = [...(errors > 0 ? [counted(errors, 'error')] : []), ...standingWords(plan)]
    return {
      verdict: 'blocked',
      words: `${counts.join(', ')}, nothing ${report.command === 'deploy' ? 'was' : 'would be'} deployed`,
    }
  }
  if (refusalOf(report) !== undefined) {
    return { verdict: 'blocked', words: `deploy would be refused: ${planWords(plan)}` }
  }
  const writes = plan.resources.filter(({ action }) => action !== 'none')
  if (writes.length === 0) return { verdict: 'safe', words: `nothing to deploy, ${nothingWords(plan)}` }
  const isSurprising = writes.some(({ change }) => change !== 'create' && change !== 'update') || deletions.length > 0
  const warnings = allProblems(report).filter(({ severity }) => severity === 'warning')
  const breaksCallers = warnings.some(({ code }) => code === 'missing-input')
  const verdict = isSurprising || breaksCallers || report.target.server === null ? 'look' : 'safe'
  const words = [planWords(plan), ...(warnings.length > 0 ? [counted(warnings.length, 'warning')] : [])]
  return { verdict, words: words.join(', ') }
}
