import { type AssertionResult, type CaseResult, caseName } from '../../flow-tests/case-result.ts'
import { displayName, KINDS } from '../../kinds/kinds.ts'
import type { Outcome } from '../../plan/plan.ts'
import { executionBlocks } from '../../report/execution-text.ts'
import { groupOutcomes, outcomeState } from '../../report/outcome-text.ts'
import type { Report } from '../../report/report.ts'
import { caseCounts, casePlace, failedAssertions, groupCases, nounOf, VERDICT_TEXT } from '../../report/test-text.ts'
import { visible, visibleLine } from '../../text/visible.ts'
import { type Links, uiUrl } from '../links.ts'
import { type Html, html, link, NOTHING, proseHtml } from './html.ts'

const MAX_NAME_LENGTH = 400

/** The end state of every resource that the deploy had to write, failures first. */
export const receiptOf = (outcome: Outcome, links: Links): Html => {
  const groups = groupOutcomes(outcome).map(({ title, resources }) => {
    const rows = resources.map((resource) => {
      const { message } = resource
      const url = resource.action === 'delete' ? undefined : uiUrl(resource, links)
      const name = html`<code class="name">${visibleLine(displayName(resource), MAX_NAME_LENGTH)}</code>`
      return html`<tr><td>${KINDS[resource.kind].noun} ${link(name, url)}</td><td>${outcomeState(resource)}${message === undefined ? NOTHING : html`<br>${proseHtml(message)}`}</td></tr>`
    })
    return html`<h3>${title} <span class="number">${resources.length}</span></h3><table class="receipt"><thead><tr><th scope="col">resource</th><th scope="col">end state</th></tr></thead><tbody>${rows}</tbody></table>`
  })
  return html`<section aria-labelledby="receipt-title"><h2 id="receipt-title">Receipt</h2>${groups}</section>`
}

/** Executions that were running when the change arrived, and the first executions after it. */
export const executionsOf = (report: Report): readonly Html[] =>
  executionBlocks(report).map(({ title, lines }) => {
    const items = lines.map(({ text: sentence, links, log }) => {
      const named = links.map(({ label, url }) => html` ${link(html`<code>${label}</code>`, url)}`)
      return html`<li>${proseHtml(sentence)}${named}${log.length === 0 ? NOTHING : html`<pre>${visible(log.join('\n'))}</pre>`}</li>`
    })
    return html`<section><h2>${title}</h2><ul>${items}</ul></section>`
  })

/** Every case: failed cases in full, the others as a table with verdict, time and reason. */
export const testsOf = (report: Report, links: Links): Html => {
  const { tests } = report
  if (tests.length === 0) return NOTHING
  const { broken, skipped, passed } = groupCases(tests)
  const rows = [...skipped, ...passed].map((result) => rowOf(result, links))
  const table =
    rows.length === 0
      ? NOTHING
      : html`<table class="receipt"><thead><tr><th scope="col">case</th><th scope="col">verdict</th><th scope="col">time</th></tr></thead><tbody>${rows}</tbody></table>`
  return html`<section aria-labelledby="tests-title"><h2 id="tests-title">${caseCounts(tests, nounOf(report))}</h2>${broken.map((result) => brokenOf(result, links))}${table}</section>`
}

const caseLink = (result: CaseResult, { blob }: Links): Html =>
  html`<code class="name">${visibleLine(caseName(result), MAX_NAME_LENGTH)}</code> ${link(html`<code>${visibleLine(casePlace(result), MAX_NAME_LENGTH)}</code>`, blob?.(result.file, result.line))}`

const timeOf = ({ seconds }: CaseResult): string => (seconds === undefined ? '' : `${seconds.toFixed(1)} s`)

const rowOf = (result: CaseResult, links: Links): Html =>
  html`<tr><td>${caseLink(result, links)}</td><td>${result.verdict}${result.message === null ? NOTHING : html`<br>${proseHtml(result.message)}`}</td><td>${timeOf(result)}</td></tr>`

const brokenOf = (result: CaseResult, links: Links): Html => {
  const { verdict, message, flow, failedTask, execution } = result
  const facts = html`flow <code>${visibleLine(`${flow.namespace}.${flow.id}`, MAX_NAME_LENGTH)}</code> ${timeOf(result)} ${execution === undefined ? NOTHING : link(html`its execution`, execution)}`
  const task =
    failedTask === undefined
      ? NOTHING
      : html`<p>Task <code>${visibleLine(failedTask.taskId, MAX_NAME_LENGTH)}</code> failed.</p>${preformatted(failedTask.log.join('\n'))}`
  return html`<article class="item problem" tabindex="-1"><p><span class="badge bad">${VERDICT_TEXT[verdict]}</span> ${caseLink(result, links)}</p><p class="soft">${facts}</p>${message === null ? NOTHING : html`<p>${proseHtml(message)}</p>`}${assertionTable(result, links)}${task}</article>`
}

const assertionTable = (result: CaseResult, links: Links): Html => {
  const failed = failedAssertions(result)
  if (failed.length === 0) return NOTHING
  const rows = failed.map((assertion) => assertionRow(assertion, result, links))
  return html`<table class="receipt"><thead><tr><th scope="col">line</th><th scope="col">expected</th><th scope="col">got</th></tr></thead><tbody>${rows}</tbody></table>`
}

const assertionRow = (
  { line, expected, actual, message }: AssertionResult,
  { file }: CaseResult,
  { blob }: Links,
): Html =>
  html`<tr><td>${link(html`${line}`, blob?.(file, line))}</td><td>${proseHtml(expected)}${message === undefined ? NOTHING : html`<p class="hint">${proseHtml(message)}</p>`}</td><td>${preformatted(actual)}</td></tr>`

const preformatted = (text: string): Html => (text === '' ? NOTHING : html`<pre class="text">${visible(text)}</pre>`)
