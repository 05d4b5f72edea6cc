import { hash } from 'node:crypto'

/** The value that a text holds as JSON; `undefined` when it is no JSON. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/**
 * A plain value of a file or a server as text; maps and lists as JSON. `String` and template literals ask a map for its `toString`,
 * which may be a key of the file.
 */
export const plainText = (value: unknown): string =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)

/** A character as JSON, and YAML within double quotes, can write it by its number. */
export const unicodeEscape = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

/** Where a text stops being JSON. */
export interface JsonFault {
  /** From 1, both. */
  readonly line: number
  readonly column: number
}

const SPACE = /[\t\n\r ]*/y
const STRING = /"[[^"\\\p{Cc}]\u007f-\u009f]*(?:\\(?:["\\\/bfnrt]|u[0-9a-fA-F]{4})[[^"\\\p{Cc}]\u007f-\u009f]*)*"/vy
const PLAIN = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/y

/** What may come next. */
type State = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | ', or end'

/**
 * The first place at which a text is no JSON (RFC 8259); `undefined` for JSON. What a parser says of it would quote the text, and that may
 * be of any file of the machine. Takes time in proportion to its length.
 */
export const findJsonFault = (text: string): JsonFault | undefined => {
  const open: ('{' | '[')[] = []
  let state: State = 'value'
  let at = 0
  for (;;) {
    at = endOf(SPACE, text, at) ?? at
    const isDone = state === ', or end' && open.length === 0
    if (at === text.length) return isDone ? undefined : placeOf(text, at)
    const end = isDone ? undefined : endOfToken(text, at, { state, inside: open.at(-1) })
    if (end === undefined) return placeOf(text, at)
    state = stateAfter(text.charAt(at), state, open)
    at = end
  }
}

/** Where the token that begins here ends; `undefined` where none that may stand here does. */
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

/** What may follow the token that begins with `mark`; keeps count of what is open. */
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

const placeOf = (text: string, at: number): JsonFault => {
  const before = text.slice(0, at).split('\n')
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 }
}

/** 16 hexadecimal digits that tell one value from another (of its JSON, SHA-256). Not a signature. */
export const shortHash = (value: unknown): string => hash('sha256', JSON.stringify(value)).slice(0, 16)
