import { type Decoded, decode } from './decode.ts'
import type { SecretSpan } from './find-secrets.ts'
import { encodedForms, plainForms } from './secret-forms.ts'

export type Span = Pick<SecretSpan, 'start' | 'end'>

/** Where in a text known secrets stand, in whatever form; spans may overlap. */
export type FindKnown = (text: string) => readonly Span[]

/**
 * Looks for these secrets as they are, encoded (`encodedForms`, `decode`), and in part: half of a value from 8 characters
 * on, and the first 6 characters where a text was cut (before `…`, at the end of a long one). Values of less than 4
 * characters are not looked for. `isWholeOnly` leaves the parts alone: for what programs read, where half of a password may
 * as well be half of a name or of a path. One pass over the text, whatever is in it.
 */
export const findKnownSecrets = (
  secrets: readonly string[],
  { isWholeOnly = false }: { readonly isWholeOnly?: boolean } = {},
): FindKnown => {
  const plain = [...new Set(secrets.flatMap(plainForms))]
  if (plain.length === 0) return () => []
  const forms = new Set([...plain, ...plain.flatMap(encodedForms)].map((form) => decode(form).text))
  const grams = gramsOf([...forms].filter(({ length }) => length >= GRAM))
  return (text) => [
    ...plain.flatMap((form) => occurrences(text, form)),
    ...findForms(decode(text), { text, grams, isWholeOnly }),
  ]
}

const occurrences = (text: string, form: string): readonly Span[] => {
  const spans: Span[] = []
  for (let start = text.indexOf(form); start !== -1; start = text.indexOf(form, start + form.length)) {
    spans.push({ start, end: start + form.length })
  }
  return spans
}

/** Characters by which a form is found; the rest of it is compared there. */
const GRAM = 4
/** Of a value, this much must be there to be taken for a part of it. */
const leastPart = (length: number): number => Math.min(length, Math.max(8, Math.ceil(length / 2)))
/** Of its beginning, where a text was cut. */
const leastBeginning = (length: number): number => Math.min(6, Math.max(GRAM, length - 2))

/** Four characters of a form, and where in it they stand. */
interface Gram {
  readonly form: string
  readonly at: number
}

interface Grams {
  /** Most places of a text are told by one look that nothing begins there: by the hash of four characters. */
  readonly isKnown: Uint8Array
  readonly byHash: ReadonlyMap<number, readonly Gram[]>
}

/** So many of each form that every part of it that counts holds one of them. */
const gramsOf = (forms: readonly string[]): Grams => {
  const isKnown = new Uint8Array(0x10000)
  const byHash = new Map<number, Gram[]>()
  for (const form of forms) {
    const step = leastPart(form.length) - GRAM + 1
    for (let at = 0; at + GRAM <= form.length; at += step) {
      const hash = hashAt(form, at)
      isKnown[hash] = 1
      byHash.set(hash, [...(byHash.get(hash) ?? []), { form, at }])
    }
  }
  return { isKnown, byHash }
}

/** Of the characters at this place. */
const hashAt = (text: string, at: number): number =>
  ((text.charCodeAt(at) << 9) ^
    (text.charCodeAt(at + 1) << 6) ^
    (text.charCodeAt(at + 2) << 3) ^
    text.charCodeAt(at + 3)) &
  0xffff

interface Search {
  /** The text before it was decoded. */
  readonly text: string
  readonly grams: Grams
  readonly isWholeOnly: boolean
}

const findForms = (decoded: Decoded, { text, grams, isWholeOnly }: Search): readonly Span[] => {
  const spans: Span[] = []
  for (let at = 0; at + GRAM <= decoded.text.length; at++) {
    const hash = hashAt(decoded.text, at)
    if (grams.isKnown[hash] !== 1) continue
    for (const gram of grams.byHash.get(hash) ?? []) {
      const { start, end } = extend(decoded.text, at, gram)
      if (end - start < GRAM) continue
      const span = { start: decoded.startOf(start), end: decoded.endOf(end - 1) }
      const least = start + gram.at === at && isCutAt(text, span.end) ? leastBeginning : leastPart
      const { length } = gram.form
      if (end - start >= (isWholeOnly ? length : least(length))) spans.push(span)
    }
  }
  return spans
}

/** How far a text and a form agree around a gram. */
const extend = (text: string, at: number, gram: Gram): Span => {
  const { form } = gram
  let [start, end] = [at, at]
  while (start > 0 && at - start < gram.at && text[start - 1] === form[gram.at - (at - start) - 1]) start--
  while (end < text.length && gram.at + end - at < form.length && text[end] === form[gram.at + end - at]) end++
  return { start, end }
}

/** Servers cut what is long; a name that is shown by itself is whole. */
const MIN_CUT_LENGTH = 200

const isCutAt = (text: string, end: number): boolean => {
  const rest = text.slice(end, end + 4).trimStart()
  return rest.startsWith('…') || rest.startsWith('...') || (rest === '' && end >= MIN_CUT_LENGTH)
}
