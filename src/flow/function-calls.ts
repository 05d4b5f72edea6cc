import { lexPebble, type PebbleWord } from '../pebble/lex-pebble.ts'
import { parsePebble } from '../pebble/parse-pebble.ts'
import { careOf, literalText, type PebbleCare, type PebbleStep, readsIn } from '../pebble/pebble-names.ts'
import { expressionsIn } from '../pebble/pebble-tree.ts'
import { invocationNames, parametersOf, VERSIONS } from '../pebble/signatures.ts'
import { type NodePath, textsIn } from '../yaml/map-value.ts'
import type { YamlDocument } from '../yaml/yaml-document.ts'
import { ownTemplate } from './context-references.ts'

/** One argument of a call. */
export interface CallArgument {
  /** `undefined` for a positional argument. */
  readonly name: string | undefined
  /** The value, if it is a plain text without an expression. */
  readonly text: string | undefined
  /** The source text, trimmed. */
  readonly expression: string
}

/**
 * A call of a function in an expression: `kv('name', namespace='company')`. A guard on the fields read of its value does not keep the call
 * itself from failing.
 */
export interface FunctionCall extends PebbleCare {
  readonly name: string
  readonly given: readonly CallArgument[]
  /** Offsets in the text, from the function's name to just after its closing bracket. */
  readonly start: number
  readonly end: number
  /** The steps that are read of the result: `kv('name').field`. */
  readonly steps: readonly PebbleStep[]
}

/** The calls of these functions in a text, in text order; none where Kestra renders nothing of this flow (`ownTemplate`). */
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

/** The location of a reference in a text of a flow. */
export interface TextPlace {
  /** Path of the text. */
  readonly path: NodePath
  /** Offset of the reference in the text, and its source text. */
  readonly offset: number
  readonly written: string
  /** True if another condition decides whether the reference is read. */
  readonly isConditional: boolean
}

/** A call that reads something in a namespace. */
export interface NamespaceCall {
  readonly call: FunctionCall
  /** The flow's own namespace if the call names none; `undefined` if it is computed at run time. */
  readonly namespace: string | undefined
  readonly at: TextPlace
  readonly text: string
}

/** The calls of these functions in all texts of a flow. */
export const namespaceCalls = (
  { value, namespace: own = '' }: YamlDocument,
  functions: ReadonlySet<string>,
): readonly NamespaceCall[] =>
  textsIn(value).flatMap(({ text, path }) =>
    readCalls(text, functions).map((call) => {
      const { start: offset, end, isConditional } = call
      const given = givenFor(call, 'namespace')
      const namespace = given === undefined || given.expression === 'flow.namespace' ? own : given.text
      return { call, namespace, at: { path, offset, written: text.slice(offset, end), isConditional }, text }
    }),
  )

/** The argument for a parameter of the function, found by its name or its position. */
export const givenFor = <Argument extends CallArgument>(
  { name: called, given }: { readonly name: string; readonly given: readonly Argument[] },
  wanted: string,
): Argument | undefined =>
  given.find(({ name }) => name === wanted) ??
  given.find(({ name }, index) => name === undefined && parametersOf(called)[index] === wanted)

/** The functions with a parameter `namespace` (docs/internals/facts/kestra.md, "Functions that reach"). */
export const NAMESPACE_FUNCTIONS: ReadonlySet<string> = new Set(
  invocationNames('function', VERSIONS).filter((name) => parametersOf(name).includes('namespace')),
)

/** A call of a function anywhere in a text, also inside other calls or quotes. */
export interface CallAnywhere {
  readonly name: string
  /** From the function's name to its closing bracket. */
  readonly text: string
  /** Absent if the call cannot be parsed. */
  readonly given?: readonly ArgumentAnywhere[]
  /** False outside `{{ … }}` and `{% … %}`, as in a script. */
  readonly isInTag: boolean
}

interface ArgumentAnywhere extends CallArgument {
  /** Offset in the call at which the argument's text begins. */
  readonly at: number
}

/** Calls written by hand are shorter. The limit keeps the running time proportional to the text. */
const MAX_CALL_LENGTH = 500

/** The calls of some functions in a text, in text order, also those inside other calls and quotes, which Pebble may render later. */
export const readCallsAnywhere = (text: string, names: ReadonlySet<string>): readonly CallAnywhere[] => {
  if (![...names].some((name) => text.includes(name))) return []
  const found: CallAnywhere[] = []
  const inTemplate = callStarts(text)
  let isBetweenBraces = false
  for (const { 0: sign, 1: name, index } of text.matchAll(/\{\{|\{%|\}\}|%\}|(?<![\w.])([A-Za-z]\w*)\s*\(/g)) {
    if (name === undefined) isBetweenBraces = sign.startsWith('{')
    else if (names.has(name)) {
      const isInTag = isBetweenBraces || inTemplate.has(index)
      const call = readCall(text.slice(index, index + MAX_CALL_LENGTH))
      if (call !== undefined || isInTag) found.push({ name, text: sign, ...call, isInTag })
    }
  }
  return found
}

/** The offsets at which a template's function calls begin, even after braces in quotes. Empty if Pebble cannot parse the text. */
const callStarts = (text: string): ReadonlySet<number> => {
  const template = parsePebble(text)
  const parts = 'says' in template ? [] : expressionsIn(template)
  return new Set(parts.flatMap((part) => (part.kind === 'function' ? [part.start] : [])))
}

const TAG = '{{'

/** The call at the beginning of a text; `undefined` if the text does not begin with a complete call. */
const readCall = (text: string): Pick<CallAnywhere, 'text' | 'given'> | undefined => {
  const [, , opening, ...tokens] = lexPebble(TAG + text)
  const given: PebbleWord[][] = [[]]
  let depth = opening?.text === '(' ? 1 : 0
  for (const token of tokens) {
    if (token.kind === 'sign') depth += depthOf(token.text)
    if (depth === 0) {
      const all = given.filter(({ length }) => length > 0).map((value) => argumentOf(TAG + text, value))
      return { text: text.slice(0, token.end - TAG.length), given: all }
    }
    if (depth === 1 && token.kind === 'sign' && token.text === ',') given.push([])
    else given.at(-1)?.push(token)
  }
  return undefined
}

const argumentOf = (tag: string, tokens: readonly PebbleWord[]): ArgumentAnywhere => {
  const isNamed = tokens[0]?.kind === 'name' && tokens[1]?.text === '='
  const value = isNamed ? tokens.slice(2) : tokens
  const [first] = value
  const start = first?.start ?? 0
  const text = value.length === 1 && first?.kind === 'text' && !/\\|#\{/.test(first.text) ? first.text : undefined
  const at = tag.indexOf(text ?? '', start) - TAG.length
  return { name: isNamed ? tokens[0]?.text : undefined, text, expression: tag.slice(start, value.at(-1)?.end), at }
}

/** The change in the number of open brackets: 1, -1 or 0. */
const depthOf = (sign: string): number => {
  if ('([{'.includes(sign)) return 1
  return ')]}'.includes(sign) ? -1 : 0
}
