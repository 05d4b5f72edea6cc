import { planOf, type Report } from '../../report/report.ts'
import { allProblems, serverTitle } from '../../report/report-words.ts'
import { labelIn, titledGroups } from '../titled-groups.ts'
import { type Html, html } from './html.ts'

const KEYS: readonly (readonly [key: string, does: string])[] = [
  ['/', 'search'],
  ['j', 'next'],
  ['k', 'back'],
  ['e', 'open or close'],
  ['a', 'open all'],
  ['c', 'close all'],
  ['Esc', 'leave the search'],
]

/** Search, a filter for each class of changes and problems that there is, and the keys. Hidden until the script runs. */
export const controls = (report: Report): Html => {
  const counts = Map.groupBy(labelsOf(report), (label) => label)
  const chips = [...counts].map(
    ([label, { length }]) =>
      html`<button class="chip" type="button" value="${token(label)}" aria-pressed="false">${label} ${length}</button>`,
  )
  const keys = KEYS.map(([key, does]) => html`<kbd>${key}</kbd> ${does} `)
  return html`<nav class="controls" id="controls" aria-label="Search and filter" hidden><div><input id="search" type="search" placeholder="Search names, words and texts" aria-label="Search" autocomplete="off"><span id="count" role="status"></span>${chips}<button id="open-all" type="button">Open all</button><button id="close-all" type="button">Close all</button><span class="keys">Keys: ${keys}</span></div></nav>`
}

const labelsOf = (report: Report): readonly string[] => {
  const plan = planOf(report)
  const groups = plan === undefined ? [] : titledGroups(plan, serverTitle(report))
  const changes = groups.flatMap((group) => group.resources.map((resource) => labelIn(group, resource)))
  return [...allProblems(report).map(({ severity }) => severity), ...changes]
}

/** A class of changes as one word. */
export const token = (label: string): string => label.replace(/[^a-z]+/g, '-').replace(/-$/, '')
