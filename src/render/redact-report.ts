import type { Report } from '../command/report.ts'
import type { ResourceOutcome } from '../deploy/outcome.ts'
import type { Plan, PlannedResource } from '../plan/plan.ts'
import type { Problem } from '../problem/problem.ts'
import { countServerOnlyLines, hiddenNote } from './diff/resource-diff.ts'
import type { Redact } from './redact.ts'
import { hidesServerLines, type Privacy } from './redact.ts'

/**
 * The report with every text fit to be shown, before any escaping: secrets are looked for in names, words and messages,
 * and words about lines that only the server knows give way to their number. The contents of resources stay as they
 * are, because what changed in them must be told before it is hidden (`resourceDiff`).
 */
export const withholdReport = (report: Report, redact: Redact, privacy: Privacy): Report => ({
  ...report,
  ...(report.message === undefined ? {} : { message: redact(report.message) }),
  target: withholdTarget(report.target, redact),
  ...(report.plan === undefined ? {} : { plan: withholdPlan(report.plan, redact, privacy) }),
  ...(report.outcome === undefined
    ? {}
    : {
        outcome: {
          ...report.outcome,
          resources: report.outcome.resources.map((resource) => withholdOutcome(resource, redact)),
          notices: report.outcome.notices.map((notice) => redact(notice)),
        },
      }),
  problems: report.problems.map((problem) => withholdProblem(problem, redact)),
  layout: report.layout.map((root) => ({
    ...root,
    root: redact(root.root),
    ...(root.namespace === undefined ? {} : { namespace: redact(root.namespace) }),
  })),
  notices: report.notices.map((notice) => redact(notice)),
})

const withholdTarget = ({ server, tenant, serverVersion }: Report['target'], redact: Redact): Report['target'] => ({
  server: server === null ? null : redact(server),
  tenant: redact(tenant),
  serverVersion: serverVersion === null ? null : redact(serverVersion),
})

const withholdPlan = (plan: Plan, redact: Redact, privacy: Privacy): Plan => ({
  ...plan,
  resources: plan.resources.map((resource) => withholdResource(resource, redact, privacy)),
  problems: plan.problems.map((problem) => withholdProblem(problem, redact)),
  notices: plan.notices.map((notice) => redact(notice)),
  edges: plan.edges.map((edge) => ({ ...edge, from: redact(edge.from), to: redact(edge.to) })),
  ...(plan.refusal === undefined ? {} : { refusal: { ...plan.refusal, message: redact(plan.refusal.message) } }),
})

const withholdResource = (resource: PlannedResource, redact: Redact, privacy: Privacy): PlannedResource => {
  const { file, note, movedFrom } = resource
  const hidden = hidesServerLines(privacy) ? countServerOnlyLines(resource) : 0
  return {
    ...resource,
    namespace: redact(resource.namespace),
    name: redact(resource.name),
    words: hidden > 0 ? [hiddenNote(hidden)] : resource.words.map((words) => redact(words)),
    ...(file === undefined ? {} : { file: redact(file) }),
    ...(note === undefined ? {} : { note: redact(note) }),
    ...(movedFrom === undefined ? {} : { movedFrom: redactValues(movedFrom, redact) }),
  }
}

const redactValues = (movedFrom: NonNullable<PlannedResource['movedFrom']>, redact: Redact) =>
  Object.fromEntries(Object.entries(movedFrom).map(([key, text]) => [key, redact(text)]))

const withholdOutcome = (resource: ResourceOutcome, redact: Redact): ResourceOutcome => ({
  ...resource,
  namespace: redact(resource.namespace),
  name: redact(resource.name),
  ...(resource.message === undefined ? {} : { message: redact(resource.message) }),
})

const withholdProblem = (problem: Problem, redact: Redact): Problem => ({
  ...problem,
  code: redact(problem.code),
  message: redact(problem.message),
  ...(problem.hint === undefined ? {} : { hint: redact(problem.hint) }),
  ...(problem.file === undefined ? {} : { file: redact(problem.file) }),
})
