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

/** The argument for one of the parameters of the function, by its name or by its position. */
export const givenFor = <Argument extends CallArgument>(
  { name: called, given }: { readonly name: string; readonly given: readonly Argument[] },
  wanted: string,
): Argument | undefined =>
  given.find(({ name }) => name === wanted) ??
  given.find(({ name }, index) => name === undefined && parametersOf(called)[index] === wanted)

/** The functions that reach into a namespace (docs/internals/facts/kestra.md, "Functions that reach"). */
export const NAMESPACE_FUNCTIONS: ReadonlySet<string> = new Set(
  invocationNames('function', VERSIONS).filter((name) => parametersOf(name).includes('namespace')),
)

/** A call of a function, wherever it stands in a text. */
export interface CallAnywhere {
  readonly name: string
  /** From its name to the closing bracket. */
  readonly text: string
  /** Absent where the call cannot be read. */
  readonly given?: readonly ArgumentAnywhere[]
  /** False outside of `{{ … }}` and `{% … %}`, as in a script. */
  readonly isInTag: boolean
}

interface ArgumentAnywhere extends CallArgument {
  /** Where the text that it holds begins in the call. */
  readonly at: number
}

/** No call of a person is longer; a longer one is not looked into, so that the work stays in proportion to the text. */
const MOST_CHARACTERS = 500

/**
 * The calls of some functions in a text: also those inside of other calls and of quotes, which Pebble may render again.
 */
export const readCallsAnywhere = (text: string, names: ReadonlySet<string>): readonly CallAnywhere[] => {
  if (![...names].some((name) => text.includes(name))) return []
  const found: CallAnywhere[] = []
  const inTemplate = callStarts(text)
  let isBetweenBraces = false
  for (const { 0: sign, 1: name, index } of text.matchAll(/\{\{|\{%|\}\}|%\}|(?<![\w.])([A-Za-z]\w*)\s*\(/g)) {
    if (name === undefined) isBetweenBraces = sign.startsWith('{')
    else if (names.has(name)) {
      const isInTag = isBetweenBraces || inTemplate.has(index)
      const call = readCall(text.slice(index, index + MOST_CHARACTERS))
      if (call !== undefined || isInTag) found.push({ name, text: sign, ...call, isInTag })
    }
  }
  return found
}

/** Where in a template its calls of functions begin: braces in quotes end no tag. Empty where Pebble cannot read it. */
const callStarts = (text: string): ReadonlySet<number> => {
  const template = parsePebble(text)
  const parts = 'says' in template ? [] : expressionsIn(template)
  return new Set(parts.flatMap((part) => (part.kind === 'function' ? [part.start] : [])))
}

const TAG = '{{'

/** `undefined` for what does not begin with a call of Pebble. */
const readCall = (text: string): Pick<CallAnywhere, 'text' | 'given'> | undefined => {
  const [, , opening, ...words] = lexPebble(TAG + text)
  const given: PebbleWord[][] = [[]]
  let depth = opening?.text === '(' ? 1 : 0
  for (const word of words) {
    if (word.kind === 'sign') depth += depthOf(word.text)
    if (depth === 0) {
      const all = given.filter(({ length }) => length > 0).map((value) => argumentOf(TAG + text, value))
      return { text: text.slice(0, word.end - TAG.length), given: all }
    }
    if (depth === 1 && word.kind === 'sign' && word.text === ',') given.push([])
    else given.at(-1)?.push(word)
  }
  return undefined
}

const argumentOf = (tag: string, words: readonly PebbleWord[]): ArgumentAnywhere => {
  const isNamed = words[0]?.kind === 'name' && words[1]?.text === '='
  const value = isNamed ? words.slice(2) : words
  const [first] = value
  const start = first?.start ?? 0
  const text = value.length === 1 && first?.kind === 'text' && !/\\|#\{/.test(first.text) ? first.text : undefined
  const at = tag.indexOf(text ?? '', start) - TAG.length
  return { name: isNamed ? words[0]?.text : undefined, text, expression: tag.slice(start, value.at(-1)?.end), at }
}

/** What a sign adds to the number of open brackets. */
const depthOf = (sign: string): number => {
  if ('([{'.includes(sign)) return 1
  return ')]}'.includes(sign) ? -1 : 0
}
