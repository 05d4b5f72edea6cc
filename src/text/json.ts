import { hash } from 'node:crypto'

/** The value of a JSON text; `undefined` when the text is not valid JSON. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/**
 * A plain value as text; maps and lists as JSON. `String` and template literals would call `toString`, which may be a
 * key of the map.
 */
export const plainText = (value: unknown): string =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)

/** The `\u` escape of a character, for JSON and for YAML in double quotes. */
export const unicodeEscape = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

/** Where a text stops being JSON; line and column count from 1. */
export interface JsonFault {
  readonly line: number
  readonly column: number
}

const SPACE = /[\t\n\r ]*/y
const STRING = /"[[^"\\\p{Cc}]\u007f-\u009f]*(?:\\(?:["\\\/bfnrt]|u[0-9a-fA-F]{4})[[^"\\\p{Cc}]\u007f-\u009f]*)*"/vy
const PLAIN = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/y

/** The token that may come next. */
type State = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | ', or end'

/**
 * The first location where a text is not valid JSON (RFC 8259); `undefined` for JSON. A parser's message would quote
 * the text, which may be any file of the machine. Takes time in proportion to its length.
 */
export const findJsonFault = (text: string): JsonFault | undefined => {
  const open: ('{' | '[')[] = []
  let state: State = 'value'
  let at = 0
  for (;;) {
    at = endOf(SPACE, text, at) ?? at
    const isDone = state === ', or end' && open.length === 0
    if (at === text.length) return isDone ? undefined : jsonFaultAt(text, at)
    const end = isDone ? undefined : endOfToken(text, at, { state, inside: open.at(-1) })
    if (end === undefined) return jsonFaultAt(text, at)
    state = stateAfter(text.charAt(at), state, open)
    at = end
  }
}

/** The end of the token that begins at `at`; `undefined` where the token is not allowed there. */
const endOfToken = (
  text: string,
  at: number,
  { state, inside }: { readonly state: State; readonly inside: '{' | '[' | undefined },
): number | undefined => {
  const mark = text.charAt(at)
  const isMark = (marks: string): number | undefined => (marks.includes(mark) ? at + 1 : undefined)
  switch (state) {
    case ':':
      return isMark(':')
    case ', or end':
      return isMark(inside === '{' ? ',}' : ',]')
    case 'key':
    case 'key or }':
      return (state === 'key' ? undefined : isMark('}')) ?? endOf(STRING, text, at)
    default:
      return isMark(state === 'value' ? '{[' : '{[]') ?? endOf(STRING, text, at) ?? endOf(PLAIN, text, at)
  }
}

/** The state after the token that begins with `mark`; updates the list of open brackets. */
const stateAfter = (mark: string, before: State, open: ('{' | '[')[]): State => {
  if (mark === '{' || mark === '[') {
    open.push(mark)
    return mark === '{' ? 'key or }' : 'value or ]'
  }
  if (mark === ':') return 'value'
  if (mark === ',') return open.at(-1) === '{' ? 'key' : 'value'
  if (mark === '}' || mark === ']') open.pop()
  return before.startsWith('key') && mark === '"' ? ':' : ', or end'
}

const endOf = (token: RegExp, text: string, at: number): number | undefined => {
  token.lastIndex = at
  return token.test(text) ? token.lastIndex : undefined
}

const jsonFaultAt = (text: string, at: number): JsonFault => {
  const before = text.slice(0, at).split('\n')
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 }
}

/** The first 16 hexadecimal digits of the SHA-256 of the value's JSON. Not a signature. */
export const shortHash = (value: unknown): string => hash('sha256', JSON.stringify(value)).slice(0, 16)
