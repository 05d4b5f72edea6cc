/** A part of a text that looks like a credential: UTF-16 offsets, `end` behind the last character. */
export interface SecretSpan {
  readonly start: number
  readonly end: number
  /** What it looks like, in words for a message: `a GitHub token`. Never the value. */
  readonly kind: string
}

// `password: value`, `"api_key": "value"`, `TOKEN=value`, at the start of a line or behind a separator.
const ASSIGNMENT =
  /(?<=^|[\s{,;"'-])["']?([\w.-]{0,60}(?:passw(?:or)?d|passphrase|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credentials?)[\w-]{0,20})["']?[ \t]{0,4}[:=][ \t]{0,4}(["']?)([^\s"'#,;{}[\]()<>$]{8,})\2/gim

/** Keys that are named after a secret but hold something about it. */
const ABOUT_A_SECRET =
  /(?:ur[il]|name|names|file|path|type|id|ids|endpoint|expir\w*|ttl|length|count|limit|field|header|version|issuer|scope|mode|policy|ref|arn|usage|s)$/i

const MIN_ENTROPY_BITS_PER_CHARACTER = 3

/** Values of high entropy under keys that are named like secrets. */
export const findNamedSecrets = (text: string): readonly SecretSpan[] =>
  [...text.matchAll(ASSIGNMENT)].flatMap((match) => {
    const [whole, key = '', quote = '', value = ''] = match
    if (ABOUT_A_SECRET.test(key) || !looksRandom(value)) return []
    const end = match.index + whole.length - quote.length
    return [{ start: end - value.length, end, kind: `a value of high entropy under "${key}"` }]
  })

/**
 * True for a text that a person would not write: letters mixed with digits, no word structure, at least 3 bits of
 * Shannon entropy per character. Names, paths, class names, versions and expressions are not.
 */
const looksRandom = (value: string): boolean => {
  const isMixed = /\d/.test(value) && /[a-zA-Z]/.test(value)
  const isName = /^[A-Z0-9_]+$/.test(value) && value.includes('_')
  const isPath = /^[./~]|:\/\/|^[\w-]+(?:\.[a-zA-Z][\w-]*)+$/.test(value)
  const isExpression = /secret|env|vars|inputs|outputs/i.test(value)
  const isWords = /^[a-z]+(?:[-_.][a-z]+)*[-_.]?\d{0,4}$/i.test(value)
  return (
    isMixed && !isName && !isPath && !isExpression && !isWords && entropyOf(value) >= MIN_ENTROPY_BITS_PER_CHARACTER
  )
}

const entropyOf = (value: string): number => {
  const counts = new Map<string, number>()
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1)
  let bits = 0
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length)
  return bits
}
