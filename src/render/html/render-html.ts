import { headline } from '../../report/headline.ts'
import { planOf, type Report } from '../../report/report.ts'
import {
  allNotices,
  allProblems,
  COMMAND_TITLES,
  changesOf,
  reasonMessage,
  repositoryWords,
  serverTitle,
} from '../../report/report-words.ts'
import { visibleLine } from '../../text/visible.ts'
import { ANSWERS, answerOf, stageOf } from '../answer.ts'
import { sideWordsOf } from '../diff/plan-diffs.ts'
import type { Links } from '../links.ts'
import { nextSteps, type Sink } from '../next-steps.ts'
import { notListed } from '../not-listed.ts'
import { promiseNotices } from '../promise-line.ts'
import { makeRedact, type Privacy } from '../redact.ts'
import { redactReport } from '../redact-report.ts'
import { changesOfPlan } from './changes.ts'
import { controls } from './controls.ts'
import { graphOfPlan } from './graph.ts'
import { type Html, html, link, NOTHING, words } from './html.ts'
import { pageOf } from './page.ts'
import { problemsElsewhere, problemsOf } from './problems.ts'
import { receiptOf } from './receipt.ts'

interface HtmlOptions extends Privacy {
  readonly links: Links
  /** Where the report was made. */
  readonly sink: Sink
  /** Of this program. */
  readonly version: string
}

/**
 * The whole report as one page that needs nothing else: for a browser, an archive, or paper. Equal reports give equal bytes. It is as
 * long as it must be, but for diffs beyond 8 MB.
 */
export const renderHtml = (report: Report, options: HtmlOptions): string => {
  const redact = makeRedact(options)
  const shown = redactReport(report, redact, options)
  const { links } = options
  const plan = planOf(shown)
  const problems = allProblems(shown)
  const isOffline = shown.target.server === null
  const changes =
    plan === undefined
      ? NOTHING
      : changesOfPlan({
          ...{ plan, problems, links, privacy: options, redact, isOffline },
          ...{ sides: sideWordsOf(shown), serverTitle: serverTitle(shown) },
        })
  const body = html`<a class="skip" href="#changes">To the changes</a>
${headOf(shown, options)}
${controls(shown)}
<main id="changes">
${shown.kind === 'outcome' ? receiptOf(shown.outcome, links) : NOTHING}
${problemsOf(shown, links)}
${plan === undefined || plan.resources.length === 0 ? NOTHING : html`<section aria-labelledby="changes-title"><h2 id="changes-title">${titleOfChanges(shown)}</h2>${changes}</section>`}
${plan === undefined ? NOTHING : graphOfPlan(plan)}
${problemsElsewhere(shown, links)}
${listOf('What you can do next', nextSteps(shown, options.sink))}
${listOf('Good to know', [...promiseNotices(shown), ...allNotices(shown)])}
</main>
${footOf(shown, options.version)}`
  return pageOf({ title: visibleLine(titleOf(shown), 300), body })
}

/** What the deploy was to do stays on the page once it is done. */
const titleOfChanges = ({ kind }: Report): string => (kind === 'outcome' ? 'What this deploy planned' : 'Changes')

const titleOf = (report: Report): string => `${COMMAND_TITLES[report.command]}: ${headline(report).words}`

const headOf = (report: Report, { links }: HtmlOptions): Html => {
  const { verdict, words: answer } = headline(report)
  const isAsked = report.command === 'plan' || report.command === 'deploy'
  const title = isAsked ? ANSWERS[answerOf(report, stageOf(report), undefined).state] : COMMAND_TITLES[report.command]
  const { commit, base, target } = report
  const commits = [
    ...(commit === null ? [] : [`commit \`${commit.slice(0, 10)}\``]),
    ...(base === null ? [] : [`compared with \`${base.slice(0, 10)}\``]),
    ...(target.serverVersion === null ? [] : [`Kestra ${target.serverVersion}`]),
  ]
  const reasons = [...report.unseen, ...reasonMessage(report)].map((message) => html`<p>${words(message)}</p>`)
  return html`<header class="top"><h1><span class="state-${verdict}">${title}</span>: ${words(answer)}</h1><p class="soft">${words(commits.join(', '))} ${links.run === undefined ? NOTHING : link(html`workflow run`, links.run)}</p>${reasons}</header>`
}

const listOf = (title: string, sentences: readonly string[]): Html =>
  sentences.length === 0
    ? NOTHING
    : html`<section><h2>${title}</h2><ul>${sentences.map((sentence) => html`<li>${words(sentence)}</li>`)}</ul></section>`

const footOf = (report: Report, version: string): Html => {
  const changes = changesOf(report)
  const rest =
    changes === undefined
      ? NOTHING
      : html`<p>${[...notListed(changes.summary), 'Digest of this plan:'].join(' ')} <code>${changes.digest}</code></p>`
  const layout = repositoryWords(report.layout).map((sentence) => html`<p>${words(sentence)}</p>`)
  return html`<footer>${rest}${layout}<p>kestra-gitops ${version}</p></footer>`
}
