import type { Problem } from '../finding/problem.ts'
import type { CaseResult } from '../flow-tests/case-result.ts'
import { failsAtRunTime } from '../lint/all-codes.ts'
import { summarize } from '../plan/plan.ts'
import { planOf, type Report } from '../report/report.ts'
import { allNotices, allProblems, changesOf, reasonMessage } from '../report/report-text.ts'
import { resourceKey } from '../resource/resource.ts'
import { describeResourceChange } from './describe-resource-change.ts'
import { contractName, type MachineContract } from './machine-contract.ts'
import { type Privacy, redactReport } from './redact.ts'

/** The report in the contract of docs/plan-json.md: JSON with an indent of two blanks and a final line feed. */
export const renderJson = (report: Report, privacy: Privacy = {}): string =>
  `${JSON.stringify(contractReport(redactReport(report, privacy).report), undefined, 2)}\n`

const contractReport = (report: Report): MachineContract => ({
  version: 1,
  command: report.command,
  result: report.result,
  reason: report.reason,
  message: report.reason === null ? null : (reasonMessage(report)[0] ?? report.message ?? null),
  target: { ...report.target },
  commit: report.commit,
  base: report.base,
  summary: { ...(changesOf(report)?.summary ?? summarize([])) },
  resources: contractResources(report),
  unmanaged: (planOf(report)?.unmanaged.names ?? []).map(contractName),
  problems: allProblems(report).map(contractProblem),
  notices: [...report.notRead, ...allNotices(report)],
  promise: contractApprovedPlan(report),
  tests: report.tests.map(contractTest),
  triggers: report.triggers.map(({ needsLook: _, ...trigger }) => trigger),
  executions: report.runningExecutions.map(({ namespace, flow, running, queued, paused }) => ({
    namespace,
    flow,
    running,
    queued,
    paused,
  })),
  history: report.history.map((each) => ({ ...each })),
  followed: report.followed.map(({ namespace, flow, execution, onOlderRevisions }) => ({
    namespace,
    flow,
    execution: execution === undefined ? null : { id: execution.id, state: execution.state },
    onOlderRevisions,
  })),
  requests: { ...report.requests },
  digest: changesOf(report)?.digest ?? null,
})

const contractTest = ({ assertions, failedTask, ...result }: CaseResult): MachineContract['tests'][number] => {
  const { suite, case: name, file, line, verdict, message, execution = null, seconds = null } = result
  return {
    suite,
    case: name,
    file,
    line,
    verdict,
    message,
    assertions: assertions.map(({ line, passed, expected, actual }) => ({ line, passed, expected, actual })),
    failedTask: failedTask === undefined ? null : { id: failedTask.taskId, log: [...failedTask.log] },
    execution,
    seconds,
  }
}

const contractApprovedPlan = ({ approvedPlans, kind, result }: Report): MachineContract['promise'] => {
  const found = approvedPlans.filter(({ missing }) => missing === undefined)
  if (found.length === 0) return null
  const differs = found.flatMap(({ pullRequest, differs }) =>
    differs.map(({ resource, cause, pullRequests }) => ({
      ...(resource === undefined ? {} : contractName(resource)),
      cause,
      pullRequest,
      carries: [...pullRequests],
    })),
  )
  return { kept: kind === 'outcome' && result !== 'failed' && differs.length === 0, differs }
}

const contractResources = (report: Report): MachineContract['resources'] => {
  const ends = endStatesByKey(report)
  return (planOf(report)?.resources ?? []).map((resource) => {
    const end = ends.get(resourceKey(resource))
    return {
      ...contractName(resource),
      file: resource.file,
      change: resource.change,
      revision: { live: resource.revision.live, after: end?.after ?? resource.revision.after },
      outcome: end?.outcome ?? null,
      message: end?.message,
      words: [...describeResourceChange(resource)],
    }
  })
}

/**
 * The end state of each resource by its key. Writes to the server and to Git share one field: an exported file counts
 * as applied.
 */
const endStatesByKey = (report: Report) => {
  const written = report.kind === 'outcome' ? report.outcome.resources : []
  const exported = report.kind === 'export' ? report.files : []
  return new Map([
    ...written.map((resource) => {
      const { outcome, message, revision } = resource
      return [resourceKey(resource), { outcome, message, after: revision.after }] as const
    }),
    ...exported.map((resource) => {
      const outcome = resource.isWritten ? 'applied' : 'not-attempted'
      return [resourceKey(resource), { outcome, message: resource.file, after: null }] as const
    }),
  ])
}

const contractProblem = (problem: Problem): MachineContract['problems'][number] => {
  const { severity, code, message, file, line, column, isPreexisting } = problem
  return {
    severity,
    code,
    message,
    file,
    line,
    column,
    // False flags are absent.
    failsWhenRun: failsAtRunTime(problem) || undefined,
    elsewhere: isPreexisting,
  }
}
