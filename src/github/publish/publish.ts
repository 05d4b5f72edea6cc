import { resolve } from 'node:path'
import { isUserError } from '../../finding/user-error.ts'
import { writeDocument } from '../../output/output-sanitizer.ts'
import { stageOf } from '../../render/answer.ts'
import { renderHtml } from '../../render/html/render-html.ts'
import { redactReport } from '../../render/redact.ts'
import { renderAnnotations } from '../../render/render-annotations.ts'
import type { CommentOptions } from '../../render/render-comment.ts'
import { renderDriftIssue } from '../../render/render-comment.ts'
import { renderJson } from '../../render/render-json.ts'
import { renderSummary } from '../../render/render-summary.ts'
import { renderTerminal } from '../../render/render-terminal.ts'
import { isGood, planOf, type Report } from '../../report/report.ts'
import { allProblems } from '../../report/report-text.ts'
import { caseCounts, caseProblems } from '../../report/test-text.ts'
import { VERSION } from '../../version.ts'
import { postComment } from '../comment/post-comment.ts'
import { approvedPlanMarkerOf } from '../comment/read-approved-plan.ts'
import type { ReceiptTarget, ReceiptTargets } from '../comment/receipt-targets.ts'
import { type Job, linksOf, targetKey } from '../job/job.ts'
import { writeAnnotations, writeOwnFile, writeSummary } from '../job/sinks.ts'
import { upsertDriftIssue } from './drift-issue.ts'
import { outputsOf, setOutputs } from './outputs.ts'

/** Writes a report to the log, annotations, job summary, plan.json, comment or issue, and outputs, and fails the step if needed. */
export const publish = async (report: Report, job: Job, receiptTargets: ReceiptTargets): Promise<void> => {
  const { core, sanitizer, runner } = job
  const options = renderOptions(report, job)
  core.print(renderTerminal(report, { ...options, color: false, width: 100, sink: 'github' }))
  // Annotations and the failure text come from the same redacted report as the rendered documents.
  const shown = redactReport(report, options).report
  writeAnnotations(core, renderAnnotations([...allProblems(shown), ...caseProblems(shown.tests)], options))
  const whyNoSummary = await writeSummary(runner.summaryFile, renderSummary(report, options), sanitizer)
  if (whyNoSummary !== undefined) core.info(whyNoSummary)
  const planJson = await writeOwnFile(runner, 'plan.json', renderJson(report, options))
  await writePage(report, options, job)
  const commentUrl =
    report.command === 'drift'
      ? await publishDrift(report, options, job)
      : await postReport(report, job, receiptTargets)
  setOutputs(core, outputsOf(report, { planJson, commentUrl }))
  if (!isGood(report.result)) core.setFailed(failureText(shown))
}

type CommentContext = Omit<CommentOptions, 'stage' | 'budget'>

const renderOptions = ({ command }: Report, job: Job): CommentContext => {
  const { settings, context, sanitizer } = job
  return {
    marker: {
      key: targetKey(settings, command),
      runId: context.run.id,
      runAttempt: context.run.attempt,
      commit: context.shownSha,
    },
    links: linksOf(job),
    maskedValues: sanitizer.maskedValues(),
    isPublic: context.isPublicRepository,
    showServerSource: settings.showsServerSource,
  }
}

/** Writes the HTML page. A failure is only a warning, so that receipt and result are still shown. */
const writePage = async (
  report: Report,
  options: CommentContext,
  { core, sanitizer, runner, settings }: Job,
): Promise<void> => {
  if (settings.htmlFile === undefined) return
  const { workspace } = runner
  const page = { file: resolve(workspace, settings.htmlFile), of: 'html', workspace }
  try {
    await writeDocument(sanitizer.page, page, renderHtml(report, { ...options, sink: 'github', version: VERSION }))
  } catch (error) {
    if (!isUserError(error)) throw error
    core.warning(error.message, { title: 'html' })
  }
}

/**
 * Writes only the comments, also while the run continues. A plan goes to its pull request, a receipt to each merged pull request.
 * Returns the address of the last comment, or ''.
 */
export const postReport = async (report: Report, job: Job, receiptTargets: ReceiptTargets): Promise<string> => {
  const options = renderOptions(report, job)
  const { settings, context, core, github } = job
  if (github === undefined || !settings.comments || !context.mayComment || !COMMENTED.has(report.command)) return ''
  let url = ''
  for (const { number: pullRequest, isOfPush, planMarker } of await commentedOn(report, job, receiptTargets)) {
    const mode = isOfPush && isWorthAComment(report) ? 'create-or-update' : 'update-only'
    const marker = {
      ...options.marker,
      approvedPlan: planMarker ?? approvedPlanMarkerOf(report, { ...options.marker, pullRequest }),
    }
    const shown = { ...options, marker, stage: stageOf(report) }
    const written = await postComment(report, { github, pullRequest, mode, options: shown, job })
    if ('sentence' in written) core.info(written.sentence)
    if ('url' in written) url = written.url
  }
  return url
}

/** The pull requests to comment on. After a push, only a deploy comments on the merged pull requests; a plan does not. */
const commentedOn = async (
  { command }: Report,
  { context }: Job,
  receiptTargets: ReceiptTargets,
): Promise<readonly ReceiptTarget[]> => {
  const { pullRequest: number } = context
  if (number !== undefined) return [{ number, isOfPush: true, planMarker: undefined }]
  return command === 'deploy' ? receiptTargets.targets() : []
}

const COMMENTED: ReadonlySet<Report['command']> = new Set(['plan', 'deploy', 'test'])

const isWorthAComment = (report: Report): boolean =>
  report.result !== 'in-sync' || report.problems.length > 0 || (planOf(report)?.resources.length ?? 0) > 0

/** Updates the drift issue of the target. If the server could not be read, the issue stays as it is. */
const publishDrift = async (report: Report, options: CommentContext, { core, github }: Job): Promise<string> => {
  if (github === undefined || report.result === 'failed' || report.result === 'invalid') return ''
  const { title } = renderDriftIssue(report, options)
  const written = await upsertDriftIssue(github, {
    state: report.result === 'drift' || report.result === 'refused' ? 'drift' : 'clean',
    title,
    render: (budget) => renderDriftIssue(report, { ...options, budget }).body,
  })
  if ('sentence' in written) core.info(written.sentence)
  return 'url' in written ? written.url : ''
}

const failureText = ({ command, result, message, problems, tests }: Report): string => {
  if (message !== undefined) return message
  if (tests.length > 0 && result === 'failed') return `${caseCounts(tests)}. Each one is shown at its line.`
  const errors = problems.filter(({ severity }) => severity === 'error').length
  return result === 'invalid'
    ? `${errors} ${errors === 1 ? 'problem has' : 'problems have'} to be fixed; each is shown at its line.`
    : `${command} ended as ${result}; the job summary lists each resource.`
}
