import { displayName, KINDS } from '../../kinds/kinds.ts'
import type { Outcome } from '../../plan/outcome.ts'
import { visibleLine } from '../../text/visible.ts'
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
