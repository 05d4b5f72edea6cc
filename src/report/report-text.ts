import { comparePlaces, type Problem, type Severity } from '../finding/problem.ts'
import { KINDS } from '../kinds/kinds.ts'
import { failsAtRunTime } from '../lint/all-codes.ts'
import type { ApprovedPlanCheck } from '../plan/approved-plan.ts'
import { digestOf, type Plan, summarize } from '../plan/plan.ts'
import { differenceText } from '../plan/plan-difference.ts'
import type { LayoutRoot } from '../resource/desired.ts'
import { counted } from '../text/lists.ts'
import { planOf, type Report } from './report.ts'

/** The title of a report in its first line, by command. */
export const COMMAND_TITLES: Readonly<Record<Report['command'], string>> = {
  validate: 'Validate',
  plan: 'Plan',
  deploy: 'Deploy',
  drift: 'Drift',
  export: 'Export',
  test: 'Tests',
}

const SEVERITY_ORDER: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 }

/**
 * Every problem of the report once. The worst come first, then those of these commits, then in order of their
 * locations.
 */
export const allProblems = (report: Report): readonly Problem[] => {
  const problems = [...report.problems, ...(planOf(report)?.problems ?? [])]
  const unique = new Map(problems.map((problem) => [JSON.stringify([problemPlace(problem), problem]), problem]))
  return [...unique.values()].toSorted(compareProblems)
}

/** `flows/daily.yml:7:5`, as far as it is known; `''` for a problem without a file. */
export const problemPlace = ({ file, line, column }: Problem): string =>
  [file, line, column].filter((part) => part !== undefined).join(':')

const compareProblems = (a: Problem, b: Problem): number =>
  SEVERITY_ORDER[a.severity] - SEVERITY_ORDER[b.severity] ||
  Number(a.isPreexisting === true) - Number(b.isPreexisting === true) ||
  Number(failsAtRunTime(b)) - Number(failsAtRunTime(a)) ||
  comparePlaces(a, b)

/** The notices of the run, its plan and its outcome, each once. */
export const allNotices = (report: Report): readonly string[] => [
  ...new Set([
    ...report.notices,
    ...(planOf(report)?.notices ?? []),
    ...(report.kind === 'outcome' ? report.outcome.notices : []),
  ]),
]

/** Notices about the comparison of one receipt with its plan, each a sentence. */
export const checkNotices = ({ missing, others }: ApprovedPlanCheck): readonly string[] => [
  ...(missing === undefined
    ? []
    : [`No plan of this pull request was found, so the deploy was not compared with one: ${missing}.`]),
  ...(others.length === 0
    ? []
    : [`This run also deployed ${counted(others.length, 'resource')} that the plans of other pull requests showed.`]),
]

/** One sentence for each pull request whose plan the deploy was compared with, for a report about all of them. */
export const approvedPlanNotices = ({ approvedPlans }: Report): readonly string[] =>
  approvedPlans.map(({ pullRequest, missing, kept, differs }) => {
    const name = `Pull request ${pullRequest}`
    if (missing !== undefined) return `${name}: no plan was found: ${missing}.`
    if (differs.length === 0) return `${name}: as planned (${counted(kept.size, 'resource')}).`
    const sentences = differs.map((difference) => differenceText(difference))
    return `${name}: not as planned: ${sentences.join('; ')}.`
  })

/**
 * The counts and the digest of a plan; zero counts where only the tree was checked, `undefined` where no plan was made.
 */
export const changesOf = (report: Report): Pick<Plan, 'summary' | 'digest'> | undefined =>
  report.kind === 'validity' ? { summary: summarize([]), digest: digestOf([]) } : planOf(report)

/** The sentence about a refusal or a failure, or none. Failed cases have messages of their own. */
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

/** The tenant of servers that have only one. Its name is not shown, because it reads like a branch. */
const DEFAULT_TENANT = 'main'

/** `production (kestra.acme.io)`, with the tenant unless it is the default; `no server` for a run without a server. */
export const targetLabel = ({ server, tenant, label }: Omit<Report['target'], 'serverVersion'>): string => {
  const address = server === null ? 'no server' : server.replace(/^https?:\/\//, '')
  const place = server === null || tenant === DEFAULT_TENANT ? address : `${address}, tenant ${tenant}`
  return label === undefined ? place : `${label} (${place})`
}

/** The heading above the resources that differ only on the server. */
export const serverTitle = ({ kind }: Report): string =>
  kind === 'export' ? 'Taken from the server' : 'Drift on the server'

/** `How I read this repository: ...`, one sentence; empty when no root was found. */
export const repositoryText = (layout: readonly LayoutRoot[]): readonly string[] =>
  layout.length === 0 ? [] : [`How I read this repository: ${layout.map(rootText).join('; ')}`]

/** A short form of about 55 characters: the numbers of folders and of their resources. */
export const repositoryInShort = (layout: readonly LayoutRoot[]): string => {
  const resources = layout.reduce((sum, { count }) => sum + count, 0)
  return `How I read this repository: ${counted(resources, 'resource')} in ${counted(layout.length, 'folder')}`
}

/** One folder with its number of resources and the source of its namespace. */
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
