import { hash } from 'node:crypto'
import type { Problem } from '../../finding/problem.ts'
import { failsAtRunTime } from '../../lint/all-codes.ts'
import { headline } from '../../report/headline.ts'
import { listsUnmanaged, unmanagedText } from '../../report/plan-groups.ts'
import { groupProblems, preexistingText, problemText } from '../../report/problem-groups.ts'
import { planOf, type Report } from '../../report/report.ts'
import {
  allNotices,
  approvedPlanNotices,
  COMMAND_TITLES,
  changesOf,
  problemPlace,
  reasonMessage,
  repositoryText,
} from '../../report/report-text.ts'
import { visibleLine } from '../../text/visible.ts'
import { ANSWERS, answerOf, stageOf } from '../answer.ts'
import { notListed } from '../describe-resource-change.ts'
import type { Links } from '../links.ts'
import { nextSteps, type Sink } from '../next-steps.ts'
import { type Privacy, redactReport } from '../redact.ts'
import { unmanagedLines } from '../sections/server-only.ts'
import { changesOfPlan } from './changes.ts'
import { controls, SCRIPT } from './controls.ts'
import { graphOfPlan } from './graph.ts'
import { type Html, html, link, NOTHING, OPEN, proseHtml } from './html.ts'
import { executionsOf, receiptOf, testsOf } from './results.ts'
import { STYLE } from './style.ts'

interface HtmlOptions extends Privacy {
  readonly links: Links
  /** The place where the report was made; it decides which next steps are shown. */
  readonly sink: Sink
  /** Version of this program. */
  readonly version: string
}

/**
 * The whole report as one self-contained page, for a browser, an archive or paper. Equal reports give equal bytes. Only
 * diffs are limited, to 8 MB.
 */
export const renderHtml = (report: Report, options: HtmlOptions): string => {
  const shownReport = redactReport(report, options)
  const shown = shownReport.report
  const { links } = options
  const plan = planOf(shown)
  const changes = plan === undefined ? NOTHING : changesOfPlan({ ...shownReport, plan, links })
  const body = html`<a class="skip" href="#changes">To the changes</a>
${headOf(shown, options)}
${controls(shown)}
<main id="changes">
${testsOf(shown, links)}
${shown.kind === 'outcome' ? receiptOf(shown.outcome, links) : NOTHING}
${executionsOf(shown)}
${problemsHtml(shown, links)}
${plan === undefined || plan.resources.length === 0 ? NOTHING : html`<section aria-labelledby="changes-title"><h2 id="changes-title">${titleOfChanges(shown)}</h2>${changes}</section>`}
${plan === undefined ? NOTHING : graphOfPlan(plan)}
${listsUnmanaged(shown) ? sentenceList(unmanagedText(shown.plan).join(''), unmanagedLines(shown.plan, MOST_UNMANAGED)) : NOTHING}
${preexistingDetails(groupProblems(shown).preexistingOthers, shown, { links, open: NOTHING })}
${sentenceList('Next steps', nextSteps(shown, options.sink))}
${sentenceList('Good to know', [...approvedPlanNotices(shown), ...allNotices(shown)])}
</main>
${footOf(shown, options.version)}`
  return pageDocument({ title: visibleLine(pageTitle(shown), 300), body })
}

/** Names of unmanaged resources on one page. */
const MOST_UNMANAGED = 1_000

/** The heading of the changes. A receipt keeps the plan on the page. */
const titleOfChanges = ({ kind }: Report): string => (kind === 'outcome' ? 'What this deploy planned' : 'Changes')

const pageTitle = (report: Report): string => `${COMMAND_TITLES[report.command]}: ${headline(report).text}`

const headOf = (report: Report, { links }: HtmlOptions): Html => {
  const { verdict, text: answer } = headline(report)
  const isAsked = report.command === 'plan' || report.command === 'deploy'
  const [approvedPlan, ...others] = report.approvedPlans
  const { state } = answerOf(report, stageOf(report), others.length === 0 ? approvedPlan : undefined)
  const title = isAsked ? ANSWERS[state] : COMMAND_TITLES[report.command]
  const { commit, base, target } = report
  const commits = [
    ...(commit === null ? [] : [`commit \`${commit.slice(0, 10)}\``]),
    ...(base === null ? [] : [`compared with \`${base.slice(0, 10)}\``]),
    ...(target.serverVersion === null ? [] : [`Kestra ${target.serverVersion}`]),
  ]
  const reasons = [...report.notRead, ...reasonMessage(report)].map((message) => html`<p>${proseHtml(message)}</p>`)
  return html`<header class="top"><h1><span class="state-${verdict}">${title}</span>: ${proseHtml(answer)}</h1><p class="soft">${proseHtml(commits.join(', '))} ${links.run === undefined ? NOTHING : link(html`workflow run`, links.run)}</p>${reasons}</header>`
}

const sentenceList = (title: string, sentences: readonly string[]): Html =>
  sentences.length === 0
    ? NOTHING
    : html`<section><h2>${title}</h2><ul>${sentences.map((sentence) => html`<li>${proseHtml(sentence)}</li>`)}</ul></section>`

const footOf = (report: Report, version: string): Html => {
  const changes = changesOf(report)
  const rest =
    changes === undefined
      ? NOTHING
      : html`<p>${[...notListed(report), 'Digest of this plan:'].join(' ')} <code>${changes.digest}</code></p>`
  const layout = repositoryText(report.layout).map((sentence) => html`<p>${proseHtml(sentence)}</p>`)
  return html`<footer>${rest}${layout}<p>kestra-gitops ${version}</p></footer>`
}

/** One self-contained document. Its policy blocks other scripts and styles, and all loading, sending and framing. */
const pageDocument = ({ title, body }: { readonly title: string; readonly body: Html }): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${{ html: STYLE }}</style>
</head>
<body>
${body}
<script>${{ html: SCRIPT }}</script>
</body>
</html>
`.html

const hashOf = (text: string): string => `sha256-${hash('sha256', text, 'base64')}`

const policy = (): string =>
  [
    "default-src 'none'",
    `script-src '${hashOf(SCRIPT)}'`,
    `style-src '${hashOf(STYLE)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')

const MAX_PLACE_LENGTH = 400

const TONE = { error: 'bad', warning: 'change', info: 'stay' } as const

/**
 * The problems of this change with their locations, the worst first. Errors of other files follow, open where nothing
 * else stops a deploy.
 */
const problemsHtml = (report: Report, links: Links): Html => {
  const { errors, others, preexistingErrors } = groupProblems(report)
  const own = [...errors, ...others]
  const head =
    own.length === 0
      ? NOTHING
      : html`<section class="group" aria-labelledby="problems-title"><h2 id="problems-title">${problemText(own)}</h2>${own.map((problem) => entry(problem, links))}</section>`
  return html`${head}${preexistingDetails(preexistingErrors, report, { links, open: errors.length === 0 ? OPEN : NOTHING })}`
}

/** The problems in files that this change does not touch, in one fold. */
const preexistingDetails = (
  problems: readonly Problem[],
  report: Report,
  { links, open }: { readonly links: Links; readonly open: Html },
): Html =>
  problems.length === 0
    ? NOTHING
    : html`<section class="group"><details class="elsewhere"${open}><summary>${problemText(problems)} ${preexistingText(report, 'these commits')}</summary>${problems.map((problem) => entry(problem, links))}</details></section>`

const entry = (problem: Problem, links: Links): Html => {
  const { severity, code, message, hint, file, line } = problem
  const place = visibleLine(problemPlace(problem), MAX_PLACE_LENGTH)
  const url = file === undefined ? undefined : links.blob?.(file, line)
  const fails = failsAtRunTime(problem) ? html` <span class="badge bad">will fail at run time</span>` : NOTHING
  return html`<article class="item problem" tabindex="-1" data-class="${severity}"><p><span class="badge ${TONE[severity]}">${severity}</span>${fails} ${place === '' ? NOTHING : link(html`<code class="name">${place}</code>`, url)} <span class="code">${visibleLine(code, MAX_PLACE_LENGTH)}</span></p><p>${proseHtml(message)}</p>${hint === undefined ? NOTHING : html`<p class="hint">${proseHtml(hint)}</p>`}</article>`
}
