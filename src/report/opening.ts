import { code } from '../kinds/describe-change.ts'
import type { Plan, PlannedResource, ResourceOutcome } from '../plan/plan.ts'
import { counted, isOrAre } from '../text/lists.ts'
import { lastSegmentOf } from '../text/paths.ts'
import { hasFailed } from '../verify/followed-flow.ts'
import { bareHeadline, driftHeadline, errorText, type Verdict } from './headline.ts'
import { failedText, type Naming } from './outcome-text.ts'
import { groupResources } from './plan-groups.ts'
import { failingFlows, groupProblems } from './problem-groups.ts'
import { type OutcomeReport, type PlanReport, planOf, type Report } from './report.ts'
import { allProblems } from './report-text.ts'
import { groupCases, smokeText } from './test-text.ts'

/** The first two lines of a comment; backticks delimit code. */
export interface Opening {
  readonly verdict: Verdict
  /** The most important fact, without a full stop; `''` where the verdict says everything. */
  readonly point: string
  /** Clauses of the plain second line: `2 created, 3 changed`, `1 kept`. */
  readonly counts: readonly string[]
}

/**
 * The opening of a report. For a plan and a deploy it names the most important fact; for other runs it is
 * `bareHeadline`.
 */
export const openingOf = (report: Report): Opening => {
  const { verdict, text } = bareHeadline(report)
  if (report.kind === 'outcome') return { verdict, ...outcomeOpening(report) }
  if (report.kind !== 'plan' || report.result === 'failed') return { verdict, point: text, counts: [] }
  if (report.command === 'drift') {
    const [point = '', ...counts] = driftHeadline(report).parts
    return { verdict, point, counts }
  }
  return { verdict, point: planPoint(report, verdict), counts: planCounts(report, verdict) }
}

/** The first fact of a plan in this order: what stops it, what fails, what is irreversible, what is not known. */
const planPoint = (report: PlanReport, verdict: Verdict): string => {
  if (verdict === 'blocked') return blockedPoint(report)
  const { deletions, renames, overwrites } = groupResources(report.plan)
  const recreated = report.plan.resources.filter(({ change, action }) => change === 'drift' && action === 'create')
  const writes = report.plan.resources.filter(({ action }) => action !== 'none')
  const points = [
    ...failurePoints(report),
    ...notFiringPoints(report),
    ...subjectClause(deletions, 'is deleted', 'are deleted'),
    ...subjectClause(
      renames.map(({ from }) => from),
      'is deleted and created under another name',
      'are deleted and created under other names',
    ),
    ...subjectClause(overwrites, 'is overwritten on the server', 'are overwritten on the server'),
    ...subjectClause(recreated, 'was deleted on the server and is created again', 'are created again on the server'),
    ...(writes.length === 0 ? ['nothing to deploy'] : []),
    ...(report.target.server === null ? ['compared with Git only, not with the server'] : []),
  ]
  return points[0] ?? ''
}

const blockedPoint = (report: PlanReport): string => {
  const { conflicts } = groupResources(report.plan)
  const errors = allProblems(report).filter(({ severity }) => severity === 'error')
  const files = [...new Set(errors.map(({ file }) => file))]
  const isOwn = groupProblems(report).errors.length > 0
  const [file] = files
  const place = files.length === 1 && file !== undefined ? ` in ${code(shortName(file))}` : ''
  const points = [
    ...(errors.length > 0 ? [`${errorText(report, errors.length)}${isOwn ? place : ''}`] : []),
    ...subjectClause(conflicts, 'was changed in Git and on the server', 'were changed in Git and on the server'),
    report.command === 'deploy' ? 'nothing was deployed' : 'a deploy would be refused',
  ]
  return points[0] ?? ''
}

const failurePoints = (report: Report): readonly string[] => {
  const names = failingIds(report)
  if (names.length === 0) return []
  const shown = names.length > MOST_NAMES ? [`${names.length} flows`] : names.map((name) => code(shortName(name)))
  return [`${shown.join(' and ')} will fail at run time`]
}

/** Ids of the failing flows: of the files of this change first, then of the callers that it breaks. */
const failingIds = (report: Report): readonly string[] => {
  const { files, callers } = failingFlows(report)
  const resources = planOf(report)?.resources ?? []
  const named = [...files].map(
    (file) => resources.find((resource) => resource.file === file)?.name ?? lastSegmentOf(file).replace(/\.[^.]*$/, ''),
  )
  return [...named, ...[...callers].map((name) => name.slice(name.lastIndexOf('.') + 1))]
}

const notFiringPoints = ({ triggers }: Report): readonly string[] => {
  const notFiring = triggers.filter(({ needsLook }) => needsLook)
  const [first] = notFiring
  if (first === undefined) return []
  return notFiring.length === 1
    ? [`the trigger ${code(shortName(first.trigger))} does not fire as Git says`]
    : [`${notFiring.length} triggers do not fire as Git says`]
}

const planCounts = ({ plan, command }: PlanReport, verdict: Verdict): readonly string[] => {
  const { renames, conflicts, leaving: _, ...groups } = groupResources(plan)
  const single = Object.values(groups).flat()
  const having = (action: PlannedResource['action']) => single.filter((resource) => resource.action === action).length
  const invalid = plan.resources.filter(({ change }) => change === 'invalid').length
  return [
    ...(verdict === 'blocked' ? [`Nothing ${command === 'deploy' ? 'was' : 'would be'} deployed`] : []),
    ...changeCounts({
      created: having('create'),
      changed: having('update'),
      renamed: renames.length,
      deleted: having('delete'),
    }),
    ...(invalid > 0 ? [`${invalid} invalid`] : []),
    ...(conflicts.length > 0 ? [counted(conflicts.length, 'conflict')] : []),
    ...keptCount(plan),
  ]
}

/** `2 kept`, or empty: edits on the server and resources removed from Git that a deploy leaves on the server. */
const keptCount = (plan: Plan): readonly string[] => {
  const edits = plan.resources.filter(({ change, action }) => change === 'drift' && action === 'none')
  const count = edits.length + groupResources(plan).leaving.length
  return count > 0 ? [`${count} kept`] : []
}

/** `2 created, 3 changed, 1 deleted`, or empty. */
const changeCounts = (counts: Readonly<Record<string, number>>): readonly string[] => {
  const parts = Object.entries(counts).flatMap(([label, count]) => (count > 0 ? [`${count} ${label}`] : []))
  return parts.length === 0 ? [] : [parts.join(', ')]
}

const outcomeOpening = (report: OutcomeReport): Omit<Opening, 'verdict'> => {
  const { resources } = report.outcome
  const applied = resources.filter(({ outcome }) => outcome === 'applied')
  const having = (action: PlannedResource['action']) => applied.filter((resource) => resource.action === action).length
  const counts = [
    ...changeCounts({ created: having('create'), changed: having('update'), deleted: having('delete') }),
    ...smokeText(report.tests),
  ]
  if (report.result === 'failed') return { point: failedText(report, SHORT_NAMES), counts }
  const [fault] = [
    ...followedPoints(report),
    ...notFiringPoints(report),
    ...smokePoints(report),
    ...failurePoints(report),
  ]
  return { point: fault ?? appliedPoint(applied), counts: [...counts, ...keptCount(report.plan)] }
}

const SHORT_NAMES: Naming = { resource: ({ name }) => shortName(name), case: (result) => shortName(result.case) }

const followedPoints = ({ followed }: Report): readonly string[] => {
  const failed = followed.filter(hasFailed)
  const [first] = failed
  if (first === undefined) return []
  return failed.length === 1
    ? [`the first execution of ${code(shortName(first.flow))} ended as ${first.execution?.state}`]
    : [`the first executions of ${failed.length} flows did not end well`]
}

const smokePoints = ({ tests }: Report): readonly string[] => {
  const { length } = groupCases(tests).broken
  return length === 0 ? [] : [`${counted(length, 'smoke run')} failed`]
}

const appliedPoint = (applied: readonly ResourceOutcome[]): string => {
  const { length } = applied
  if (length === 0) return 'nothing to write'
  const change = applied.every(({ action }) => action === 'delete')
    ? `${counted(length, 'resource')} ${isOrAre(length)} deleted`
    : `${counted(length, 'change')} ${isOrAre(length)} live`
  return `${change}, read back from the server`
}

/** `` `daily` is deleted ``, or the number of resources with `many`; empty without resources. */
const subjectClause = (resources: readonly PlannedResource[], one: string, many: string): readonly string[] => {
  const [first] = resources
  if (first === undefined) return []
  return resources.length === 1
    ? [`${code(shortName(first.name))} ${one}`]
    : [`${counted(resources.length, 'resource')} ${many}`]
}

/** Names in one headline, and characters of each. */
const MOST_NAMES = 2
const MOST_NAME_LENGTH = 24

/** A name for a headline: the last step of a path, cut after 24 characters. */
export const shortName = (path: string): string => {
  const name = lastSegmentOf(path)
  return name.length <= MOST_NAME_LENGTH ? name : `${name.slice(0, MOST_NAME_LENGTH - 1).toWellFormed()}…`
}
