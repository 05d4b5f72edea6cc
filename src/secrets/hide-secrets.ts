import type { Problem } from '../finding/problem.ts'
import { memoize } from '../text/memoize.ts'
import { findKnownSecrets } from './find-known-secrets.ts'
import type { Span } from './find-private-keys.ts'
import { findSecrets } from './find-secrets.ts'

/** Replaces the parts of a text that must not be shown; line breaks stay. */
export type Hide = (text: string) => string

/**
 * A function that replaces known secrets (`findKnownSecrets`) by `(changed, N bytes)`. Apply it before a text is cut or
 * escaped.
 */
export const hideSecrets = (secrets: readonly string[]): Hide => {
  const find = findKnownSecrets(secrets)
  return (text) => replaceSpans(text, find(text))
}

/**
 * Replaces parts of a text by their length in bytes, line by line; `state` is the word before it. Spans may overlap.
 */
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

/**
 * The number of credentials per text that are searched in every encoding. Further ones are found only as a quoted word.
 */
const MAX_SEARCHED = 50
const QUOTE = /[^\s"'`,;()[\]{}<>]+/g

/**
 * For messages about one text (a flow, a file, a pair) with these credentials: hides everything that looks like a
 * credential, and these credentials wherever they are quoted. Only for messages about that text, because its author
 * decides what is hidden. Takes linear time.
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

/**
 * Hides the credentials of a file in the messages and hints about it, whichever program wrote them. `sourceOf` returns
 * the text of a file.
 */
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
