import type { Problem } from '../finding/problem.ts'
import { memoize } from '../text/memoize.ts'
import { findKnownSecrets } from './find-known-secrets.ts'
import type { Span } from './find-private-keys.ts'
import { findSecrets } from './find-secrets.ts'

/** Replaces what a text must not show; lines stay lines. */
export type Hide = (text: string) => string

/** A function that replaces known secrets (`findKnownSecrets`) by `(changed, N bytes)`, before anything is cut or escaped. */
export const hideSecrets = (secrets: readonly string[]): Hide => {
  const find = findKnownSecrets(secrets)
  return (text) => replaceSpans(text, find(text))
}

/** A text with these parts replaced by their length in bytes, line by line; `state` is the word before it. */
export const replaceSpans = (
  text: string,
  spans: readonly Span[],
  state: 'changed' | 'unchanged' | 'hidden' = 'changed',
): string => {
  if (spans.length === 0) return text
  let result = ''
  let end = 0
  for (const span of mergeSpans(spans)) {
    result += text.slice(end, span.start)
    result += text
      .slice(span.start, span.end)
      .replace(/[^\r\n]+/g, (line) => `(${state}, ${Buffer.byteLength(line)} bytes)`)
    end = span.end
  }
  return result + text.slice(end)
}

const mergeSpans = (spans: readonly Span[]): readonly Span[] => {
  const merged: Span[] = []
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const previous = merged.at(-1)
    if (previous === undefined || span.start > previous.end) merged.push(span)
    else merged[merged.length - 1] = { start: previous.start, end: Math.max(previous.end, span.end) }
  }
  return merged
}

/** So many credentials of one text are looked for in every form; of a text that has more, the others as a quote of their own. */
const MAX_SEARCHED = 50
const QUOTE = /[^\s"'`,;()[\]{}<>]+/g

/**
 * For what is said about one text (a flow, a file, a pair) that holds these credentials: replaces what looks like one, and each of these wherever it is
 * quoted. For words about that one text only, because whoever writes it chooses what is replaced. Linear in what is said.
 */
export const hideQuoted = (credentials: readonly string[]): Hide => {
  const distinct = [...new Set(credentials)]
  const find = findKnownSecrets(distinct.slice(0, MAX_SEARCHED))
  const others = new Set(distinct.slice(MAX_SEARCHED))
  const quotesIn = (text: string) =>
    [...text.matchAll(QUOTE)]
      .filter(([quote]) => others.has(quote))
      .map(({ 0: quote, index }) => ({ start: index, end: index + quote.length }))
  return (text) => replaceSpans(text, [...find(text), ...quotesIn(text), ...findSecrets(text)], 'hidden')
}

/** Problems whose words repeat no credential of the file that they are about, whoever said them. `sourceOf` is the text of a file. */
export const hideInProblems = (
  problems: readonly Problem[],
  sourceOf: (file: string) => string | undefined,
): readonly Problem[] => {
  const hideOf = memoize((file: string): Hide => {
    const source = sourceOf(file) ?? ''
    return hideQuoted(findSecrets(source).map(({ start, end }) => source.slice(start, end)))
  })
  return problems.map((problem) => {
    const { file = '', message, hint } = problem
    const hide = hideOf(file)
    return { ...problem, message: hide(message), ...(hint === undefined ? {} : { hint: hide(hint) }) }
  })
}
