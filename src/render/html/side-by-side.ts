import { diffWordsWithSpace } from 'diff'
import type { DiffLine } from '../content-diff.ts'
import type { ResourceDiff } from '../diff/resource-diff.ts'
import { type Html, html } from './html.ts'

/** Characters of a line up to which it is compared word by word. Longer lines are data, and comparing them is slow. */
const MAX_COMPARED_LENGTH = 300
/** Changed words and blanks up to which differences are marked. Lines with more have hardly anything in common. */
const MAX_EDITED_WORDS = 60

/**
 * A diff as a table of two columns with line numbers. An addition or a deletion is one column, a comparison of sizes is
 * a sentence.
 */
export const sideBySide = ({ title, lines, text }: ResourceDiff): Html => {
  if (lines.length === 0) return html`<p class="sizes">${title}: ${text}</p>`
  const ended = withEnds(lines)
  const [heading, ...body] = ended
  const sign = body[0]?.sign
  const isOneSided = heading?.sign === '@' && (sign === '+' || sign === '-') && body.every((line) => line.sign === sign)
  if (isOneSided) return singleColumn(title, body)
  const [left = title, right = ''] = title.split(' → ')
  return html`<table class="diff"><caption>${title}</caption><colgroup><col class="n"><col><col class="n"><col></colgroup><thead><tr><th colspan="2" scope="col">${left}</th><th colspan="2" scope="col">${right}</th></tr></thead><tbody>${rowsOf(ended)}</tbody></table>`
}

const singleColumn = (title: string, lines: readonly DiffLine[]): Html => {
  const kind = lines[0]?.sign === '+' ? 'add' : 'del'
  return html`<p class="sides">${title}</p><pre class="one ${kind}">${lines.map(({ text }) => text).join('\n')}</pre>`
}

/** Pairs removed lines with the lines added in their place. */
const rowsOf = (lines: readonly DiffLine[]): readonly Html[] => {
  const rows: Html[] = []
  for (let index = 0; index < lines.length; ) {
    const removed = run(lines, index, '-')
    const added = run(lines, index + removed.length, '+')
    const line = lines[index]
    if (removed.length + added.length > 0) {
      rows.push(changedRows(removed, added))
      index += removed.length + added.length
    } else {
      if (line !== undefined) rows.push(unchangedRow(line))
      index += 1
    }
  }
  return rows
}

const run = (lines: readonly DiffLine[], from: number, sign: DiffLine['sign']): readonly DiffLine[] => {
  let end = from
  while (lines[end]?.sign === sign) end += 1
  return lines.slice(from, end)
}

/**
 * Moves the remark about a missing line feed into the last line, because a row of its own would split a pair of lines.
 */
const withEnds = (lines: readonly DiffLine[]): readonly DiffLine[] =>
  lines.flatMap((line, index) => {
    if (isEnd(line)) return []
    const next = lines[index + 1]
    return next !== undefined && isEnd(next) ? [{ ...line, text: `${line.text} (no line feed at the end)` }] : [line]
  })

const isEnd = ({ sign, text }: DiffLine): boolean => sign === '\\' && text.includes('No newline')

const changedRows = (removed: readonly DiffLine[], added: readonly DiffLine[]): Html => {
  const rows = Array.from({ length: Math.max(removed.length, added.length) }, (_, index) => {
    const [before, after] = [removed[index], added[index]]
    const [left, right] = before && after ? marked(before.text, after.text) : [before?.text ?? '', after?.text ?? '']
    return html`<tr>${cell(before?.before, left, before ? 'del' : 'none')}${cell(after?.after, right, after ? 'add' : 'none')}</tr>`
  })
  return html`${rows}`
}

const unchangedRow = ({ sign, text, before, after }: DiffLine): Html => {
  if (sign !== ' ') return html`<tr class="gap"><td colspan="4">${text.trim()}</td></tr>`
  return html`<tr class="same">${cell(before, text, 'old')}${cell(after, text, 'new')}</tr>`
}

const cell = (index: number | undefined, text: Html | string, kind: string): Html =>
  html`<td class="n ${kind}">${index === undefined ? '' : index + 1}</td><td class="${kind}">${text}</td>`

/** Both lines with their differences marked; unmarked where little is equal. */
const marked = (before: string, after: string): readonly [Html | string, Html | string] => {
  if (before.length > MAX_COMPARED_LENGTH || after.length > MAX_COMPARED_LENGTH) return [before, after]
  const parts = diffWordsWithSpace(before, after, { maxEditLength: MAX_EDITED_WORDS })
  if (parts === undefined) return [before, after]
  const same = parts.reduce((sum, { added, removed, value }) => (added || removed ? sum : sum + value.trim().length), 0)
  if (same * 3 < Math.max(before.trim().length, after.trim().length)) return [before, after]
  return [
    html`${parts.filter(({ added }) => !added).map(({ removed, value }) => (removed ? html`<del>${value}</del>` : html`${value}`))}`,
    html`${parts.filter(({ removed }) => !removed).map(({ added, value }) => (added ? html`<ins>${value}</ins>` : html`${value}`))}`,
  ]
}
