import { findKnownSecrets, type Span } from './find-known-secrets.ts'

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
