import { depthOf, type PebbleTag, type PebbleToken } from '../pebble/pebble-tokens.ts'
import { type ContextStep, closingOf, isCondition, isGuard, isPlain, ownTags, stepsFrom } from './context-references.ts'

/** One argument of a call. */
export interface CallArgument {
  /** `undefined` where it stands for itself by its position. */
  readonly name: string | undefined
  /** What it holds, where it is a text without an expression in it. */
  readonly text: string | undefined
  /** As it is written, without blanks around it. */
  readonly expression: string
}

/** A call of a function in an expression: `kv('name', namespace='company')`. */
export interface FunctionCall {
  readonly name: string
  readonly given: readonly CallArgument[]
  /** In the text, from its name to its closing bracket. */
  readonly start: number
  readonly end: number
  /** What is read of its value: `kv('name').field`. */
  readonly steps: readonly ContextStep[]
  /** Whether it is called at all depends on something else: a condition, `and`, `or`, or the `{% … %}` that it stands in. */
  readonly isConditional: boolean
  /** What is read of its value may be missing: `??`, `default`, `is defined`. The call itself fails all the same. */
  readonly isGuarded: boolean
}

/** The calls of these functions in a text, in its order; none where Kestra renders nothing of this flow (`ownTags`). */
export const readCalls = (text: string, functions: ReadonlySet<string>): readonly FunctionCall[] => {
  if (!text.includes('(')) return []
  const tags = ownTags(text)
  const blocks = tags.findIndex(({ kind }) => kind === 'execute')
  return tags.flatMap((tag, index) => callsIn(tag, { text, functions, isInBlock: blocks !== -1 && index > blocks }))
}

interface CallsSought {
  readonly text: string
  readonly functions: ReadonlySet<string>
  readonly isInBlock: boolean
}

const callsIn = ({ tokens }: PebbleTag, { text, functions, isInBlock }: CallsSought): readonly FunctionCall[] => {
  const isConditional = isInBlock || tokens.some(isCondition)
  const isGuarded = tokens.some(isGuard)
  return tokens.flatMap((token, index): FunctionCall[] => {
    const isCall = token.kind === 'name' && functions.has(token.text) && tokens[index + 1]?.text === '('
    if (!isCall || ['.', '|'].includes(tokens[index - 1]?.text ?? '')) return []
    const last = closingOf(tokens, index + 1)
    const closing = tokens[last]
    if (closing === undefined) return []
    const given = argumentsIn(tokens.slice(index + 2, last)).map((argument) => argumentOf(argument, text))
    const steps = stepsFrom(tokens, last + 1)
    return [{ name: token.text, given, start: token.start, end: closing.end, steps, isConditional, isGuarded }]
  })
}

/** Separated by the commas that stand in no bracket. */
const argumentsIn = (tokens: readonly PebbleToken[]): readonly (readonly PebbleToken[])[] => {
  const found: PebbleToken[][] = []
  let depth = 0
  for (const [index, token] of tokens.entries()) {
    if (index === 0) found.push([])
    if (token.kind === 'sign') depth += depthOf(token.text)
    if (depth === 0 && token.text === ',') found.push([])
    else found.at(-1)?.push(token)
  }
  return found
}

const argumentOf = (tokens: readonly PebbleToken[], text: string): CallArgument => {
  const isNamed = tokens[0]?.kind === 'name' && tokens[1]?.text === '='
  const value = isNamed ? tokens.slice(2) : tokens
  const [first] = value
  const isText = value.length === 1 && first?.kind === 'text' && isPlain(first.text)
  return {
    name: isNamed ? tokens[0]?.text : undefined,
    text: isText ? first.text.slice(1, -1) : undefined,
    expression: text.slice(first?.start ?? 0, value.at(-1)?.end ?? 0),
  }
}

/** The argument for one of `parameters`, by its name or by its position. */
export const givenFor = (
  { given }: Pick<FunctionCall, 'given'>,
  parameters: readonly string[],
  wanted: string,
): CallArgument | undefined =>
  given.find(({ name }) => name === wanted) ??
  given.find(({ name }, index) => name === undefined && parameters[index] === wanted)
