/** One token of a template. `data` is the text between tags. */
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
  /** The content of a text without its quotes, or the message of a fault. */
  readonly text: string
  readonly start: number
  readonly end: number
}

/** Raw sections, which Kestra removes before Pebble parses the text. Kestra does not find them across lines. */
const RAW = /\{%-*[\t-\r ]*raw[\t-\r ]*-*%\}[^\n\r\u0085\u2028\u2029]*?\{%-*[\t-\r ]*endraw[\t-\r ]*-*%\}/g
const OPENING = /\{\{|\{%|\{#/g
const VERBATIM = /[\t-\r ]*verbatim[\t-\r ]*-?%\}/y
const END_OF_VERBATIM = /\{%-?[\t-\r ]*endverbatim[\t-\r ]*-?%\}/g
const TRIM = /-[\t-\r ]+/y
/** White space in Java, which does not include the no-break space. */
const BLANK = /[\t-\r \u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]*/y
const WORD =
  /(?<operator>(?:contains|is not|equals|isIn|not|and|is|or)(?![a-zA-Z0-9_])|\?\?\??|\.\.|[=!<>]=|[-+*/%|~<>])|(?<name>[\p{L}_][\p{L}\p{Nd}_]*)|(?<number>\d+L|\d+(?:\.\d+)?)|(?<sign>[()[\]{}?:.,=])|(?<text>"[^#"\\]*(?:\\.[^#"\\]*)*"|'[^'\\]*(?:\\.[^'\\]*)*')|(?<quote>")/suy
const KINDS = ['operator', 'name', 'number', 'sign', 'text'] as const
const CLOSING = { print: /[\t-\r ]*-?\}\}/y, execute: /[\t-\r ]*-?%\}/y } as const
/** A part of a double-quoted text up to the next interpolation. */
const PART_OF_TEXT = /[^#"\\]*(?:(?:\\.|#(?!\{))[^#"\\]*)*/sy
const PAIRS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' }

/** True for a text that contains the start of an expression or a tag. */
export const hasExpression = (text: string): boolean => /\{[{%]/.test(text)

/** True for a text that Pebble changes, because it has an expression, a tag or a comment. */
export const isTemplate = (text: string): boolean => /\{[{%#]/.test(text)

/**
 * The tokens of a text as in Pebble's lexer (docs/internals/facts/kestra.md, "Expressions"). The last one is `end`, or the first `fault`.
 */
export const lexPebble = (source: string): readonly PebbleWord[] => {
  const text = source.includes('{%') ? source.replace(RAW, (raw) => ' '.repeat(raw.length)) : source
  const tokens: PebbleWord[] = []
  let at = 0
  while (tokens.at(-1)?.kind !== 'fault') {
    OPENING.lastIndex = at
    const opening = OPENING.exec(text)
    const start = opening?.index ?? text.length
    if (start > at) tokens.push({ kind: 'data', text: text.slice(at, start), start: at, end: start })
    if (opening === null) {
      tokens.push({ kind: 'end', text: '', start, end: start })
      break
    }
    at = opening[0] === '{#' ? afterComment(text, start, tokens) : afterTag(text, start, tokens)
  }
  return tokens
}

const faultAt = (start: number, end: number, text: string): PebbleWord => ({ kind: 'fault', text, start, end })

const after = (pattern: RegExp, text: string, at: number): number => {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : at
}

const afterComment = (text: string, start: number, tokens: PebbleWord[]): number => {
  const from = after(TRIM, text, start + 2)
  const end = text.indexOf('#}', from)
  if (end === -1 && from < text.length) tokens.push(faultAt(start, start + 2, 'the comment `{#` has no `#}`'))
  return end === -1 ? text.length : end + 2
}

const afterTag = (text: string, start: number, tokens: PebbleWord[]): number => {
  const kind = text[start + 1] === '{' ? 'print' : 'execute'
  const from = after(TRIM, text, start + 2)
  const inner = kind === 'execute' ? after(VERBATIM, text, from) : from
  if (inner !== from) {
    END_OF_VERBATIM.lastIndex = inner
    if (END_OF_VERBATIM.test(text)) return END_OF_VERBATIM.lastIndex
    tokens.push(faultAt(start, inner, '`verbatim` has no `{% endverbatim %}`'))
    return inner
  }
  tokens.push({ kind, text: text.slice(start, start + 2), start, end: from })
  const tag: Tag = { text, tokens, brackets: [], kind, start }
  let at = from
  for (let next: number | undefined = from; next !== undefined; next = nextOffset(tag, at)) at = next
  return at
}

interface Tag {
  readonly text: string
  readonly tokens: PebbleWord[]
  /** The open brackets from the outside in, including `"` and `#{`. */
  readonly brackets: { readonly sign: string; readonly start: number }[]
  readonly kind: 'print' | 'execute'
  readonly start: number
}

/** Reads one token. Returns its end, or `undefined` after the last token of the tag. */
const nextOffset = (tag: Tag, at: number): number | undefined => {
  const { text, tokens, brackets, kind } = tag
  if (tokens.at(-1)?.kind === 'fault' || (tokens.at(-1)?.kind === 'close' && brackets.length === 0)) return undefined
  const inside = brackets.at(-1)?.sign
  if (at >= text.length) return pushFault(tag, at)
  if (inside === '"') return inText(tag, at)
  const closed = brackets.length === 0 ? after(CLOSING[kind], text, at) : at
  if (closed === at)
    return inside === '#{' && text[after(BLANK, text, at)] === '}' ? endInterpolation(tag, at) : readToken(tag, at)
  tokens.push({ kind: 'close', text: kind === 'print' ? '}}' : '%}', start: closed - 2, end: closed })
  return closed
}

const readToken = (tag: Tag, at: number): number => {
  const { text, tokens, brackets } = tag
  const start = after(BLANK, text, at)
  WORD.lastIndex = start
  const groups = WORD.exec(text)?.groups
  if (groups === undefined) return pushFault(tag, start)
  const end = WORD.lastIndex
  const kind = KINDS.find((name) => groups[name] !== undefined)
  if (kind === undefined) brackets.push({ sign: '"', start })
  else if (kind === 'sign' && !isBalanced(tag, text.slice(start, end), start)) return end
  else if (kind === 'text') tokens.push({ kind, text: text.slice(start + 1, end - 1), start, end })
  else tokens.push({ kind, text: text.slice(start, end), start, end })
  return end
}

/** Pushes an opening bracket, or pops the one that a closing bracket matches. False if there is none. */
const isBalanced = ({ tokens, brackets }: Tag, sign: string, start: number): boolean => {
  if ('([{'.includes(sign)) brackets.push({ sign, start })
  if (!(sign in PAIRS)) return true
  const open = brackets.pop()
  if (open?.sign === PAIRS[sign]) return true
  tokens.push(open === undefined ? faultAt(start, start + 1, unmatchedMessage(sign)) : unclosedFault(open))
  return false
}

const unmatchedMessage = (sign: string): string =>
  sign === '}' ? 'one `}` is where `}}` or `%}` must end the expression' : `nothing opens this \`${sign}\``

const unclosedFault = ({ sign, start }: Tag['brackets'][number]): PebbleWord =>
  faultAt(
    start,
    start + sign.length,
    sign === '"' ? 'the quote `"` is not closed' : `the bracket \`${sign}\` is not closed`,
  )

const inText = ({ text, tokens, brackets }: Tag, start: number): number => {
  if (text.startsWith('#{', start)) {
    brackets.push({ sign: '#{', start })
    tokens.push({ kind: 'interpolation', text: '#{', start, end: start + 2 })
    return start + 2
  }
  const end = after(PART_OF_TEXT, text, start)
  if (end > start) tokens.push({ kind: 'text', text: text.slice(start, end), start, end })
  else if (text[start] === '"') brackets.pop()
  // A single backslash at the end, at which Pebble's lexer loops for ever.
  else tokens.push(faultAt(start, start + 1, 'nothing follows this `\\`'))
  return end > start ? end : start + 1
}

const endInterpolation = ({ text, tokens, brackets }: Tag, at: number): number => {
  const start = after(BLANK, text, at)
  brackets.pop()
  tokens.push({ kind: 'interpolation', text: '}', start, end: start + 1 })
  return start + 1
}

const PEBBLE_OPERATORS: Readonly<Record<string, string>> = { '&': 'and', '!': 'not' }

const pushFault = (tag: Tag, at: number): number => {
  const { text, tokens, brackets, kind, start } = tag
  const sign = text[at]
  const open = brackets.at(-1)
  if (sign === "'") tokens.push(faultAt(at, at + 1, "the quote `'` is not closed"))
  else if (sign !== undefined) {
    const instead = PEBBLE_OPERATORS[sign]
    const hint = instead === undefined ? '' : `: write \`${instead}\``
    const name = sign === '\u00a0' ? 'a no-break space' : `\`${sign}\``
    tokens.push(faultAt(at, at + 1, `Pebble does not know ${name}${hint}`))
  } else if (open !== undefined) tokens.push(unclosedFault(open))
  else tokens.push(faultAt(start, start + 2, kind === 'print' ? '`{{` has no `}}`' : '`{%` has no `%}`'))
  return text.length
}
