import { depthOf, type PebbleToken, pebbleTokenAt } from './pebble-tokens.ts'

/** A call of a function in an expression. */
export interface PebbleCall {
  readonly name: string
  /** From its name to the closing bracket. */
  readonly text: string
  /** By name, or by `#0`, `#1` for those that stand without one; absent where the call cannot be read. */
  readonly given?: ReadonlyMap<string, PebbleArgument>
  /** False outside of `{{ … }}` and `{% … %}`, as in a script. */
  readonly isInTag: boolean
}

export interface PebbleArgument {
  /** As it is written; of a text, what is between the quotes. */
  readonly text: string
  readonly isLiteral: boolean
  /** Where `text` begins in the call. */
  readonly at: number
}

/** No call of a person is longer; a longer one is not looked into, so that the work stays in proportion to the text. */
const MOST_CHARACTERS = 500

/**
 * The calls of some functions in a text: also those inside of other calls and of quotes, which Pebble may render again.
 */
export const readCalls = (text: string, names: ReadonlySet<string>): readonly PebbleCall[] => {
  const found: PebbleCall[] = []
  let isInTag = false
  for (const { 0: sign, 1: name, index } of text.matchAll(/\{\{|\{%|\}\}|%\}|(?<![\w.])([A-Za-z]\w*)\s*\(/g)) {
    if (name === undefined) isInTag = sign.startsWith('{')
    else if (names.has(name)) {
      const call = readCall(text.slice(index, index + MOST_CHARACTERS), sign.length)
      if (call !== undefined || isInTag) found.push({ name, text: sign, ...call, isInTag })
    }
  }
  return found
}

/** `undefined` for what is no call of Pebble. */
const readCall = (text: string, from: number): Pick<PebbleCall, 'text' | 'given'> | undefined => {
  const given: PebbleToken[][] = [[]]
  let at = from
  for (let depth = 1; depth > 0; ) {
    const token = pebbleTokenAt(text, at)
    if (token === undefined) return undefined
    const { kind } = token
    at = token.end
    if (kind === 'sign') depth += depthOf(token.text)
    if (depth === 1 && token.text === ',') given.push([])
    else if (depth > 0 && kind !== 'blank') given.at(-1)?.push({ ...token, kind })
  }
  const list = given.filter((tokens) => tokens.length > 0).map((tokens, index) => argumentOf(text, tokens, index))
  return { text: text.slice(0, at), given: new Map(list) }
}

const argumentOf = (call: string, tokens: readonly PebbleToken[], index: number): [string, PebbleArgument] => {
  const isNamed = tokens[0]?.kind === 'name' && tokens[1]?.text === '='
  const value = isNamed ? tokens.slice(2) : tokens
  const [first] = value
  const isLiteral = value.length === 1 && first?.kind === 'text' && !/\\|#\{/.test(first.text)
  const [start, end] = [first?.start ?? 0, value.at(-1)?.end ?? 0]
  const given = isLiteral
    ? { text: call.slice(start + 1, end - 1), at: start + 1 }
    : { text: call.slice(start, end), at: start }
  return [isNamed ? (tokens[0]?.text ?? '') : `#${index}`, { ...given, isLiteral }]
}
