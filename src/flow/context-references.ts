import { type PebbleTag, type PebbleToken, readPebble } from './pebble-tokens.ts'

/** What of the context of an execution a flow declares itself. */
export type ContextRoot = 'inputs' | 'outputs' | 'vars'

/** `inputs.date`, `outputs['load-orders'].uri`: as far as its names are written out. */
export interface ContextReference {
  readonly root: ContextRoot
  /** From the outside in, each with the offset behind it; never empty. */
  readonly names: readonly { readonly name: string; readonly end: number }[]
  /** Of the root, in the text. */
  readonly start: number
  /** `load-orders` of `outputs.load-orders`, which Pebble reads as a subtraction. */
  readonly hyphenated: string | undefined
  /** The expression says itself what is to be when there is no such value: `??`, `default`, `is defined`. */
  readonly isGuarded: boolean
}

const ROOTS: ReadonlySet<string> = new Set<ContextRoot>(['inputs', 'outputs', 'vars'])
const MAYBE = /\{[{%]/
/** A flow in a text: sent to a server or written to a file, so its expressions are not of this flow. */
const IS_FLOW = /^[ \t]*tasks:[ \t]*$/m

/**
 * The inputs, outputs and variables that a text names. What only a run can tell (`outputs[name]`) is left out, and so is a name that the
 * text gives to something else (`{% for inputs in … %}`).
 */
export const readContextReferences = (text: string): readonly ContextReference[] => {
  const tags = ownTags(text)
  const own = new Set(tags.flatMap(namesGiven))
  return tags.flatMap(referencesOf).filter(({ root }) => !own.has(root))
}

/**
 * The tags that Kestra renders for this flow: not `${{ … }}` of GitHub, and none of a text that Pebble cannot read or that holds a flow of
 * its own.
 */
export const ownTags = (text: string): readonly PebbleTag[] => {
  if (!MAYBE.test(text) || IS_FLOW.test(text)) return []
  return (readPebble(text) ?? []).filter(({ start }) => text[start - 1] !== '$')
}

const referencesOf = ({ tokens }: PebbleTag): readonly ContextReference[] => {
  const isGuarded = tokens.some(isGuard)
  return tokens.flatMap((token, index): ContextReference[] => {
    if (token.kind !== 'name' || !isRoot(token.text) || ['.', '|'].includes(tokens[index - 1]?.text ?? '')) return []
    const { names, next } = namesFrom(tokens, index + 1)
    const hyphenated = hyphenatedName(tokens, next)
    return names.length === 0 ? [] : [{ root: token.text, names, start: token.start, hyphenated, isGuarded }]
  })
}

const isRoot = (text: string): text is ContextRoot => ROOTS.has(text)

const isGuard = ({ kind, text }: PebbleToken, index: number, tokens: readonly PebbleToken[]): boolean => {
  if (kind === 'sign') return text.startsWith('??')
  return kind === 'name' && (text === 'is' || (text === 'default' && tokens[index - 1]?.text === '|'))
}

/** `.name` and `['name']`, as often as they follow. */
const namesFrom = (tokens: readonly PebbleToken[], from: number) => {
  const names: { readonly name: string; readonly end: number }[] = []
  let next = from
  for (;;) {
    const [sign, name, closing] = tokens.slice(next, next + 3)
    if (sign?.text === '.' && name?.kind === 'name') {
      names.push({ name: name.text, end: name.end })
      next += 2
    } else if (sign?.text === '[' && name?.kind === 'text' && closing?.text === ']' && isPlain(name.text)) {
      names.push({ name: name.text.slice(1, -1), end: closing.end })
      next += 3
    } else return { names, next }
  }
}

/** Without escapes, and without the `#{…}` that Pebble renders in a text. */
const isPlain = (quoted: string): boolean => !/\\|#\{/.test(quoted)

const hyphenatedName = (tokens: readonly PebbleToken[], next: number): string | undefined => {
  let name = tokens[next - 1]
  if (name?.kind !== 'name') return undefined
  let text = name.text
  for (let at = next; ; at += 2) {
    const [hyphen, more] = [tokens[at], tokens[at + 1]]
    const isJoined = hyphen?.text === '-' && hyphen.start === name.end && more?.start === hyphen.end
    if (!isJoined || more === undefined || !['name', 'number'].includes(more.kind)) break
    text += `-${more.text}`
    name = more
  }
  return text === tokens[next - 1]?.text ? undefined : text
}

const GIVES_NAMES = new Set('for set macro import from'.split(' '))

/** The names that a text sets, loops over or takes as arguments. */
const namesGiven = ({ kind, tokens }: PebbleTag): readonly string[] => {
  const [word, ...rest] = tokens
  if (kind !== 'execute' || !GIVES_NAMES.has(word?.text ?? '')) return []
  const end = rest.findIndex(({ text }) => text === 'in' || text === '=')
  return (end === -1 ? rest : rest.slice(0, end)).map(({ text }) => text)
}
