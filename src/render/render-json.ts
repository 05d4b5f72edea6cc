import type { Report } from '../command/report.ts'
import { summarize } from '../plan/summarize.ts'
import type { Problem } from '../problem/problem.ts'
import { resourceKey } from '../resource/resource.ts'
import { contractName, type MachineContract } from './machine-contract.ts'
import type { Privacy } from './redact.ts'
import { makeRedact } from './redact.ts'
import { redactReport } from './redact-report.ts'
import { allNotices, allProblems, reasonMessage } from './report-words.ts'
import { resourceWords } from './resource-words.ts'

/** The report as the machine contract of product.md: JSON, two spaces, with a final line feed. */
export const renderJson = (report: Report, privacy: Privacy = {}): string =>
  `${JSON.stringify(asContract(redactReport(report, makeRedact(privacy), privacy)), undefined, 2)}\n`

const asContract = (report: Report): MachineContract => ({
  version: 1,
  command: report.command,
  result: report.result,
  reason: report.reason,
  message: report.reason === null ? null : (reasonMessage(report)[0] ?? null),
  target: { ...report.target },
  commit: report.commit,
  base: report.base,
  summary: { ...(report.plan?.summary ?? summarize([])) },
  resources: contractResources(report),
  problems: allProblems(report).map(contractProblem),
  notices: [...allNotices(report)],
  requests: { ...report.requests },
  digest: report.plan?.digest ?? null,
})

const contractResources = ({ plan, outcome }: Report): MachineContract['resources'] => {
  const outcomes = new Map(outcome?.resources.map((resource) => [resourceKey(resource), resource]))
  return (plan?.resources ?? []).map((resource) => {
    const done = outcomes.get(resourceKey(resource))
    const after = done?.revision.after ?? resource.revision.after
    const shared = {
      ...(resource.file === undefined ? {} : { file: resource.file }),
      change: resource.change,
      revision: { live: resource.revision.live, after },
      outcome: done?.outcome ?? null,
      ...(done?.message === undefined ? {} : { message: done.message }),
      words: [...resourceWords(resource)],
    }
    return { ...contractName(resource), ...shared }
  })
}

const contractProblem = ({
  severity,
  code,
  message,
  file,
  line,
  column,
}: Problem): MachineContract['problems'][number] => ({
  severity,
  code,
  message,
  ...(file === undefined ? {} : { file }),
  ...(line === undefined ? {} : { line }),
  ...(column === undefined ? {} : { column }),
})
