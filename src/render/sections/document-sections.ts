import { groupResources } from '../../report/plan-groups.ts'
import { type OutcomeReport, planOf, type Report } from '../../report/report.ts'
import { allNotices, changesOf, reasonMessage, rootWords } from '../../report/report-words.ts'
import type { LayoutRoot } from '../../resource/desired.ts'
import { shortened } from '../../text/visible.ts'
import { type PlanDiffs, planDiffs } from '../diff/plan-diffs.ts'
import type { Section } from '../fit-sections.ts'
import { isToldInShort } from '../group-outcomes.ts'
import type { Links } from '../links.ts'
import { md } from '../markdown.ts'
import { nextSteps } from '../next-steps.ts'
import { checkNotices, promiseNotices } from '../promise-line.ts'
import { blastRadiusSection } from './blast-radius.ts'
import { breakSection, deletionSection, overwriteSection, renameSection, tableSection } from './changes.ts'
import { conflictSection, diffSections } from './diffs.ts'
import { previewSections } from './preview.ts'
import { problemSections } from './problems.ts'
import { differenceSections, partsOfPlan } from './promise.ts'
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
    ...previewSections(report, links),
    ...differenceSections(context.check),
    ...(report.kind === 'outcome' ? receiptOf(report, links) : []),
    ...(isToldInShort(report) ? [] : detailSections(context, isHistory, budget)),
    ...closingSections(context, isHistory),
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
  // Of a preview that ends there is nothing to compare: the receipt names all that goes.
  if (plan === undefined || report.preview?.isEnding === true) return problemSections(context)
  const after = report.preview === undefined ? 'after merge' : 'in the preview'
  const diffs = planDiffs(plan, { redact, privacy, isOffline: report.target.server === null, budget, after })
  if (!isHistory) return planSections({ ...context, plan }, diffs)
  return [...problemSections(context), ...promiseSections({ ...context, plan }, diffs)]
}

/** The plan from what cannot be undone down to the details. */
const planSections = (context: SectionContext, diffs: PlanDiffs): readonly Section[] => {
  const { conflicts, deletions, renames, overwrites } = groupResources(context.plan)
  return [
    ...deletionSection(deletions, context),
    ...renameSection(renames, context),
    ...breakSection(context),
    ...conflictSection(conflicts, context),
    ...overwriteSection(overwrites, context),
    ...problemSections(context),
    ...tableSections(context),
    ...blastRadiusSection(context),
    ...diffSections(diffs, false),
  ]
}

/** The plan once it is history: folded, below the receipt. */
const promiseSections = (context: SectionContext, diffs: PlanDiffs): readonly Section[] => {
  const { check, report } = context
  const title = report.command === 'deploy' ? 'What this deploy planned' : 'The promise'
  const parts = partsOfPlan(context.plan, { check, title }).map(({ title, plan }) => {
    const part = { ...context, plan }
    const { deletions, renames, overwrites } = groupResources(plan)
    const sections = [
      ...deletionSection(deletions, part),
      ...renameSection(renames, part),
      ...overwriteSection(overwrites, part),
      ...tableSections(part),
    ]
    const body = sections.map((section) => `#### ${section.title}\n\n${section.body}`).join('\n\n')
    return { isEmpty: body === '', body: `<details><summary>${title}</summary>\n\n${body}\n\n</details>` }
  })
  return [
    ...parts.filter(({ isEmpty }) => !isEmpty).map(({ body }) => ({ title: '', body, priority: 3, noun: 'promise' })),
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
const closingSections = ({ report, check }: Omit<SectionContext, 'plan'>, isHistory: boolean): readonly Section[] => {
  const promises = check === undefined ? promiseNotices(report) : checkNotices(check)
  const notices = [...promises, ...allNotices(report)]
  const steps =
    isHistory && report.command !== 'deploy' ? [] : nextSteps(report, 'github').map((step) => `- ${md.text(step)}`)
  return [
    ...paragraph(listed(notices), {
      title: 'Good to know',
      noun: 'notices',
      // What limits what is known is never left out.
      priority: 0,
      shorter: SHORTER_NOTICES.map((count) => shortNotices(notices, count)),
    }),
    ...paragraph(steps.join('\n'), { title: 'What you can do next', noun: 'next steps', priority: 1 }),
    ...paragraph(standingLines(report).join('<br>\n'), { title: '', noun: 'revisions', priority: 2 }),
    ...paragraph(isToldInShort(report) ? '' : readingOf(report.layout), { title: '', noun: 'layout', priority: 3 }),
  ]
}

/** Notices that are shown where there is no room for all, and characters of each. */
const SHORTER_NOTICES = [20, 5]
const MAX_SHORT_NOTICE = 400

const listed = (sentences: readonly string[]): string => sentences.map((text) => `- ${md.text(text)}`).join('\n')

const shortNotices = (notices: readonly string[], count: number): string => {
  const rest = notices.length - count
  const shown = notices.slice(0, count).map((notice) => shortened(notice, MAX_SHORT_NOTICE))
  return listed([...shown, ...(rest > 0 ? [`${rest} more`] : [])])
}

const readingOf = (layout: readonly LayoutRoot[]): string => {
  if (layout.length === 0) return ''
  const roots = layout.map((root) => `- ${md.text(rootWords(root))}`).join('\n')
  return `<details><summary>How I read this repository</summary>\n\n${roots}\n\n</details>`
}

const paragraph = (body: string, section: Omit<Section, 'body'>): readonly Section[] =>
  body === '' ? [] : [{ ...section, body }]

const standingLines = (report: Report): readonly string[] => {
  const changes = changesOf(report)
  if (changes === undefined) return []
  const { unchanged, unmanaged } = changes.summary
  const alone = unmanaged > 0 ? `, ${unmanaged} on the server only and left alone` : ''
  const hasRevision = !isToldInShort(report) && planOf(report)?.resources.some(({ revision }) => revision.live !== null)
  return [
    `Not listed: ${unchanged} unchanged${alone}.`,
    ...(hasRevision ? ["r12 → r13 are Kestra's revisions: now, and after the deploy."] : []),
  ]
}
