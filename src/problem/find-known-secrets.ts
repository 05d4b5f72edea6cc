import { decode } from './decode.ts'
import type { Span } from './find-private-keys.ts'

/** Where in a text known secrets stand, in whatever form; spans may overlap. */
export type FindKnown = (text: string) => readonly Span[]

/**
 * Looks for these secrets, each as a whole and line by line: as they are, in what `decode` undoes, in base64 and in hexadecimal.
 * Values of less than 4 characters are not looked for. Linear in the text, for each secret.
 */
export const findKnownSecrets = (secrets: readonly string[]): FindKnown => {
  const plain = [...new Set(secrets.flatMap(plainForms))]
  if (plain.length === 0) return () => []
  const forms = [...new Set([...plain, ...plain.flatMap(encodedForms)].map((form) => decode(form).text))]
  const wanted = forms.filter(({ length }) => length >= MIN_SECRET_LENGTH)
  return (text) => {
    const decoded = decode(text)
    return [
      ...plain.flatMap((form) => occurrences(text, form)),
      ...wanted
        .flatMap((form) => occurrences(decoded.text, form))
        .map(({ start, end }) => ({ start: decoded.startOf(start), end: decoded.endOf(end - 1) })),
    ]
  }
}

const occurrences = (text: string, form: string): readonly Span[] => {
  const spans: Span[] = []
  for (let start = text.indexOf(form); start !== -1; start = text.indexOf(form, start + form.length)) {
    spans.push({ start, end: start + form.length })
  }
  return spans
}

/** Shorter ones hide nothing and would be found everywhere. */
const MIN_SECRET_LENGTH = 4
/** Base64 of less would be found in any base64. */
const MIN_ENCODED_LENGTH = 6

/** A secret as a text shows it: as a whole, and by line, because a line of it may stand alone. */
const plainForms = (secret: string): readonly string[] =>
  [secret, ...secret.split('\n')].map((value) => value.trim()).filter(({ length }) => length >= MIN_SECRET_LENGTH)

/**
 * What base64 (also that of URLs, wherever in an encoded text it begins) and hexadecimal make of a text; `decode` undoes
 * the other encodings.
 */
const encodedForms = (value: string): readonly string[] => {
  const bytes = Buffer.from(value, 'utf8')
  const hex = bytes.toString('hex')
  const base64 = [0, 1, 2].flatMap((offset) => {
    const core = base64Core(bytes, offset)
    return [core, core.replaceAll('+', '-').replaceAll('/', '_')]
  })
  return [...base64, hex, hex.toUpperCase()].filter(({ length }) => length >= MIN_ENCODED_LENGTH)
}

/** The characters of base64 that these bytes alone decide when `offset` other bytes stand before them. */
const base64Core = (bytes: Buffer, offset: number): string => {
  const whole = Buffer.concat([Buffer.alloc(offset), bytes])
  return whole.toString('base64').slice(Math.ceil((offset * 8) / 6), Math.floor((whole.length * 8) / 6))
}
