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
import type { Merges, ReceiptTarget } from '../comment/merges.ts'
import { postComment } from '../comment/post-comment.ts'
import { markedPlanOf } from '../comment/read-approved-plan.ts'
import { type Job, linksOf, targetKey } from '../job/job.ts'
import { writeAnnotations, writeOwnFile, writeSummary } from '../job/sinks.ts'
import { upsertDriftIssue } from './drift-issue.ts'
import { outputsOf, setOutputs } from './outputs.ts'

/** Shows a report everywhere it belongs: log, annotations, job summary, plan.json, comment or issue, outputs, the step's colour. */
export const publish = async (report: Report, job: Job, merges: Merges): Promise<void> => {
  const { core, sanitizer, runner } = job
  const options = renderOptions(report, job)
  core.print(renderTerminal(report, { ...options, color: false, width: 100, sink: 'github' }))
  // What is told outside of the rendered documents is of the same redacted report as they are.
  const shown = redactReport(report, options).report
  writeAnnotations(core, renderAnnotations([...allProblems(shown), ...caseProblems(shown.tests)], options))
  const whyNoSummary = await writeSummary(runner.summaryFile, renderSummary(report, options), sanitizer)
  if (whyNoSummary !== undefined) core.info(whyNoSummary)
  const planJson = await writeOwnFile(runner, 'plan.json', renderJson(report, options))
  await writePage(report, options, job)
  const commentUrl =
    report.command === 'drift' ? await publishDrift(report, options, job) : await postReport(report, job, merges)
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

/** A page that cannot be written hides neither the receipt nor the result. */
const writePage = async (
  report: Report,
  options: CommentContext,
  { core, sanitizer, runner, settings }: Job,
): Promise<void> => {
  if (settings.htmlFile === undefined) return
  const { workspace } = runner
  const place = { file: resolve(workspace, settings.htmlFile), of: 'html', workspace }
  try {
    await writeDocument(sanitizer.page, place, renderHtml(report, { ...options, sink: 'github', version: VERSION }))
  } catch (error) {
    if (!isUserError(error)) throw error
    core.warning(error.message, { title: 'html' })
  }
}

/**
 * The comment alone, also of a run that goes on: the plan goes to its pull request, the receipt to every pull request that the push merged.
 * The address of the last one, or none.
 */
export const postReport = async (report: Report, job: Job, merges: Merges): Promise<string> => {
  const options = renderOptions(report, job)
  const { settings, context, core, github } = job
  if (github === undefined || !settings.comments || !context.mayComment || !COMMENTED.has(report.command)) return ''
  let url = ''
  for (const { number: pullRequest, isOfPush, marked } of await commentedOn(report, job, merges)) {
    const mode = isOfPush && isWorthAComment(report) ? 'create-or-update' : 'update-only'
    const marker = {
      ...options.marker,
      approvedPlan: marked ?? markedPlanOf(report, { ...options.marker, pullRequest }),
    }
    const shown = { ...options, marker, stage: stageOf(report) }
    const written = await postComment(report, { github, pullRequest, mode, options: shown, job })
    if ('sentence' in written) core.info(written.sentence)
    if ('url' in written) url = written.url
  }
  return url
}

/** A plan of a push is nobody's: only a deploy speaks to the pull requests that it merges. */
const commentedOn = async (
  { command }: Report,
  { context }: Job,
  merges: Merges,
): Promise<readonly ReceiptTarget[]> => {
  const { pullRequest: number } = context
  if (number !== undefined) return [{ number, isOfPush: true, marked: undefined }]
  return command === 'deploy' ? merges.targets() : []
}

const COMMENTED: ReadonlySet<Report['command']> = new Set(['plan', 'deploy', 'test'])

const isWorthAComment = (report: Report): boolean =>
  report.result !== 'in-sync' || report.problems.length > 0 || (planOf(report)?.resources.length ?? 0) > 0

/** One issue per target. A server that could not be read is neither drift nor clean: the issue stays as it is. */
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
  if (tests.length > 0 && result === 'failed') return `${caseCounts(tests)}: each one is shown at its line.`
  const errors = problems.filter(({ severity }) => severity === 'error').length
  return result === 'invalid'
    ? `${errors} ${errors === 1 ? 'problem has' : 'problems have'} to be fixed; each is shown at its line.`
    : `${command} ended as ${result}; the job summary tells each resource.`
}
