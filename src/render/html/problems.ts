import type { Problem } from '../../problem/problem.ts'
import { failsWhenRun } from '../../problem/problem-codes.ts'
import { elsewhereWords, groupProblems, problemWords } from '../../report/problem-groups.ts'
import type { Report } from '../../report/report.ts'
import { problemPlace } from '../../report/report-words.ts'
import { visibleLine } from '../../text/visible.ts'
import type { Links } from '../links.ts'
import { type Html, html, link, NOTHING, words } from './html.ts'

const MAX_PLACE_LENGTH = 400

const TONE = { error: 'bad', warning: 'change', info: 'stay' } as const

/** The problems of this change with their places, the worst first; and errors of other files, open where nothing else stops a deploy. */
export const problemsOf = (report: Report, links: Links): Html => {
  const { errors, others, errorsElsewhere } = groupProblems(report)
  const own = [...errors, ...others]
  const head =
    own.length === 0
      ? NOTHING
      : html`<section class="group" aria-labelledby="problems-title"><h2 id="problems-title">${problemWords(own)}</h2>${list(own, links)}</section>`
  return html`${head}${folded(errorsElsewhere, report, { links, open: errors.length === 0 ? OPEN : NOTHING })}`
}

/** What else there is to say about files that this change leaves as they were. */
export const problemsElsewhere = (report: Report, links: Links): Html =>
  folded(groupProblems(report).othersElsewhere, report, { links, open: NOTHING })

const folded = (
  problems: readonly Problem[],
  report: Report,
  { links, open }: { readonly links: Links; readonly open: Html },
): Html =>
  problems.length === 0
    ? NOTHING
    : html`<section class="group"><details class="elsewhere"${open}><summary>${problemWords(problems)} ${elsewhereWords(report, 'these commits')}</summary>${list(problems, links)}</details></section>`

const list = (problems: readonly Problem[], links: Links): readonly Html[] =>
  problems.map((problem) => entry(problem, links))

const OPEN: Html = { html: ' open' }

const entry = (problem: Problem, links: Links): Html => {
  const { severity, code, message, hint, file, line } = problem
  const place = visibleLine(problemPlace(problem), MAX_PLACE_LENGTH)
  const url = file === undefined ? undefined : links.blob?.(file, line)
  const fails = failsWhenRun(problem) ? html` <span class="badge bad">fails when it runs</span>` : NOTHING
  return html`<article class="item problem" tabindex="-1" data-class="${severity}"><p><span class="badge ${TONE[severity]}">${severity}</span>${fails} ${place === '' ? NOTHING : link(html`<code class="name">${place}</code>`, url)} <span class="code">${visibleLine(code, MAX_PLACE_LENGTH)}</span></p><p>${words(message)}</p>${hint === undefined ? NOTHING : html`<p class="hint">${words(hint)}</p>`}</article>`
}
