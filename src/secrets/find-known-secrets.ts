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

/** A text without its encodings, and where each of its UTF-16 units came from in the text that was given. */
interface DecodedWithOffsets {
  readonly text: string
  /** Offset in the given text of the first character that this unit was made of, and behind the last. */
  readonly startOf: (unit: number) => number
  readonly endOf: (unit: number) => number
}

/** JSON within HTML within a URL; what is encoded more often than this is nobody's message. */
const MAX_ROUNDS = 4

/**
 * Undoes what programs do to a text that they pass on: percent-encoding (`+` for a blank too), HTML entities, the escapes
 * of JSON. White space, colours, invisible characters and their spelling by `visible` are left out, because a line break
 * or a zero-width blank may have got in between. Two texts that say the same decode to the same. Linear in the text.
 */
const decode = (given: string): DecodedWithOffsets => {
  let result: DecodedWithOffsets = { text: given, startOf: (unit) => unit, endOf: (unit) => unit + 1 }
  for (let round = 0; round < MAX_ROUNDS; round++) result = replaceTokens(result, ENCODED, meaningOf)
  return replaceTokens(result, SEPARATORS, () => '')
}

/** No token means more units than it has. */
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
  // An escape with one of these letters means white space.
  return NAMED.get(token.toLowerCase()) ?? (/[bfnrt]$/i.test(token) ? ' ' : token.slice(1))
}

const character = (point: number): string => (point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd')

const COLOUR = `${String.fromCharCode(0x1b)}\\[[0-?]*[ -/]*[@-~]`
const INVISIBLE = String.raw`⟨U\+[\dA-F]{4,6}⟩|[+\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]`
const SEPARATORS = new RegExp(`(?:${COLOUR}|${INVISIBLE})+`, 'gu')
