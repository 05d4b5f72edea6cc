import type { PlannedResource } from '../../plan/plan.ts'
import { bareHeadline } from '../../report/headline.ts'
import { isReportedBriefly } from '../../report/outcome-text.ts'
import { groupResources } from '../../report/plan-groups.ts'
import { type OutcomeReport, planOf, type Report } from '../../report/report.ts'
import {
  allNotices,
  allProblems,
  approvedPlanNotices,
  checkNotices,
  reasonMessage,
  rootText,
} from '../../report/report-text.ts'
import { shortened } from '../../text/visible.ts'
import { notListed } from '../describe-resource-change.ts'
import { type PlanDiffs, planDiffs, type StateLabels } from '../diff/plan-diffs.ts'
import type { Section } from '../fit-sections.ts'
import type { Links } from '../links.ts'
import { md } from '../markdown.ts'
import { nextSteps, STEPS } from '../next-steps.ts'
import { blastRadiusSection } from './blast-radius.ts'
import {
  changeSection,
  conflictSection,
  deletionSection,
  diffSections,
  foldedDiffs,
  overwriteSection,
  partDiffs,
  renameSection,
} from './changes.ts'
import { preexistingSections, problemSections } from './problems.ts'
import { differenceSections, previewSections, receiptSections, shortReceiptSections } from './receipt.ts'
import { executionSections, testSections } from './results.ts'
import type { PlanContext, SectionContext } from './section-context.ts'
import { keptEditsSection, leavingSection, leftSection, unmanagedSections } from './server-only.ts'

interface DocumentOptions {
  /** The first line, as Markdown. */
  readonly first: string
  /** The plain line below it, as Markdown. */
  readonly counts: string
  /** True for a finished plan. Its diffs are in one fold below the receipt. */
  readonly isHistory?: boolean
  /** UTF-8 bytes that diffs may use. */
  readonly budget: number
  /** Defaults to `stateLabelsOf`. */
  readonly labels?: StateLabels
}

/** All sections of one report in reading order, for the comment, the job summary and the drift issue. */
export const documentSections = (context: SectionContext, options: DocumentOptions): readonly Section[] => {
  const { report, links } = context
  const { first, counts, isHistory = false } = options
  return [
    { title: '', body: first, priority: 0, noun: 'headline' },
    { title: '', body: counts, priority: 0, noun: 'counts' },
    ...paragraph(report.notRead.map(md.text).join('<br>\n'), { title: '', noun: 'limits', priority: 0 }),
    ...reasonSections(report),
    ...previewSections(report, links),
    ...differenceSections(context.check),
    ...testSections(context),
    ...(report.kind === 'outcome' ? receiptOf(report, links) : []),
    ...executionSections(report, 'to-look-at'),
    ...(isReportedBriefly(report) ? [] : detailSections(context, options)),
    ...closingSections(context, isHistory),
  ]
}

/** Why nothing is deployed, or why the run failed. Conflicts have a section of their own. */
const reasonSections = (report: Report): readonly Section[] => {
  const plan = planOf(report)
  if (plan?.refusal?.reason === 'conflict' && groupResources(plan).conflicts.length > 0) return []
  return reasonMessage(report).map((text) => ({ title: '', body: md.text(text), priority: 0, noun: 'message' }))
}

const receiptOf = (report: OutcomeReport, links: Links): readonly Section[] =>
  isReportedBriefly(report) ? shortReceiptSections(report.outcome) : receiptSections(report, links)

const detailSections = (
  context: SectionContext,
  { first: _, counts: __, isHistory = false, ...diffOptions }: DocumentOptions,
): readonly Section[] => {
  const { report } = context
  const plan = planOf(report)
  const rest = [...executionSections(report, 'well'), ...preexistingSections(context)]
  // The end of a preview compares nothing. The receipt names all that was deleted.
  if (plan === undefined || report.preview?.isEnding === true) return [...problemSections(context), ...rest]
  const diffs = planDiffs(plan, { ...context, ...diffOptions })
  const part = { ...context, plan }
  return isHistory ? historySections(part, diffs) : planSections(part, diffs)
}

/**
 * The problems of this change, then its plan from irreversible changes to details, then one line for each unchanged
 * group.
 */
const planSections = (context: PlanContext, diffs: PlanDiffs): readonly Section[] => {
  const { plan, report, titles } = context
  const { deletions, renames, overwrites, here, pending, server } = groupResources(plan)
  // A drift report shows what other reports fold.
  const isDrift = report.command === 'drift' || report.command === 'export'
  const edits = isDrift ? server : server.filter((resource) => !isKeptEdit(resource))
  const shown = [...deletions, ...renames.map(({ to }) => to), ...overwrites, ...here, ...pending, ...edits]
  return [
    ...problemSections(context),
    ...riskSections(context),
    ...changeSection(titles.here, withoutInvalid(here, report), context),
    ...changeSection(titles.pending, withoutInvalid(pending, report), context),
    ...changeSection(titles.server, edits, context),
    ...executionSections(report, 'well'),
    ...diffSections(diffs, shown, bareHeadline(report).verdict === 'blocked'),
    ...blastRadiusSection(context),
    ...unchangedSections(context, diffs, isDrift),
    ...preexistingSections(context),
  ]
}

/** Irreversible changes, and what stops a deploy. They are never left out. */
const riskSections = (context: PlanContext): readonly Section[] => {
  const { deletions, renames, conflicts, overwrites } = groupResources(context.plan)
  return [
    ...deletionSection(deletions, context),
    ...renameSection(renames, context),
    ...conflictSection(conflicts, context),
    ...overwriteSection(overwrites, context),
  ]
}

/** True for an edit on the server that a deploy keeps. */
const isKeptEdit = ({ origin, action, change }: PlannedResource): boolean =>
  origin === 'server' && action === 'none' && change !== 'conflict'

/** Removes resources whose file has an error, because they are not deployed. */
const withoutInvalid = (resources: readonly PlannedResource[], report: Report): readonly PlannedResource[] => {
  const files = new Set(allProblems(report).flatMap(({ severity, file }) => (severity === 'error' ? [file] : [])))
  return resources.filter(({ change, file }) => change !== 'invalid' || file === undefined || !files.has(file))
}

/** One folded line for each group that a deploy leaves unchanged. */
const unchangedSections = (context: PlanContext, diffs: PlanDiffs, isDrift: boolean): readonly Section[] => {
  const { plan, links, report } = context
  const { leaving, left, server } = groupResources(plan)
  const edits = isDrift ? [] : server.filter(isKeptEdit)
  return [
    ...leavingSection(leaving, links),
    ...keptEditsSection(edits, { diffs: partDiffs(diffs, edits), links }),
    ...leftSection(left, links),
    ...unmanagedSections(report),
  ]
}

/** The sections of a finished plan. After a receipt it is not repeated; a plan that was not merged is one fold. */
const historySections = (context: PlanContext, diffs: PlanDiffs): readonly Section[] => {
  const { plan, report, titles } = context
  const { here, pending, server } = groupResources(plan)
  const acting = server.filter((resource) => !isKeptEdit(resource))
  const lists = [
    ...riskSections(context),
    ...changeSection(titles.here, here, context),
    ...changeSection(titles.pending, pending, context),
    ...changeSection(titles.server, acting, context),
  ]
  const body = lists.map((section) => `**${section.title}**\n\n${section.body}`).join('\n\n')
  const last = { title: '', body: md.details('The last plan', body), priority: 3, noun: 'plan' }
  return [
    ...problemSections(context),
    ...executionSections(report, 'well'),
    ...(report.kind === 'outcome' || body === '' ? [] : [last]),
    ...foldedDiffs(
      diffs,
      plan.resources.filter((resource) => !isKeptEdit(resource)),
    ),
    ...unchangedSections(context, diffs, false),
    ...preexistingSections(context),
  ]
}

/** Notices, next steps, the layout of the repository, and what is not listed. */
const closingSections = ({ report, check }: SectionContext, isHistory: boolean): readonly Section[] => {
  const approvedPlans = check === undefined ? approvedPlanNotices(report) : checkNotices(check)
  const notices = [...approvedPlans, ...allNotices(report)]
  const steps = isHistory && report.command !== 'deploy' ? [] : nextSteps(report, 'github', saidSteps(report))
  return [
    ...paragraph(md.list(notices.map(md.text)), {
      title: 'Good to know',
      noun: 'notices',
      // Notices limit what the report knows, so they are never left out.
      priority: 0,
      shorter: SHORTER_NOTICES.map((count) => shortNotices(notices, count)),
    }),
    ...paragraph(md.list(steps.map(md.text)), { title: 'Next steps', noun: 'next steps', priority: 1 }),
    ...paragraph(isReportedBriefly(report) ? '' : layoutFold(report), { title: '', noun: 'layout', priority: 3 }),
  ]
}

/** Next steps that the headline or another section already names. A drift report has no section for them. */
const saidSteps = ({ command }: Report): readonly string[] => [
  STEPS.github.deploy,
  STEPS.github.conflict,
  ...(command === 'drift' ? [] : [STEPS.github.drift]),
]

/** Numbers of notices in the shorter forms, and characters of each. */
const SHORTER_NOTICES = [20, 5]
const MAX_SHORT_NOTICE = 400

const shortNotices = (notices: readonly string[], count: number): string => {
  const rest = notices.length - count
  const shown = notices.slice(0, count).map((notice) => md.text(shortened(notice, MAX_SHORT_NOTICE)))
  return md.list([...shown, ...(rest > 0 ? [`${rest} more`] : [])])
}

/** One fold: how the tree was read, and what is counted but not listed. */
const layoutFold = (report: Report): string => {
  const roots = report.layout.map((root) => md.text(rootText(root)))
  const rest = notListed(report).map(md.text)
  if (roots.length === 0) return rest.join('')
  return md.details('How this repository was read', [md.list(roots), ...rest].join('\n\n'))
}

const paragraph = (body: string, section: Omit<Section, 'body'>): readonly Section[] =>
  body === '' ? [] : [{ ...section, body }]
