import { findSecrets, type SecretSpan } from '../problem/find-secrets.ts'
import { visible } from '../text/visible.ts'

/** What a reader of the output may not see. Leaving all of it out hides nothing but values that look like credentials. */
export interface Privacy {
  /** Secrets that the run knows of: they appear in no sink. Values under 4 characters are not looked for. */
  readonly maskedValues?: readonly string[]
  /** Readers of a public repository are everyone. */
  readonly isPublic?: boolean
  /** The setting `show-server-source`: shows lines that exist only on the server on public repositories as well. */
  readonly showServerSource?: boolean
}

/** True on a public repository, unless its owner wants them shown. */
export const hidesServerLines = ({ isPublic, showServerSource }: Privacy): boolean =>
  isPublic === true && showServerSource !== true

type Span = Pick<SecretSpan, 'start' | 'end'>

/** Makes text fit to be shown; lines stay lines. `unchanged` words the hidden value of a line that does not change. */
export type Redact = (text: string, state?: 'changed' | 'unchanged') => string

/** Shorter ones hide nothing and would be found everywhere. */
const MIN_MASKED_LENGTH = 4

/**
 * A function that spells out invisible characters and replaces masked values, and whatever `detect` finds, by
 * `(changed, N bytes)`: the value cannot be read, yet a reviewer sees that it is there (product.md, "What the reader sees").
 */
export const makeRedact = (
  { maskedValues = [] }: Privacy,
  detect: (text: string) => readonly Span[] = findSecrets,
): Redact => {
  const values = maskedValues.flatMap(searchedForms)
  return (text, state = 'changed') => {
    const shown = visible(text)
    const spans = mergeSpans([...values.flatMap((value) => occurrences(shown, value)), ...detect(shown)])
    return replaceSpans(shown, spans, state)
  }
}

/** A value of several lines is looked for as a whole and by line, because a line of it may stand alone. */
const searchedForms = (value: string): readonly string[] =>
  [visible(value), ...visible(value).split('\n')]
    .map((form) => form.trim())
    .filter(({ length }) => length >= MIN_MASKED_LENGTH)

const occurrences = (text: string, value: string): readonly Span[] => {
  const spans: Span[] = []
  for (let start = text.indexOf(value); start !== -1; start = text.indexOf(value, start + 1)) {
    spans.push({ start, end: start + value.length })
  }
  return spans
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

const replaceSpans = (text: string, spans: readonly Span[], state: string): string => {
  let result = ''
  let end = 0
  for (const span of spans) {
    result += text.slice(end, span.start)
    result += text
      .slice(span.start, span.end)
      .replace(/[^\n]+/g, (line) => `(${state}, ${Buffer.byteLength(line)} bytes)`)
    end = span.end
  }
  return result + text.slice(end)
}
