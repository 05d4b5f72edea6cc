import type { Problem } from '../../problem/problem.ts'
import { problemPlace } from '../../report/report-words.ts'
import { counted } from '../../text/lists.ts'
import { visibleLine } from '../../text/visible.ts'
import type { Links } from '../links.ts'
import { type Html, html, link, NOTHING, words } from './html.ts'

const MAX_PLACE_LENGTH = 400

const TONE = { error: 'bad', warning: 'change', info: 'stay' } as const

/** Every problem with its place, the worst first. */
export const problemsOf = (problems: readonly Problem[], links: Links): Html => {
  if (problems.length === 0) return NOTHING
  const entries = problems.map((problem) => {
    const { severity, code, message, hint, file, line } = problem
    const place = visibleLine(problemPlace(problem), MAX_PLACE_LENGTH)
    const url = file === undefined ? undefined : links.blob?.(file, line)
    return html`<article class="item problem" tabindex="-1" data-class="${severity}"><p><span class="badge ${TONE[severity]}">${severity}</span> ${place === '' ? NOTHING : link(html`<code class="name">${place}</code>`, url)} <span class="code">${visibleLine(code, MAX_PLACE_LENGTH)}</span></p><p>${words(message)}</p>${hint === undefined ? NOTHING : html`<p class="hint">${words(hint)}</p>`}</article>`
  })
  return html`<section class="group" aria-labelledby="problems-title"><h2 id="problems-title">${counted(problems.length, 'problem')}</h2>${entries}</section>`
}
