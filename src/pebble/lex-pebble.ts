/** One word or sign of a template; `data` is the text between its tags. */
export interface PebbleWord {
  readonly kind:
    | 'data'
    | 'print'
    | 'execute'
    | 'close'
    | 'operator'
    | 'name'
    | 'number'
    | 'sign'
    | 'text'
    | 'interpolation'
    | 'end'
    | 'fault'
  /** Of a text what is between its quotes; of a fault what is wrong. */
  readonly text: string
  readonly start: number
  readonly end: number
}

/** Kestra puts these aside before Pebble sees the text; across lines it does not find them. */
const RAW = /\{%-*[\t-\r ]*raw[\t-\r ]*-*%\}[^\n\r\u0085\u2028\u2029]*?\{%-*[\t-\r ]*endraw[\t-\r ]*-*%\}/g
const OPENING = /\{\{|\{%|\{#/g
const VERBATIM = /[\t-\r ]*verbatim[\t-\r ]*-?%\}/y
const END_OF_VERBATIM = /\{%-?[\t-\r ]*endverbatim[\t-\r ]*-?%\}/g
const TRIM = /-[\t-\r ]+/y
/** What Java calls white space: a no-break space is none. */
const BLANK = /[\t-\r \u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]*/y
const WORD =
  /(?<operator>(?:contains|is not|equals|isIn|not|and|is|or)(?![a-zA-Z0-9_])|\?\?\??|\.\.|[=!<>]=|[-+*/%|~<>])|(?<name>[\p{L}_][\p{L}\p{Nd}_]*)|(?<number>\d+L|\d+(?:\.\d+)?)|(?<sign>[()[\]{}?:.,=])|(?<text>"[^#"\\]*(?:\\.[^#"\\]*)*"|'[^'\\]*(?:\\.[^'\\]*)*')|(?<quote>")/suy
const KINDS = ['operator', 'name', 'number', 'sign', 'text'] as const
const CLOSING = { print: /[\t-\r ]*-?\}\}/y, execute: /[\t-\r ]*-?%\}/y } as const
/** Up to what Pebble renders in a text in double quotes. */
const PART_OF_TEXT = /[^#"\\]*(?:(?:\\.|#(?!\{))[^#"\\]*)*/sy
const PAIRS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' }

/** True for a text with an expression or a tag in it, whole or not. */
export const hasExpression = (text: string): boolean => /\{[{%]/.test(text)

/** True for a text that Pebble does not leave as it is: with an expression, a tag or a comment. */
export const isTemplate = (text: string): boolean => /\{[{%#]/.test(text)

/**
 * The words of a text as Pebble's lexer finds them (docs/internals/facts/kestra.md, "Expressions"). They end with `end`, or with the first `fault`.
 */
export const lexPebble = (source: string): readonly PebbleWord[] => {
  const text = source.includes('{%') ? source.replace(RAW, (raw) => ' '.repeat(raw.length)) : source
  const words: PebbleWord[] = []
  let at = 0
  while (words.at(-1)?.kind !== 'fault') {
    OPENING.lastIndex = at
    const opening = OPENING.exec(text)
    const start = opening?.index ?? text.length
    if (start > at) words.push({ kind: 'data', text: text.slice(at, start), start: at, end: start })
    if (opening === null) {
      words.push({ kind: 'end', text: '', start, end: start })
      break
    }
    at = opening[0] === '{#' ? afterComment(text, start, words) : afterTag(text, start, words)
  }
  return words
}

const faultAt = (start: number, end: number, text: string): PebbleWord => ({ kind: 'fault', text, start, end })

const after = (pattern: RegExp, text: string, at: number): number => {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : at
}

const afterComment = (text: string, start: number, words: PebbleWord[]): number => {
  const from = after(TRIM, text, start + 2)
  const end = text.indexOf('#}', from)
  if (end === -1 && from < text.length) words.push(faultAt(start, start + 2, 'the comment `{#` has no `#}`'))
  return end === -1 ? text.length : end + 2
}

const afterTag = (text: string, start: number, words: PebbleWord[]): number => {
  const kind = text[start + 1] === '{' ? 'print' : 'execute'
  const from = after(TRIM, text, start + 2)
  const inner = kind === 'execute' ? after(VERBATIM, text, from) : from
  if (inner !== from) {
    END_OF_VERBATIM.lastIndex = inner
    if (END_OF_VERBATIM.test(text)) return END_OF_VERBATIM.lastIndex
    words.push(faultAt(start, inner, '`verbatim` has no `{% endverbatim %}`'))
    return inner
  }
  words.push({ kind, text: text.slice(start, start + 2), start, end: from })
  const tag: Tag = { text, words, brackets: [], kind, start }
  let at = from
  for (let next: number | undefined = from; next !== undefined; next = nextIn(tag, at)) at = next
  return at
}

interface Tag {
  readonly text: string
  readonly words: PebbleWord[]
  /** The open ones, from the outside in; `"` and `#{` are such as well. */
  readonly brackets: { readonly sign: string; readonly start: number }[]
  readonly kind: 'print' | 'execute'
  readonly start: number
}

/** Reads one word; where it ends, or `undefined` behind the last of the tag. */
const nextIn = (tag: Tag, at: number): number | undefined => {
  const { text, words, brackets, kind } = tag
  if (words.at(-1)?.kind === 'fault' || (words.at(-1)?.kind === 'close' && brackets.length === 0)) return undefined
  const inside = brackets.at(-1)?.sign
  if (at >= text.length) return refuse(tag, at)
  if (inside === '"') return inText(tag, at)
  const closed = brackets.length === 0 ? after(CLOSING[kind], text, at) : at
  if (closed === at)
    return inside === '#{' && text[after(BLANK, text, at)] === '}' ? endInterpolation(tag, at) : word(tag, at)
  words.push({ kind: 'close', text: kind === 'print' ? '}}' : '%}', start: closed - 2, end: closed })
  return closed
}

const word = (tag: Tag, at: number): number => {
  const { text, words, brackets } = tag
  const start = after(BLANK, text, at)
  WORD.lastIndex = start
  const groups = WORD.exec(text)?.groups
  if (groups === undefined) return refuse(tag, start)
  const end = WORD.lastIndex
  const kind = KINDS.find((name) => groups[name] !== undefined)
  if (kind === undefined) brackets.push({ sign: '"', start })
  else if (kind === 'sign' && !isBalanced(tag, text.slice(start, end), start)) return end
  else if (kind === 'text') words.push({ kind, text: text.slice(start + 1, end - 1), start, end })
  else words.push({ kind, text: text.slice(start, end), start, end })
  return end
}

/** Notes an opening bracket, and takes away the one that a closing bracket ends. */
const isBalanced = ({ words, brackets }: Tag, sign: string, start: number): boolean => {
  if ('([{'.includes(sign)) brackets.push({ sign, start })
  if (!(sign in PAIRS)) return true
  const open = brackets.pop()
  if (open?.sign === PAIRS[sign]) return true
  words.push(open === undefined ? faultAt(start, start + 1, lonely(sign)) : unclosed(open))
  return false
}

const lonely = (sign: string): string =>
  sign === '}' ? 'one `}` stands where `}}` or `%}` ends the expression' : `nothing opens this \`${sign}\``

const unclosed = ({ sign, start }: Tag['brackets'][number]): PebbleWord =>
  faultAt(
    start,
    start + sign.length,
    sign === '"' ? 'the quote `"` is not closed' : `the bracket \`${sign}\` is not closed`,
  )

const inText = ({ text, words, brackets }: Tag, start: number): number => {
  if (text.startsWith('#{', start)) {
    brackets.push({ sign: '#{', start })
    words.push({ kind: 'interpolation', text: '#{', start, end: start + 2 })
    return start + 2
  }
  const end = after(PART_OF_TEXT, text, start)
  if (end > start) words.push({ kind: 'text', text: text.slice(start, end), start, end })
  else if (text[start] === '"') brackets.pop()
  // A lone backslash at the end: Pebble never comes back from it.
  else words.push(faultAt(start, start + 1, 'nothing follows this `\\`'))
  return end > start ? end : start + 1
}

const endInterpolation = ({ text, words, brackets }: Tag, at: number): number => {
  const start = after(BLANK, text, at)
  brackets.pop()
  words.push({ kind: 'interpolation', text: '}', start, end: start + 1 })
  return start + 1
}

const WRITTEN_AS: Readonly<Record<string, string>> = { '&': 'and', '!': 'not' }

const refuse = (tag: Tag, at: number): number => {
  const { text, words, brackets, kind, start } = tag
  const sign = text[at]
  const open = brackets.at(-1)
  if (sign === "'") words.push(faultAt(at, at + 1, "the quote `'` is not closed"))
  else if (sign !== undefined) {
    const instead = WRITTEN_AS[sign]
    const hint = instead === undefined ? '' : `: write \`${instead}\``
    const name = sign === '\u00a0' ? 'a no-break space' : `\`${sign}\``
    words.push(faultAt(at, at + 1, `Pebble does not know ${name}${hint}`))
  } else if (open !== undefined) words.push(unclosed(open))
  else words.push(faultAt(start, start + 2, kind === 'print' ? '`{{` has no `}}`' : '`{%` has no `%}`'))
  return text.length
}
