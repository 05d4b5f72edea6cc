import { careOf, literalText, type PebbleCare, type PebbleStep, readsIn } from '../pebble/pebble-names.ts'
import { type NodePath, textsIn } from '../yaml/map-value.ts'
import type { YamlDocument } from '../yaml/yaml-document.ts'
import { ownTemplate } from './context-references.ts'

/** One argument of a call. */
export interface CallArgument {
  /** `undefined` where it stands for itself by its position. */
  readonly name: string | undefined
  /** What it holds, where it is a text without an expression in it. */
  readonly text: string | undefined
  /** As it is written, without blanks around it. */
  readonly expression: string
}

/** A call of a function in an expression: `kv('name', namespace='company')`. Where what is read of its value may be missing, the call itself fails all the same. */
export interface FunctionCall extends PebbleCare {
  readonly name: string
  readonly given: readonly CallArgument[]
  /** In the text, from its name to its closing bracket. */
  readonly start: number
  readonly end: number
  /** What is read of its value: `kv('name').field`. */
  readonly steps: readonly PebbleStep[]
}

/** The calls of these functions in a text, in its order; none where Kestra renders nothing of this flow (`ownTemplate`). */
export const readCalls = (text: string, functions: ReadonlySet<string>): readonly FunctionCall[] => {
  if (![...functions].some((name) => text.includes(name))) return []
  const tags = ownTemplate(text)?.tags ?? []
  return tags.flatMap((tag) => {
    const care = careOf(tag)
    return readsIn(tag.value).flatMap(({ of, steps }): FunctionCall[] => {
      if (of.kind !== 'function' || !functions.has(of.name)) return []
      const given = of.given.map(({ name, value, start, end }) => ({
        name,
        text: literalText(value),
        expression: text.slice(start, end),
      }))
      return [{ name: of.name, given, start: of.start, end: of.close, steps, ...care(of) }]
    })
  })
}

/** A text of a flow in which something is named, and what is told of the place. */
export interface TextPlace {
  /** The text that holds the reference. */
  readonly path: NodePath
  /** Where in that text it begins, and how it is written there. */
  readonly offset: number
  readonly written: string
  /** Whether the read happens at all depends on something else. */
  readonly isConditional: boolean
}

/** A call that reads something in a namespace. */
export interface NamespaceCall {
  readonly call: FunctionCall
  /** The flow's own where none is given; `undefined` where only a run can tell. */
  readonly namespace: string | undefined
  readonly at: TextPlace
  readonly text: string
}

/** The calls of these functions in all texts of a flow; `parameters` are theirs, in order. */
export const namespaceCalls = (
  { value, namespace: own = '' }: YamlDocument,
  functions: ReadonlySet<string>,
  parameters: readonly string[],
): readonly NamespaceCall[] =>
  textsIn(value).flatMap(({ text, path }) =>
    readCalls(text, functions).map((call) => {
      const { start: offset, end, isConditional } = call
      const given = givenFor(call, parameters, 'namespace')
      const namespace = given === undefined || given.expression === 'flow.namespace' ? own : given.text
      return { call, namespace, at: { path, offset, written: text.slice(offset, end), isConditional }, text }
    }),
  )

/** The argument for one of `parameters`, by its name or by its position. */
export const givenFor = (
  { given }: Pick<FunctionCall, 'given'>,
  parameters: readonly string[],
  wanted: string,
): CallArgument | undefined =>
  given.find(({ name }) => name === wanted) ??
  given.find(({ name }, index) => name === undefined && parameters[index] === wanted)

/** A call of a function, wherever it stands in a text. */
export interface CallAnywhere {
  readonly name: string
  /** From its name to the closing bracket. */
  readonly text: string
  /** By name, or by `#0`, `#1` for those that stand without one; absent where the call cannot be read. */
  readonly given?: ReadonlyMap<string, ArgumentAnywhere>
  /** False outside of `{{ … }}` and `{% … %}`, as in a script. */
  readonly isInTag: boolean
}

export interface ArgumentAnywhere {
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
export const readCallsAnywhere = (text: string, names: ReadonlySet<string>): readonly CallAnywhere[] => {
  const found: CallAnywhere[] = []
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
const readCall = (text: string, from: number): Pick<CallAnywhere, 'text' | 'given'> | undefined => {
  const given: Token[][] = [[]]
  let at = from
  for (let depth = 1; depth > 0; ) {
    const token = tokenAt(text, at)
    if (token === undefined) return undefined
    at = token.end
    if (token.kind === 'sign') depth += depthOf(token.text)
    if (depth === 1 && token.text === ',') given.push([])
    else if (depth > 0 && token.kind !== 'blank') given.at(-1)?.push(token)
  }
  const list = given.filter((tokens) => tokens.length > 0).map((tokens, index) => argumentOf(text, tokens, index))
  return { text: text.slice(0, at), given: new Map(list) }
}

const argumentOf = (call: string, tokens: readonly Token[], index: number): [string, ArgumentAnywhere] => {
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

const TOKEN =
  /(?<blank>\s+)|(?<name>[A-Za-z_]\w*)|(?<number>\d+(?:\.\d+)?L?)|(?<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?<sign>\?{1,3}|[=!<>]=|[()[\]{}.,:|~+*/%=<>!-])/sy

/** The word, sign or white space that begins at `at`, also outside of tags; `undefined` where there is none of Pebble's. */
const tokenAt = (text: string, at: number) => {
  TOKEN.lastIndex = at
  const groups = TOKEN.exec(text)?.groups
  if (groups === undefined) return undefined
  const end = TOKEN.lastIndex
  const kind = (['blank', 'name', 'number', 'text'] as const).find((name) => groups[name] !== undefined) ?? 'sign'
  return { kind, text: text.slice(at, end), start: at, end } as const
}

type Token = NonNullable<ReturnType<typeof tokenAt>>

/** What a sign adds to the number of open brackets. */
const depthOf = (sign: string): number => {
  if ('([{'.includes(sign)) return 1
  return ')]}'.includes(sign) ? -1 : 0
}
