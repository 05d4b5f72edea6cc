import type { Span } from './find-private-keys.ts'

/** Finds known secrets in a text, in every encoding; spans may overlap. */
export type FindKnown = (text: string) => readonly Span[]

/**
 * Searches a text for these secrets, each as a whole and line by line. Found are the plain form, every encoding that
 * `decode` undoes, base64 and hexadecimal. Values below 4 characters are ignored. Takes linear time in the text, per
 * secret.
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

/** Shorter secrets would be found everywhere. */
const MIN_SECRET_LENGTH = 4
/** Shorter base64 would be found in any base64. */
const MIN_ENCODED_LENGTH = 6

/** The plain forms of a secret: the whole, and each line, because a line may appear alone. */
const plainForms = (secret: string): readonly string[] =>
  [secret, ...secret.split('\n')].map((value) => value.trim()).filter(({ length }) => length >= MIN_SECRET_LENGTH)

/**
 * The base64 and hexadecimal forms of a text. Base64 includes the URL variant and every offset within an encoded text.
 * `decode` undoes the other encodings.
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

/** The base64 characters that depend on these bytes alone when `offset` other bytes precede them. */
const base64Core = (bytes: Buffer, offset: number): string => {
  const whole = Buffer.concat([Buffer.alloc(offset), bytes])
  return whole.toString('base64').slice(Math.ceil((offset * 8) / 6), Math.floor((whole.length * 8) / 6))
}

/** A decoded text, and the origin of each of its UTF-16 units in the given text. */
interface DecodedWithOffsets {
  readonly text: string
  /** The offset in the given text of the first character that became this unit. */
  readonly startOf: (unit: number) => number
  /** The offset in the given text after the last character that became this unit. */
  readonly endOf: (unit: number) => number
}

/** Enough for JSON within HTML within a URL; real messages are not encoded more often. */
const MAX_ROUNDS = 4

/**
 * Undoes the encodings that programs apply to a text: percent-encoding (with `+` for a blank), HTML entities, JSON
 * escapes. Also removes white space, colours, invisible characters and their spelling by `visible`, because line breaks
 * or zero-width blanks may have been inserted. Equal texts in different encodings decode to the same text. Takes linear
 * time.
 */
const decode = (given: string): DecodedWithOffsets => {
  let result: DecodedWithOffsets = { text: given, startOf: (unit) => unit, endOf: (unit) => unit + 1 }
  for (let round = 0; round < MAX_ROUNDS; round++) result = replaceTokens(result, ENCODED, meaningOf)
  return replaceTokens(result, SEPARATORS, () => '')
}

/** Replaces tokens and keeps the offsets. A replacement is never longer than its token. */
const replaceTokens = (
  before: DecodedWithOffsets,
  tokens: RegExp,
  meaning: (token: string) => string,
): DecodedWithOffsets => {
  const { text: given, startOf, endOf } = before
  if (given.search(tokens) === -1) return before
  const [starts, ends] = [new Uint32Array(given.length), new Uint32Array(given.length)]
  let [text, from] = ['', 0]
  const keepUntil = (end: number): void => {
    for (let [unit, at] = [text.length, from]; at < end; unit++, at++) {
      starts[unit] = at
      ends[unit] = at + 1
    }
    text += given.slice(from, end)
  }
  for (const { 0: token, index } of given.matchAll(tokens)) {
    keepUntil(index)
    const means = meaning(token)
    from = index + token.length
    starts.fill(index, text.length, text.length + means.length)
    ends.fill(from, text.length, text.length + means.length)
    text += means
  }
  keepUntil(given.length)
  return {
    text,
    startOf: (unit) => startOf(starts[unit] ?? 0),
    endOf: (unit) => endOf((ends[unit] ?? 1) - 1),
  }
}

const PERCENT_ENCODED =
  /%(?:[0-7][\da-f]|[cd][\da-f]%[89ab][\da-f]|e[\da-f](?:%[89ab][\da-f]){2}|f[0-7](?:%[89ab][\da-f]){3})/
const HTML_ENTITY = /&(?:#\d{1,7}|#x[\da-f]{1,6}|lt|gt|amp|quot|apos|nbsp);/
const ESCAPED = /\\(?:u[\da-f]{4}|u\{[\da-f]{1,6}\}|x[\da-f]{2}|["'\\/bfnrt])/
const ENCODED = new RegExp([PERCENT_ENCODED, HTML_ENTITY, ESCAPED].map(({ source }) => source).join('|'), 'gi')

const NAMED = new Map([
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&amp;', '&'],
  ['&quot;', '"'],
  ['&apos;', "'"],
  ['&nbsp;', ' '],
])

const meaningOf = (token: string): string => {
  if (token.startsWith('%')) return Buffer.from(token.replaceAll('%', ''), 'hex').toString('utf8')
  const decimal = /^&#(\d+)/.exec(token)?.[1]
  if (decimal !== undefined) return character(Number(decimal))
  const hex = /^(?:&#|\\)[ux]\{?([\da-f]+)/i.exec(token)?.[1]
  if (hex !== undefined) return character(Number.parseInt(hex, 16))
  // An escape with one of these letters is white space.
  return NAMED.get(token.toLowerCase()) ?? (/[bfnrt]$/i.test(token) ? ' ' : token.slice(1))
}

const character = (point: number): string => (point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd')

const COLOUR = `${String.fromCharCode(0x1b)}\\[[0-?]*[ -/]*[@-~]`
const INVISIBLE = String.raw`⟨U\+[\dA-F]{4,6}⟩|[+\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]`
const SEPARATORS = new RegExp(`(?:${COLOUR}|${INVISIBLE})+`, 'gu')
