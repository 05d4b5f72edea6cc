import { comparePlaces, type Problem, type Severity } from '../finding/problem.ts'
import { failsAtRunTime } from '../finding/problem-codes.ts'
import { KINDS } from '../kinds/kinds.ts'
import type { ApprovedPlanCheck } from '../plan/approved-plan.ts'
import { digestOf, type Plan, summarize } from '../plan/plan.ts'
import { differenceText } from '../plan/plan-difference.ts'
import type { LayoutRoot } from '../resource/desired.ts'
import { counted } from '../text/lists.ts'
import { planOf, type Report } from './report.ts'

/** What a report is called in its first line. */
export const COMMAND_TITLES: Readonly<Record<Report['command'], string>> = {
  validate: 'Validate',
  plan: 'Plan',
  deploy: 'Deploy',
  drift: 'Drift',
  export: 'Export',
  test: 'Tests',
}

const SEVERITY_ORDER: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 }

/** Every problem of the report once, the worst first, of what these commits change before others, then by place. */
export const allProblems = (report: Report): readonly Problem[] => {
  const problems = [...report.problems, ...(planOf(report)?.problems ?? [])]
  const unique = new Map(problems.map((problem) => [JSON.stringify([problemPlace(problem), problem]), problem]))
  return [...unique.values()].toSorted(compareProblems)
}

/** `flows/daily.yml:7:5`, as much of it as is known; `''` for a problem without a file. */
export const problemPlace = ({ file, line, column }: Problem): string =>
  [file, line, column].filter((part) => part !== undefined).join(':')

const compareProblems = (a: Problem, b: Problem): number =>
  SEVERITY_ORDER[a.severity] - SEVERITY_ORDER[b.severity] ||
  Number(a.isPreexisting === true) - Number(b.isPreexisting === true) ||
  Number(failsAtRunTime(b)) - Number(failsAtRunTime(a)) ||
  comparePlaces(a, b)

/** The notices of the run, of its plan and of its outcome, each once. */
export const allNotices = (report: Report): readonly string[] => [
  ...new Set([
    ...report.notices,
    ...(planOf(report)?.notices ?? []),
    ...(report.kind === 'outcome' ? report.outcome.notices : []),
  ]),
]

/** What a reader of one receipt should know beside that. Sentences in words. */
export const checkNotices = ({ missing, others }: ApprovedPlanCheck): readonly string[] => [
  ...(missing === undefined
    ? []
    : [`No plan of this pull request was found, so the deploy was not compared with one: ${missing}.`]),
  ...(others.length === 0
    ? []
    : [`This run also deployed ${counted(others.length, 'resource')} that the plans of other pull requests showed.`]),
]

/** Every promise of a deploy in a sentence, for those who read about all of them at once. */
export const approvedPlanNotices = ({ approvedPlans }: Report): readonly string[] =>
  approvedPlans.map(({ pullRequest, missing, kept, differs }) => {
    const name = `Pull request ${pullRequest}`
    if (missing !== undefined) return `${name}: no plan was found: ${missing}.`
    if (differs.length === 0) return `${name}: as planned (${counted(kept.size, 'resource')}).`
    const words = differs.map((difference) => differenceText(difference))
    return `${name}: not as planned: ${words.join('; ')}.`
  })

/** How much changes: nothing where only the tree was looked through, `undefined` where nobody knows. */
export const changesOf = (report: Report): Pick<Plan, 'summary' | 'digest'> | undefined =>
  report.kind === 'validity' ? { summary: summarize([]), digest: digestOf([]) } : planOf(report)

/** The sentence to a refusal or a failure, or none: cases that failed say it themselves. */
export const reasonMessage = (report: Report): readonly string[] =>
  report.kind === 'tests' && report.reason === 'tests-failed'
    ? []
    : [refusalOf(report) ?? (report.result === 'failed' ? report.message : undefined)].filter(
        (text) => text !== undefined,
      )

/** The sentence that says why the run refuses to write; `undefined` when it does not refuse. */
export const refusalOf = (report: Report): string | undefined => {
  const { result, message } = report
  return (
    planOf(report)?.refusal?.message ?? (result === 'refused' ? (message ?? 'the run refused to write') : undefined)
  )
}

/** Of servers that have one only; named, it reads as a branch. */
const DEFAULT_TENANT = 'main'

/** `production (kestra.acme.io)`, with the tenant where it has a name of its own, or what stands for it when the run had no server. */
export const targetLabel = ({ server, tenant, label }: Omit<Report['target'], 'serverVersion'>): string => {
  const address = server === null ? 'no server' : server.replace(/^https?:\/\//, '')
  const place = server === null || tenant === DEFAULT_TENANT ? address : `${address}, tenant ${tenant}`
  return label === undefined ? place : `${label} (${place})`
}

/** The heading above the resources that differ on the server only. */
export const serverTitle = ({ kind }: Report): string =>
  kind === 'export' ? 'Taken from the server' : 'Drift on the server'

/** `How I read this repository: ...`, one sentence in words, or none when no root was found. */
export const repositoryText = (layout: readonly LayoutRoot[]): readonly string[] =>
  layout.length === 0 ? [] : [`How I read this repository: ${layout.map(rootText).join('; ')}`]

/** The same in about 55 characters: how many folders, and how many resources they hold. */
export const repositoryInShort = (layout: readonly LayoutRoot[]): string => {
  const resources = layout.reduce((sum, { count }) => sum + count, 0)
  return `How I read this repository: ${counted(resources, 'resource')} in ${counted(layout.length, 'folder')}`
}

/** One folder in words, with what it holds and where its namespace comes from. */
export const rootText = ({ root, kind, count, namespace, namespaceFrom }: LayoutRoot): string => {
  const origin = {
    yaml: 'namespace from the YAML',
    folder: 'namespace from the folder',
    setting: 'namespace as set',
    nowhere: 'of the whole tenant',
  }
  const where = namespace === undefined ? origin[namespaceFrom] : `namespace \`${namespace}\``
  return `\`${root === '' ? '.' : root}/\` ${counted(count, KINDS[kind].noun)} (${where})`
}
