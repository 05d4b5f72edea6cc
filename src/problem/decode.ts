/** A text without its encodings, and where each of its UTF-16 units came from in the text that was given. */
export interface DecodedWithOffsets {
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
export const decode = (given: string): DecodedWithOffsets => {
  let result: DecodedWithOffsets = { text: given, startOf: (unit) => unit, endOf: (unit) => unit + 1 }
  for (let round = 0; round < MAX_ROUNDS && ENCODING.test(result.text); round++) {
    const { text } = result
    result = replaceTokens(result, encodingAt)
    if (result.text === text) break
  }
  return SEPARATION.test(result.text) ? replaceTokens(result, separatorAt) : result
}

/** Begins an encoding. */
const ENCODING = /[%&\\]/
/** Anything but the letters, digits and signs of ASCII, which stand for themselves. */
const SEPARATION = /[^!-*,-~]/

/** A piece of text and what it stands for; nothing where it only separates. */
interface Token {
  readonly length: number
  readonly means: string
}

const replaceTokens = ({ text: given, startOf, endOf }: DecodedWithOffsets, tokenAt: TokenAt): DecodedWithOffsets => {
  const units = new Uint16Array(given.length)
  const [starts, ends] = [new Uint32Array(given.length), new Uint32Array(given.length)]
  let length = 0
  for (let at = 0; at < given.length; ) {
    const code = given.charCodeAt(at)
    const token = tokenAt(given, at, code)
    const end = at + (token?.length ?? 1)
    for (let index = 0; index < (token?.means.length ?? 1); index++) {
      units[length] = token?.means.charCodeAt(index) ?? code
      starts[length] = at
      ends[length++] = end
    }
    at = end
  }
  return {
    text: UTF16.decode(units.subarray(0, length)),
    startOf: (unit) => startOf(starts[unit] ?? 0),
    endOf: (unit) => endOf((ends[unit] ?? 1) - 1),
  }
}

const UTF16 = new TextDecoder('utf-16le', { ignoreBOM: true })

type TokenAt = (given: string, at: number, code: number) => Token | undefined

const [PERCENT, AMPERSAND, PLUS, BACKSLASH, ESCAPE] = [0x25, 0x26, 0x2b, 0x5c, 0x1b]

const PERCENT_ENCODED =
  /%(?:[0-7][\da-f]|[cd][\da-f]%[89ab][\da-f]|e[\da-f](?:%[89ab][\da-f]){2}|f[0-7](?:%[89ab][\da-f]){3})/iy
const HTML_ENTITY = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(lt|gt|amp|quot|apos|nbsp));/iy
const ESCAPED = /\\(?:u([\da-f]{4})|u\{([\da-f]{1,6})\}|x([\da-f]{2})|(["'\\/bfnrt]))/iy

const NAMED = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
])
/** The letters of escapes that mean white space. */
const BLANKS = 'bfnrt'

const encodingAt: TokenAt = (given, at, code) => {
  switch (code) {
    case PERCENT: {
      const found = matchAt(PERCENT_ENCODED, given, at)
      return found && { length: found[0].length, means: utf8(found[0].replaceAll('%', '')) }
    }
    case AMPERSAND: {
      const [whole, decimal, hex, name = ''] = matchAt(HTML_ENTITY, given, at) ?? []
      if (whole === undefined) return undefined
      const point = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
      return { length: whole.length, means: NAMED.get(name.toLowerCase()) ?? character(point) }
    }
    case BACKSLASH: {
      const [whole, unit, point, byte, name = ''] = matchAt(ESCAPED, given, at) ?? []
      if (whole === undefined) return undefined
      const hex = unit ?? point ?? byte
      if (hex !== undefined) return { length: whole.length, means: character(Number.parseInt(hex, 16)) }
      return { length: whole.length, means: BLANKS.includes(name.toLowerCase()) ? ' ' : name }
    }
    default:
      return undefined
  }
}

const COLOUR = /\[[0-?]*[ -/]*[@-~]/y
const SPELT_OUT = /⟨U\+[\dA-F]{4,6}⟩/y
const INVISIBLE = /[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/uy
const SEPARATOR: Token = { length: 1, means: '' }

const separatorAt: TokenAt = (given, at, code) => {
  if (code === ESCAPE) return { length: 1 + (matchAt(COLOUR, given, at + 1)?.[0].length ?? 0), means: '' }
  if (code <= 0x20 || code === PLUS) return SEPARATOR
  if (code < 0x7f) return undefined
  const found = matchAt(SPELT_OUT, given, at) ?? matchAt(INVISIBLE, given, at)
  return found && { length: found[0].length, means: '' }
}

const matchAt = (pattern: RegExp, given: string, at: number): RegExpExecArray | undefined => {
  pattern.lastIndex = at
  return pattern.exec(given) ?? undefined
}

const utf8 = (hex: string): string => Buffer.from(hex, 'hex').toString('utf8')

const character = (point: number): string => (point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd')
