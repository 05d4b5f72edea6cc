import { groupResources } from '../report/plan-groups.ts'
import { type ExportReport, planOf, type Report } from '../report/report.ts'
import { allProblems, refusalOf } from '../report/report-text.ts'

/** Number of steps that a footer may have. */
const MAX_STEPS = 2

/** Where the report is read. Settings have other names on GitHub than in a terminal. */
export type Sink = 'github' | 'terminal'

/** Sentences about possible next steps, by sink. */
export const STEPS = {
  github: {
    again: 'Fix the lines above and push.',
    retry:
      'Fix the cause and re-run this job: a deploy may be run again at any time, it writes only what still differs.',
    deploy: 'Merge to deploy this.',
    unknown: 'Merge to deploy this: the deploy compares it with the server first.',
    conflict:
      "Bring the server's edit into Git with `kestra-gitops export --conflicts` (in a workflow `command: export` and `conflicts: true`), or set `on-drift: overwrite` to let Git win.",
    drift:
      'Edits on the server stay: take them into Git with `kestra-gitops export` (in a workflow `command: export`), or drop them with `on-drift: overwrite`.',
    deletion: 'If a deletion is not intended, restore its file or set `when-missing: keep`.',
  },
  terminal: {
    again: 'Fix the lines above and run it again.',
    retry: 'Fix the cause and run deploy again: it writes only what still differs.',
    deploy: 'Run `kestra-gitops deploy` to apply this.',
    unknown: 'Run plan with `--server` to see what a deploy would do.',
    conflict:
      "Bring the server's edit into Git with `kestra-gitops export --conflicts`, or deploy with `--on-drift overwrite` to let Git win.",
    drift:
      'Edits on the server stay: take them into Git with `kestra-gitops export`, or drop them with `kestra-gitops deploy --on-drift overwrite`.',
    deletion: 'If a deletion is not intended, restore its file or deploy with `--when-missing keep`.',
  },
} as const satisfies Readonly<Record<Sink, unknown>>

/**
 * At most two next steps, the most urgent first; without the sentences in `said`, which the report shows in another
 * place.
 */
export const nextSteps = (report: Report, sink: Sink, said: readonly string[] = []): readonly string[] => {
  if (report.kind === 'export') return sink === 'terminal' ? exportSteps(report) : []
  const steps = report.command === 'deploy' ? deploySteps(report, sink) : planSteps(report, sink)
  return steps.filter((step) => !said.includes(step)).slice(0, MAX_STEPS)
}

/** In the action, the export opens a pull request, so only a terminal needs this step. */
const exportSteps = ({ files }: ExportReport): readonly string[] =>
  files.some(({ isWritten }) => isWritten)
    ? ['Not committed yet: review the changes (git diff), commit them (git add --all, then git commit), and run plan.']
    : []

const deploySteps = (report: Report, sink: Sink): readonly string[] => {
  const { kind, result } = report
  if (result === 'refused') return ['Resolve the problems above, then run the deploy again. Nothing was written.']
  if (result !== 'failed') return []
  // After the server stopped answering, nothing can be compared. The next run checks everything.
  const isStuck =
    kind === 'outcome' &&
    report.reason !== 'server-gone' &&
    report.outcome.resources.some(({ outcome }) => outcome === 'rollback-failed')
  return [
    ...(isStuck
      ? ['In the Kestra UI, compare the resources that could not be put back with their previous revision.']
      : []),
    STEPS[sink].retry,
  ]
}

const planSteps = (report: Report, sink: Sink): readonly string[] => {
  const plan = planOf(report)
  const hasErrors = allProblems(report).some(({ severity }) => severity === 'error')
  const steps = hasErrors ? [STEPS[sink].again] : []
  if (plan === undefined) return steps
  const { conflicts, deletions, renames, server } = groupResources(plan)
  const keepsDrift = server.some(({ change, action }) => change === 'drift' && action === 'none')
  return [
    ...steps,
    ...(conflicts.length > 0 ? [STEPS[sink].conflict] : []),
    ...(deletions.length + renames.length > 0 ? [STEPS[sink].deletion] : []),
    ...(keepsDrift ? [STEPS[sink].drift] : []),
    ...(plan.resources.some(({ action }) => action !== 'none') && !hasErrors && conflicts.length === 0
      ? [lastStep(report, sink)]
      : []),
  ]
}

const lastStep = (report: Report, sink: Sink): string => {
  if (refusalOf(report) !== undefined) return 'Resolve the problems above. Until then, a deploy writes nothing.'
  const whyNot = report.kind === 'plan' ? report.whyNoDeploy : undefined
  // A notice of the same run already has its message.
  if (whyNot?.reason === 'dirty-tree') return 'Not committed yet: commit, then deploy. As it is, a deploy is refused.'
  if (whyNot !== undefined) return `As it is, a deploy is refused: ${whyNot.message}`
  return STEPS[sink][report.target.server === null ? 'unknown' : 'deploy']
}
