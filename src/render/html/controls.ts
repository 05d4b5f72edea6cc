import { planOf, type Report } from '../../report/report.ts'
import { allProblems, serverTitle } from '../../report/report-text.ts'
import { labelIn, titledGroups } from '../describe-resource-change.ts'
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

/**
 * The search field, a filter for each class of changes and problems on the page, and the keys. Hidden until the script
 * runs.
 */
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

/** Converts a label to one word for the class filter. */
export const token = (label: string): string => label.replace(/[^a-z]+/g, '-').replace(/-$/, '')

/**
 * The script of the page: search, filters, keys, and opening all folds for print. It is plain JavaScript without a
 * backslash or a backtick, because this template is inserted unchanged. The page is complete without it.
 */
export const SCRIPT = `
'use strict'
const all = (selector, root = document) => [...root.querySelectorAll(selector)]
const items = all('.item')
const groups = all('.group')
const chips = all('.chip')
const search = document.getElementById('search')
const count = document.getElementById('count')
const texts = new Map()
const textOf = (item) => {
  if (!texts.has(item)) texts.set(item, item.textContent.toLowerCase())
  return texts.get(item)
}
const isFolded = (item) => item.parentElement.closest('details:not([open])') !== null
const shown = () => items.filter((item) => !item.hidden && !isFolded(item))

const apply = () => {
  const wanted = chips.filter((chip) => chip.getAttribute('aria-pressed') === 'true').map((chip) => chip.value)
  const terms = search.value.toLowerCase().split(' ').filter((term) => term !== '')
  for (const item of items) {
    const classes = item.dataset.class.split(' ')
    const isWanted = wanted.length === 0 || wanted.some((name) => classes.includes(name))
    item.hidden = !(isWanted && terms.every((term) => textOf(item).includes(term)))
  }
  if (wanted.length + terms.length > 0) for (const folded of all('.elsewhere')) folded.open = true
  for (const group of groups) group.hidden = all('.item', group).every((item) => item.hidden)
  count.textContent = shown().length + ' of ' + items.length + ' shown'
}

const setOpen = (isOpen) => {
  for (const folded of all('.elsewhere')) folded.open = isOpen
  for (const item of shown()) if (item.tagName === 'DETAILS') item.open = isOpen
}

const headOf = (item) => item.querySelector('summary') ?? item

const move = (step) => {
  const visible = shown()
  const at = visible.findIndex((item) => item.contains(document.activeElement))
  const next = visible[Math.min(visible.length - 1, Math.max(0, at === -1 && step < 0 ? 0 : at + step))]
  if (next === undefined) return
  headOf(next).focus()
  next.scrollIntoView({ block: 'nearest' })
}

const toggle = () => {
  const item = items.find((one) => one.contains(document.activeElement))
  if (item?.tagName === 'DETAILS') item.open = !item.open
}

const leaveSearch = () => {
  search.value = ''
  search.blur()
  apply()
}

const KEYS = {
  '/': () => search.focus(),
  j: () => move(1),
  k: () => move(-1),
  e: toggle,
  a: () => setOpen(true),
  c: () => setOpen(false),
}

const openTarget = () => {
  const item = document.getElementById(location.hash.slice(1))
  if (!item?.classList.contains('item')) return
  if (item.hidden) {
    for (const chip of chips) chip.setAttribute('aria-pressed', 'false')
    leaveSearch()
  }
  item.open = true
  headOf(item).focus()
  item.scrollIntoView()
}

search.addEventListener('input', apply)
for (const chip of chips) {
  chip.addEventListener('click', () => {
    chip.setAttribute('aria-pressed', String(chip.getAttribute('aria-pressed') !== 'true'))
    apply()
  })
}
document.getElementById('open-all').addEventListener('click', () => setOpen(true))
document.getElementById('close-all').addEventListener('click', () => setOpen(false))
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  if (document.activeElement === search) {
    if (event.key === 'Escape') leaveSearch()
    return
  }
  const act = KEYS[event.key]
  if (act === undefined) return
  event.preventDefault()
  act()
})
addEventListener('hashchange', openTarget)
document.addEventListener('click', (event) => {
  if (event.target.closest('a')?.getAttribute('href') === location.hash) openTarget()
})
addEventListener('beforeprint', () => {
  for (const closed of all('details:not([open])')) {
    closed.open = true
    closed.dataset.opened = ''
  }
})
addEventListener('afterprint', () => {
  for (const opened of all('details[data-opened]')) {
    opened.open = false
    delete opened.dataset.opened
  }
})
document.getElementById('controls').hidden = false
apply()
openTarget()
`
