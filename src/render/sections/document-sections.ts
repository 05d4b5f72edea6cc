import { isToldInShort } from '../../report/outcome-words.ts'
import { groupResources } from '../../report/plan-groups.ts'
import { type OutcomeReport, planOf, type Report } from '../../report/report.ts'
import {
  allNotices,
  changesOf,
  checkNotices,
  promiseNotices,
  reasonMessage,
  rootWords,
} from '../../report/report-words.ts'
import type { LayoutRoot } from '../../resource/desired.ts'
import { shortened } from '../../text/visible.ts'
import { type PlanDiffs, planDiffs, type SideWords } from '../diff/plan-diffs.ts'
import type { Section } from '../fit-sections.ts'
import type { Links } from '../links.ts'
import { md } from '../markdown.ts'
import { nextSteps } from '../next-steps.ts'
import { notListed, revisionLabel } from '../resource-words.ts'
import { blastRadiusSection } from './blast-radius.ts'
import {
  conflictSection,
  deletionSection,
  diffSections,
  overwriteSection,
  renameSection,
  tableSection,
} from './changes.ts'
import { elsewhereSections, problemSections } from './problems.ts'
import { differenceSections, partsOfPlan, previewSections, receiptSections, shortReceiptSections } from './receipt.ts'
import { executionSections, testSections } from './results.ts'
import type { PlanContext, SectionContext } from './section-context.ts'
import { leavingSection, leftSection, unmanagedSections } from './server-only.ts'

interface DocumentOptions {
  /** The first line, as Markdown. */
  readonly first: string
  /** The plan is folded below the receipt instead of told first. */
  readonly isHistory?: boolean
  /** UTF-8 bytes that diffs may take. */
  readonly budget: number
  /** `sideWordsOf` where it is not given. */
  readonly sides?: SideWords
}

/** Everything about one report in reading order, for the comment, the job summary and the drift issue. */
export const documentSections = (context: SectionContext, options: DocumentOptions): readonly Section[] => {
  const { report, links } = context
  const { first, isHistory = false } = options
  return [
    { title: '', body: first, priority: 0, noun: 'headline' },
    ...paragraph(report.unseen.map(md.text).join('<br>\n'), { title: '', noun: 'limits', priority: 0 }),
    ...reasonMessage(report).map((text) => ({ title: '', body: md.text(text), priority: 0, noun: 'message' })),
    ...previewSections(report, links),
    ...differenceSections(context.check),
    ...testSections(context),
    ...(report.kind === 'outcome' ? receiptOf(report, links) : []),
    ...executionSections(report),
    ...(isToldInShort(report) ? [] : [...detailSections(context, options), ...elsewhereSections(context)]),
    ...closingSections(context, isHistory),
  ]
}

const receiptOf = (report: OutcomeReport, links: Links): readonly Section[] =>
  isToldInShort(report) ? shortReceiptSections(report.outcome) : receiptSections(report.outcome, links)

const detailSections = (
  context: SectionContext,
  { first: _, isHistory, ...diffOptions }: DocumentOptions,
): readonly Section[] => {
  const { report } = context
  const plan = planOf(report)
  // Of a preview that ends there is nothing to compare: the receipt names all that goes.
  if (plan === undefined || report.preview?.isEnding === true) return problemSections(context)
  const diffs = planDiffs(plan, { ...context, ...diffOptions })
  if (!isHistory) return planSections({ ...context, plan }, diffs)
  return [...problemSections(context), ...promiseSections({ ...context, plan }, diffs)]
}

/** What is wrong with this change, then its plan from what cannot be undone down to the details, then what only the server did. */
const planSections = (context: PlanContext, diffs: PlanDiffs): readonly Section[] => {
  const { conflicts, deletions, renames, overwrites, leaving, left, here, pending, server } = groupResources(
    context.plan,
  )
  const { titles, links } = context
  const changed = [...deletions, ...renames.map(({ to }) => to), ...overwrites, ...here, ...pending]
  return [
    ...problemSections(context),
    ...deletionSection(deletions, context),
    ...renameSection(renames, context),
    ...conflictSection(conflicts, context),
    ...overwriteSection(overwrites, context),
    ...leavingSection(leaving, links),
    ...tableSection(titles.here, here, context),
    ...tableSection(titles.pending, pending, context),
    ...diffSections(diffs, changed, false),
    ...blastRadiusSection(context),
    ...tableSection(titles.server, server, context),
    ...diffSections(diffs, server, false),
    ...leftSection(left, links),
    ...unmanagedSections(context.report),
  ]
}

/** The plan once it is history: folded, below the receipt. */
const promiseSections = (context: PlanContext, diffs: PlanDiffs): readonly Section[] => {
  const { check, report, titles } = context
  const title = report.command === 'deploy' ? 'What this deploy planned' : 'The last plan'
  const parts = partsOfPlan(context.plan, { check, title }).flatMap(({ title, plan }): readonly Section[] => {
    const part = { ...context, plan }
    const { deletions, renames, overwrites, leaving, left, here, pending, server } = groupResources(plan)
    const sections = [
      ...deletionSection(deletions, part),
      ...renameSection(renames, part),
      ...overwriteSection(overwrites, part),
      ...leavingSection([...leaving, ...left], context.links),
      ...tableSection(titles.here, here, part),
      ...tableSection(titles.pending, pending, part),
      ...tableSection(titles.server, server, part),
    ]
    const body = sections.map((section) => `#### ${section.title}\n\n${section.body}`).join('\n\n')
    return body === '' ? [] : [{ title: '', body: md.details(title, body), priority: 3, noun: 'promise' }]
  })
  return [...parts, ...diffSections(diffs, context.plan.resources, true)]
}

/** Notices, what to do next, how the repository was read and what is not listed. */
const closingSections = ({ report, check }: SectionContext, isHistory: boolean): readonly Section[] => {
  const promises = check === undefined ? promiseNotices(report) : checkNotices(check)
  const notices = [...promises, ...allNotices(report)]
  const steps = isHistory && report.command !== 'deploy' ? [] : nextSteps(report, 'github')
  return [
    ...paragraph(md.list(notices.map(md.text)), {
      title: 'Good to know',
      noun: 'notices',
      // What limits what is known is never left out.
      priority: 0,
      shorter: SHORTER_NOTICES.map((count) => shortNotices(notices, count)),
    }),
    ...paragraph(md.list(steps.map(md.text)), { title: 'What you can do next', noun: 'next steps', priority: 1 }),
    ...paragraph(standingLines(report, isHistory).join('<br>\n'), { title: '', noun: 'revisions', priority: 2 }),
    ...paragraph(isToldInShort(report) ? '' : readingOf(report.layout), { title: '', noun: 'layout', priority: 3 }),
  ]
}

/** Notices that are shown where there is no room for all, and characters of each. */
const SHORTER_NOTICES = [20, 5]
const MAX_SHORT_NOTICE = 400

const shortNotices = (notices: readonly string[], count: number): string => {
  const rest = notices.length - count
  const shown = notices.slice(0, count).map((notice) => md.text(shortened(notice, MAX_SHORT_NOTICE)))
  return md.list([...shown, ...(rest > 0 ? [`${rest} more`] : [])])
}

const readingOf = (layout: readonly LayoutRoot[]): string => {
  const roots = layout.map((root) => md.text(rootWords(root)))
  return roots.length === 0 ? '' : md.details('How I read this repository', md.list(roots))
}

const paragraph = (body: string, section: Omit<Section, 'body'>): readonly Section[] =>
  body === '' ? [] : [{ ...section, body }]

const standingLines = (report: Report, isHistory: boolean): readonly string[] => {
  if (changesOf(report) === undefined) return []
  const written = isToldInShort(report) ? [] : (planOf(report)?.resources ?? [])
  const row = written.map(revisionLabel).find((label) => label.includes('→'))
  const legend = row === undefined ? [] : [`${row} are Kestra's revisions: ${revisionTimes(report, isHistory)}.`]
  return [...notListed(report), ...legend]
}

const revisionTimes = ({ kind, result }: Report, isHistory: boolean): string => {
  if (kind === 'outcome') return result === 'failed' ? 'before, and as planned' : 'before and after the deploy'
  return isHistory ? 'then, and as planned' : 'now, and after the deploy'
}
