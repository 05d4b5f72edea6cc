import { type OutcomeReport, planOf, type Report } from '../../command/report.ts'
import { type PlanDiffs, planDiffs } from '../diff/plan-diffs.ts'
import type { Section } from '../fit-sections.ts'
import { isToldInShort } from '../group-outcomes.ts'
import type { Links } from '../links.ts'
import { md } from '../markdown.ts'
import { nextSteps } from '../next-steps.ts'
import { groupResources } from '../plan-groups.ts'
import { allNotices, changesOf, reasonMessage, repositoryWords } from '../report-words.ts'
import { blastRadiusSection } from './blast-radius.ts'
import { deletionSection, renameSection, tableSection } from './changes.ts'
import { conflictSection, diffSections } from './diffs.ts'
import { problemSections } from './problems.ts'
import { receiptSections, shortReceiptSections } from './receipt.ts'
import type { SectionContext } from './section-context.ts'

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
    ...reasonMessage(report).map((text) => ({ title: '', body: md.text(text), priority: 0, noun: 'message' })),
    ...(report.kind === 'outcome' ? receiptOf(report, links) : []),
    ...(isToldInShort(report) ? [] : detailSections(context, isHistory, budget)),
    ...closingSections(report, isHistory),
  ]
}

const receiptOf = (report: OutcomeReport, links: Links): readonly Section[] =>
  isToldInShort(report) ? shortReceiptSections(report.outcome) : receiptSections(report.outcome, links)

const detailSections = (
  context: Omit<SectionContext, 'plan'>,
  isHistory: boolean,
  budget: number,
): readonly Section[] => {
  const { report, redact, privacy } = context
  const plan = planOf(report)
  if (plan === undefined) return problemSections(context)
  const diffs = planDiffs(plan, { redact, privacy, isOffline: report.target.server === null, budget })
  if (!isHistory) return planSections({ ...context, plan }, diffs)
  return [...problemSections(context), ...promiseSections({ ...context, plan }, diffs)]
}

/** The plan from what cannot be undone down to the details. */
const planSections = (context: SectionContext, diffs: PlanDiffs): readonly Section[] => {
  const { conflicts, deletions } = groupResources(context.plan)
  return [
    ...deletionSection(deletions, context),
    ...conflictSection(conflicts, context),
    ...problemSections(context),
    ...tableSections(context),
    ...renameSection(context),
    ...blastRadiusSection(context),
    ...diffSections(diffs, false),
  ]
}

/** The plan once it is history: folded, below the receipt. */
const promiseSections = (context: SectionContext, diffs: PlanDiffs): readonly Section[] => {
  const { deletions } = groupResources(context.plan)
  const sections = [...deletionSection(deletions, context), ...tableSections(context), ...renameSection(context)]
  const body = sections.map((section) => `#### ${section.title}\n\n${section.body}`).join('\n\n')
  const promise = `<details><summary>The promise, as planned before the merge</summary>\n\n${body}\n\n</details>`
  return [
    ...(body === '' ? [] : [{ title: '', body: promise, priority: 3, noun: 'promise' }]),
    ...diffSections(diffs, true),
  ]
}

const tableSections = (context: SectionContext): readonly Section[] => {
  const { here, pending, server } = groupResources(context.plan)
  return [
    ...tableSection(context.titles.here, here, context),
    ...tableSection(context.titles.pending, pending, context),
    ...tableSection(context.titles.server, server, context),
  ]
}

/** Notices, what to do next, how the repository was read and what is not listed. */
const closingSections = (report: Report, isHistory: boolean): readonly Section[] => {
  const notices = allNotices(report).map((notice) => `- ${md.text(notice)}`)
  const steps =
    isHistory && report.command !== 'deploy' ? [] : nextSteps(report, 'github').map((step) => `- ${md.text(step)}`)
  const facts = [...repositoryWords(report.layout).map((words) => md.text(words)), ...standingLines(report)]
  return [
    ...paragraph(notices.join('\n'), { title: 'Good to know', noun: 'notices', priority: 2 }),
    ...paragraph(steps.join('\n'), { title: 'What you can do next', noun: 'next steps', priority: 1 }),
    ...paragraph(facts.join('<br>\n'), { title: '', noun: 'repository line', priority: 3 }),
  ]
}

const paragraph = (body: string, section: Omit<Section, 'body'>): readonly Section[] =>
  body === '' ? [] : [{ ...section, body }]

const standingLines = (report: Report): readonly string[] => {
  const changes = changesOf(report)
  if (changes === undefined) return []
  const { unchanged, unmanaged } = changes.summary
  const alone = unmanaged > 0 ? `, ${unmanaged} on the server only and left alone` : ''
  return [`Not listed: ${unchanged} unchanged${alone}.`]
}
