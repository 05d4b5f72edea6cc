import { displayName, KINDS } from '../../kinds/kinds.ts'
import type { Outcome } from '../../plan/plan.ts'
import { executionBlocks } from '../../report/execution-blocks.ts'
import type { Report } from '../../report/report.ts'
import { visible, visibleLine } from '../../text/visible.ts'
import { groupOutcomes } from '../group-outcomes.ts'
import { type Links, uiUrl } from '../links.ts'
import { outcomeRow } from '../resource-words.ts'
import { type Html, html, link, NOTHING, words } from './html.ts'

const MAX_NAME_LENGTH = 400

/** The end state of every resource that the deploy was to write, what is wrong first. */
export const receiptOf = (outcome: Outcome, links: Links): Html => {
  const groups = groupOutcomes(outcome).map(({ title, resources }) => {
    const rows = resources.map((resource) => {
      const { state, message } = outcomeRow(resource)
      const url = resource.action === 'delete' ? undefined : uiUrl(resource, links)
      const name = html`<code class="name">${visibleLine(displayName(resource), MAX_NAME_LENGTH)}</code>`
      return html`<tr><td>${KINDS[resource.kind].noun} ${link(name, url)}</td><td>${state}${message === undefined ? NOTHING : html`<br>${words(message)}`}</td></tr>`
    })
    return html`<h3>${title} <span class="number">${resources.length}</span></h3><table class="receipt"><thead><tr><th scope="col">resource</th><th scope="col">end state</th></tr></thead><tbody>${rows}</tbody></table>`
  })
  return html`<section aria-labelledby="receipt-title"><h2 id="receipt-title">Receipt</h2>${groups}</section>`
}

/** What the change meets on the server, and what ran first after it. */
export const executionsOf = (report: Report): readonly Html[] =>
  executionBlocks(report).map(({ title, lines }) => {
    const items = lines.map(({ words: sentence, links, log }) => {
      const named = links.map(({ label, url }) => html` ${link(html`<code>${label}</code>`, url)}`)
      return html`<li>${words(sentence)}${named}${log.length === 0 ? NOTHING : html`<pre>${visible(log.join('\n'))}</pre>`}</li>`
    })
    return html`<section><h2>${title}</h2><ul>${items}</ul></section>`
  })
