import { careOf, literalText, type PebbleCare, type PebbleStep, readsIn } from '../pebble/pebble-names.ts'
import { type NodePath, walkTexts } from '../yaml/map-value.ts'
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
): readonly NamespaceCall[] => {
  const found: NamespaceCall[] = []
  walkTexts(value, (text, path) => {
    for (const call of readCalls(text, functions)) {
      const { start: offset, end, isConditional } = call
      const given = givenFor(call, parameters, 'namespace')
      const namespace = given === undefined || given.expression === 'flow.namespace' ? own : given.text
      const at = { path: [...path], offset, written: text.slice(offset, end), isConditional }
      found.push({ call, namespace, at, text })
    }
  })
  return found
}

/** The argument for one of `parameters`, by its name or by its position. */
export const givenFor = (
  { given }: Pick<FunctionCall, 'given'>,
  parameters: readonly string[],
  wanted: string,
): CallArgument | undefined =>
  given.find(({ name }) => name === wanted) ??
  given.find(({ name }, index) => name === undefined && parameters[index] === wanted)
