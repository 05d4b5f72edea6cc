import type { FollowedFlow } from '../execution/followed-flow.ts'
import type { PromiseCheck } from '../plan/keep-promise.ts'
import type { Outcome, Plan, PlannedResource } from '../plan/plan.ts'
import type { Problem } from '../problem/problem.ts'
import { isProblemCode } from '../problem/problem-codes.ts'
import { type ExportedFile, planOf, type Report } from '../report/report.ts'
import type { CaseResult, FailedTask } from '../test/case-result.ts'
import { counted } from '../text/lists.ts'
import { shortened } from '../text/visible.ts'
import { serverOnlyNote } from './diff/resource-diff.ts'
import { hidesServerLines, type Privacy, type Redact } from './redact.ts'

/** Of one name, sentence or message; a server may say much more. */
const MAX_TEXT_LENGTH = 4_000

/**
 * The report with every text fit to be shown, before any escaping: secrets are looked for in names, words and messages,
 * and words about lines that only the server knows give way to their number and place. What is too long is cut, after that. The contents of resources stay as they
 * are, because what changed in them must be told before it is hidden (`resourceDiff`).
 */
export const redactReport = (report: Report, redactWhole: Redact, privacy: Privacy): Report => {
  const redact: Redact = (text) => shortened(redactWhole(text), MAX_TEXT_LENGTH)
  const { message, target, problems, layout, notices, unseen } = report
  const head = {
    message: message === undefined ? undefined : redact(message),
    target: redactTexts(target, ['server', 'tenant', 'label', 'serverVersion'], redact),
    problems: problems.map((problem) => redactProblem(problem, redact)),
    layout: layout.map((root) => redactTexts(root, ['root', 'namespace'], redact)),
    notices: notices.map((notice) => redact(notice)),
    unseen: unseen.map((sentence) => redact(sentence)),
    promises: report.promises.map((check) => redactCheck(check, redact)),
    tests: report.tests.map((result) => redactTest(result, redact, hidesResults(report, privacy))),
    met: report.met.map((one) => redactTexts(one, ['namespace', 'flow'], redact)),
    followed: report.followed.map((one) => redactFollowed(one, redact, hidesServerLines(privacy))),
    triggers: redactTriggers(report, redact, privacy),
  }
  if (!('plan' in report)) return { ...report, ...head }
  const plan = redactPlan(report.plan, redact, privacy)
  switch (report.kind) {
    case 'plan':
      return {
        ...{ ...report, ...head, plan },
        whyNoDeploy: report.whyNoDeploy && redactTexts(report.whyNoDeploy, ['message'], redact),
      }
    case 'outcome':
      return { ...report, ...head, plan, outcome: redactOutcome(report.outcome, redact) }
    case 'export':
      return { ...report, ...head, plan, files: report.files.map((file) => redactFile(file, redact)) }
  }
}

/** When a trigger fires by a text that only the server has is as little told as that text. */
const redactTriggers = (report: Report, redact: Redact, privacy: Privacy): Report['triggers'] => {
  const resources = hidesServerLines(privacy) ? (planOf(report)?.resources ?? []) : []
  const hidden = new Set(
    resources
      .filter((resource) => serverOnlyNote(resource) !== undefined)
      .map(({ namespace, name }) => `${namespace} ${name}`),
  )
  return report.triggers.map((state) => ({
    ...redactTexts(state, ['namespace', 'flow', 'trigger', 'says'], redact),
    ...(hidden.has(`${state.namespace} ${state.flow}`) ? { says: null, next: null } : {}),
  }))
}

/** What ran on the server of a deploy may say what only that server knows; flow tests run on what the repository brings. */
const hidesResults = ({ kind }: Report, privacy: Privacy): boolean => kind !== 'tests' && hidesServerLines(privacy)

const redactTest = (result: CaseResult, redact: Redact, isHidden: boolean): CaseResult => ({
  ...redactTexts(result, ['suite', 'case', 'file', 'message', 'execution'], redact),
  flow: redactTexts(result.flow, ['namespace', 'id'], redact),
  assertions: result.assertions.map((assertion) => ({
    ...redactTexts(assertion, ['expected', 'actual', 'message'], redact),
    ...(isHidden ? { actual: `(${counted(Buffer.byteLength(assertion.actual), 'byte')}, not shown in public)` } : {}),
  })),
  failedTask: result.failedTask && redactTask(result.failedTask, redact, isHidden),
})

const redactFollowed = (followed: FollowedFlow, redact: Redact, isHidden: boolean): FollowedFlow => ({
  ...redactTexts(followed, ['namespace', 'flow'], redact),
  execution: followed.execution && {
    ...redactTexts(followed.execution, ['state'], redact),
    failedTask: followed.execution.failedTask && redactTask(followed.execution.failedTask, redact, isHidden),
  },
})

const redactTask = ({ taskId, log }: FailedTask, redact: Redact, isHidden: boolean): FailedTask => ({
  taskId: redact(taskId),
  log:
    isHidden && log.length > 0
      ? [`(${counted(log.length, 'line')}, not shown in public)`]
      : log.map((line) => redact(line)),
})

const redactCheck = (check: PromiseCheck, redact: Redact): PromiseCheck => ({
  ...check,
  missing: check.missing && redact(check.missing),
  differs: check.differs.map(({ resource, ...difference }) => ({
    ...difference,
    resource: resource && redactTexts(resource, ['namespace', 'name'], redact),
  })),
})

const redactFile = (file: ExportedFile, redact: Redact): ExportedFile =>
  redactTexts(file, ['namespace', 'name', 'file'], redact)

const redactPlan = (plan: Plan, redact: Redact, privacy: Privacy): Plan => ({
  ...plan,
  resources: plan.resources.map((resource) => redactResource(resource, redact, privacy)),
  problems: plan.problems.map((problem) => redactProblem(problem, redact)),
  notices: plan.notices.map((notice) => redact(notice)),
  edges: plan.edges.map((edge) => ({ ...edge, from: redact(edge.from), to: redact(edge.to) })),
  refusal: plan.refusal && redactTexts(plan.refusal, ['message'], redact),
})

const redactResource = (resource: PlannedResource, redact: Redact, privacy: Privacy): PlannedResource => {
  const { renamedFrom, words } = resource
  const hidden = hidesServerLines(privacy) ? serverOnlyNote(resource) : undefined
  return {
    ...redactTexts(resource, ['namespace', 'name', 'file', 'note'], redact),
    words: hidden === undefined ? words.map((sentence) => redact(sentence)) : [redact(hidden)],
    breaks: resource.breaks.map((name) => redact(name)),
    renamedFrom: renamedFrom && redactTexts(renamedFrom, ['namespace', 'name'], redact),
  }
}

const redactOutcome = (outcome: Outcome, redact: Redact): Outcome => ({
  ...outcome,
  resources: outcome.resources.map((resource) => redactTexts(resource, ['namespace', 'name', 'message'], redact)),
  notices: outcome.notices.map((notice) => redact(notice)),
})

const redactProblem = (problem: Problem, redact: Redact): Problem =>
  // Codes of ours are what programs look for; of an artifact it may be any text.
  redactTexts(problem, [...(isProblemCode(problem.code) ? [] : ['code' as const]), 'message', 'hint', 'file'], redact)

/** A copy in which these fields are redacted, where they hold a text. */
const redactTexts = <T extends object>(value: T, fields: readonly (keyof T & string)[], redact: Redact): T => ({
  ...value,
  ...Object.fromEntries(
    fields.flatMap((field) => {
      const text = value[field]
      return typeof text === 'string' ? [[field, redact(text)]] : []
    }),
  ),
})
