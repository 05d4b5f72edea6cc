import type { Report } from '../../report.ts'
import { planDiffs } from '../diff/plan-diffs.ts'
import type { Section } from '../fit-sections.ts'
import { closingSections } from './closing.ts'
import type { SectionContext } from './context.ts'
import { planSections, promiseSections } from './plan-sections.ts'
import { problemSections } from './problems.ts'
import { receiptSections } from './receipt.ts'

/**
 * Everything about one report in reading order, for the comment, the job summary and the drift issue. `first` is the
 * first line, as Markdown. With `isHistory` the plan is folded below the receipt instead of told first.
 */
export const documentSections = (
  context: Omit<SectionContext, 'plan'>,
  { first, isHistory }: { readonly first: string; readonly isHistory: boolean },
): readonly Section[] => {
  const { report, links } = context
  return [
    { title: '', body: first, priority: 0, noun: 'headline' },
    ...(report.outcome === undefined ? [] : receiptSections(report.outcome, links)),
    ...detailSections(report, context, isHistory),
    ...closingSections(report),
  ]
}

const detailSections = (
  report: Report,
  context: Omit<SectionContext, 'plan'>,
  isHistory: boolean,
): readonly Section[] => {
  const { plan } = report
  if (plan === undefined) return problemSections(context)
  const { redact, privacy } = context
  const diffs = planDiffs(plan, { redact, privacy, isOffline: report.target.server === null })
  if (!isHistory) return planSections({ ...context, plan }, diffs)
  return [...problemSections(context), ...promiseSections({ ...context, plan }, diffs)]
}
