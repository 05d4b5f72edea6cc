import { careOf, literalText, type PebbleCare, type PebbleStep, readsIn } from '../pebble/pebble-names.ts'
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

/** The argument for one of `parameters`, by its name or by its position. */
export const givenFor = (
  { given }: Pick<FunctionCall, 'given'>,
  parameters: readonly string[],
  wanted: string,
): CallArgument | undefined =>
  given.find(({ name }) => name === wanted) ??
  given.find(({ name }, index) => name === undefined && parameters[index] === wanted)
