/** One word or sign of an expression; offsets are those of the text that holds it. */
export interface PebbleToken {
  readonly kind: 'name' | 'number' | 'text' | 'sign'
  readonly text: string
  readonly start: number
  readonly end: number
}

/** `{{ … }}` or `{% … %}`. */
export interface PebbleTag {
  readonly kind: 'print' | 'execute'
  /** Of its first brace. */
  readonly start: number
  readonly tokens: readonly PebbleToken[]
}

const OPENING = /\{[{%#]/g
const TOKEN =
  /(?<blank>\s+)|(?<name>[A-Za-z_]\w*)|(?<number>\d+(?:\.\d+)?L?)|(?<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?<sign>\?{1,3}|[=!<>]=|[()[\]{}.,:|~+*/%=<>!-])/sy
const CLOSING = { print: /-?\}\}/y, execute: /-?%\}/y } as const
/** What Kestra leaves as it is, and what Pebble does. */
const VERBATIM = new Set(['raw', 'verbatim'])

/**
 * The tags of a text as Pebble reads them (docs/facts/kestra.md, "Expressions"): without comments and what stands in
 * `{% raw %}` or `{% verbatim %}`. `undefined` where a tag is none of Pebble's (Go's `{{.Names}}`, Handlebars' `{{#if}}`, one that
 * does not end): such a text is not rendered, or fails for another reason.
 */
export const readPebble = (text: string): readonly PebbleTag[] | undefined => {
  const tags: PebbleTag[] = []
  let at = 0
  for (;;) {
    OPENING.lastIndex = at
    const opening = OPENING.exec(text)
    if (opening === null) return tags
    const end = opening[0] === '{#' ? endOfComment(text, opening.index) : readTag(text, opening.index, tags)
    if (end === undefined) return undefined
    at = end
  }
}

const endOfComment = (text: string, start: number): number | undefined => {
  const end = text.indexOf('#}', start + 2)
  return end === -1 ? undefined : end + 2
}

/** Adds the tag to `tags`; where it ends, with what it says to leave alone. */
const readTag = (text: string, start: number, tags: PebbleTag[]): number | undefined => {
  const kind = text[start + 1] === '{' ? 'print' : 'execute'
  const tokens: PebbleToken[] = []
  const closing = CLOSING[kind]
  let at = text[start + 2] === '-' ? start + 3 : start + 2
  let depth = 0
  for (;;) {
    closing.lastIndex = at
    // Inside of brackets `}}` ends two maps.
    if (depth === 0 && closing.test(text)) break
    const token = pebbleTokenAt(text, at)
    if (token === undefined) return undefined
    const { kind: of, text: word, end } = token
    if (of !== 'blank') tokens.push({ ...token, kind: of })
    if (of === 'sign') depth += depthOf(word)
    at = end
  }
  if (!isExpression(kind, tokens)) return undefined
  tags.push({ kind, start, tokens })
  const [first] = tokens
  const isVerbatim = kind === 'execute' && first !== undefined && VERBATIM.has(first.text)
  return isVerbatim ? endOfVerbatim(text, closing.lastIndex, first.text) : closing.lastIndex
}

/** The word, sign or white space that begins at `at`; `undefined` where there is none of Pebble's. */
export const pebbleTokenAt = (text: string, at: number) => {
  TOKEN.lastIndex = at
  const groups = TOKEN.exec(text)?.groups
  if (groups === undefined) return undefined
  const end = TOKEN.lastIndex
  const kind = (['blank', 'name', 'number', 'text'] as const).find((name) => groups[name] !== undefined) ?? 'sign'
  return { kind, text: text.slice(at, end), start: at, end } as const
}

/** What a sign adds to the number of open brackets. */
export const depthOf = (sign: string): number => {
  if ('([{'.includes(sign)) return 1
  return ')]}'.includes(sign) ? -1 : 0
}

const OPERATORS = new Set('and or not is in contains equals matches if else'.split(' '))

/** Pebble puts a sign or an operator between two values; `{{ jq outputs.a '.b' }}` is of Handlebars. A tag that begins with a dot is Go's. */
const isExpression = (kind: PebbleTag['kind'], tokens: readonly PebbleToken[]): boolean => {
  if (kind === 'execute') return tokens.length > 0
  if (tokens[0]?.text === '.') return false
  return !tokens.some((token, index) => isValue(token) && isValue(tokens[index + 1]) && !isTestName(tokens, index))
}

const isValue = (token: PebbleToken | undefined): boolean =>
  token !== undefined && token.kind !== 'sign' && !(token.kind === 'name' && OPERATORS.has(token.text))

/** A test may have a value of its own: `is equalTo x`. */
const isTestName = (tokens: readonly PebbleToken[], index: number): boolean =>
  ['is', 'not'].includes(tokens[index - 1]?.text ?? '')

const endOfVerbatim = (text: string, from: number, name: string): number | undefined => {
  const end = new RegExp(`\\{%-*\\s*end${name}\\s*-*%\\}`, 'g')
  end.lastIndex = from
  return end.test(text) ? end.lastIndex : undefined
}
