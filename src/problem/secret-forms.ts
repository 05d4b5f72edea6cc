/** Shorter ones hide nothing and would be found everywhere. */
const MIN_SECRET_LENGTH = 4
/** Base64 of less would be found in any base64. */
const MIN_ENCODED_LENGTH = 6

/** A secret as a text shows it: as a whole, and by line, because a line of it may stand alone. None for less than 4 characters. */
export const plainForms = (secret: string): readonly string[] =>
  [...new Set([secret, ...secret.split('\n')].map((value) => value.trim()))].filter(
    ({ length }) => length >= MIN_SECRET_LENGTH,
  )

/**
 * What base64 (also that of URLs, wherever in an encoded text it begins) and hexadecimal make of a text; `decode` undoes
 * the other encodings.
 */
export const encodedForms = (value: string): readonly string[] => {
  const bytes = Buffer.from(value, 'utf8')
  const hex = bytes.toString('hex')
  const base64 = [0, 1, 2].flatMap((offset) => {
    const core = base64Core(bytes, offset)
    return [core, core.replaceAll('+', '-').replaceAll('/', '_')]
  })
  return [...new Set([...base64, hex, hex.toUpperCase()])].filter(({ length }) => length >= MIN_ENCODED_LENGTH)
}

/** The characters of base64 that these bytes alone decide when `offset` other bytes stand before them. */
const base64Core = (bytes: Buffer, offset: number): string => {
  const whole = Buffer.concat([Buffer.alloc(offset), bytes])
  return whole.toString('base64').slice(Math.ceil((offset * 8) / 6), Math.floor((whole.length * 8) / 6))
}
