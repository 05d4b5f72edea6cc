import { planDiffs } from '../diff/plan-diffs.ts'
import type { Section } from '../fit-sections.ts'
import { md } from '../markdown/md.ts'
import { messageOf } from '../message-of.ts'
import { closingSections } from './closing.ts'
import type { SectionContext } from './context.ts'
import { planSections, promiseSections } from './plan-sections.ts'
import { problemSections } from './problems.ts'
import { receiptSections } from './receipt.ts'

/**
 * Everything about one report in reading order, for the comment, the job summary and the drift issue. `first` is the
 * first line, as Markdown. With `isHistory` the plan is folded below the receipt instead of told first. `budget` is the
 * UTF-8 bytes that diffs may take.
 */
export const documentSections = (
  context: Omit<SectionContext, 'plan'>,
  { first, isHistory, budget }: { readonly first: string; readonly isHistory: boolean; readonly budget: number },
): readonly Section[] => {
  const { report, links } = context
  return [
    { title: '', body: first, priority: 0, noun: 'headline' },
    ...messageOf(report).map((text) => ({ title: '', body: md.text(text), priority: 0, noun: 'message' })),
    ...(report.outcome === undefined || report.command === 'export' ? [] : receiptSections(report.outcome, links)),
    ...detailSections(context, isHistory, budget),
    ...closingSections(report, isHistory),
  ]
}

const detailSections = (
  context: Omit<SectionContext, 'plan'>,
  isHistory: boolean,
  budget: number,
): readonly Section[] => {
  const { report, redact, privacy } = context
  const { plan } = report
  if (plan === undefined) return problemSections(context)
  const diffs = planDiffs(plan, { redact, privacy, isOffline: report.target.server === null, budget })
  if (!isHistory) return planSections({ ...context, plan }, diffs)
  return [...problemSections(context), ...promiseSections({ ...context, plan }, diffs)]
}
