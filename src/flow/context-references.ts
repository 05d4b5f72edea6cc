import { depthOf, type PebbleTag, type PebbleToken, readPebble } from '../pebble/pebble-tokens.ts'
import { isMapValue, type MapValue, type NodePath } from '../yaml/map-value.ts'

/** What of the context of an execution a flow declares itself. */
export type ContextRoot = 'inputs' | 'outputs' | 'vars'

/** `inputs.date`, `outputs['load-orders'].uri`: as far as its names are written out. */
export interface ContextReference {
  readonly root: ContextRoot
  /** From the outside in, each with the offset behind it; never empty. */
  readonly names: readonly { readonly name: string; readonly end: number }[]
  /** All steps into the value, those of `names` first, up to a call of a method. */
  readonly steps: readonly ContextStep[]
  /** Of the root, in the text. */
  readonly start: number
  /** `load-orders` of `outputs.load-orders`, which Pebble reads as a subtraction. */
  readonly hyphenated: string | undefined
  /** The expression says itself what is to be when there is no such value: `??`, `default`, `is defined`. */
  readonly isGuarded: boolean
  /** Whether it is looked up depends on something else: a condition, `and`, `or`, or the `{% … %}` that it stands in. */
  readonly isConditional: boolean
}

/** One step into a value. */
export interface ContextStep {
  /** `undefined` where only a run can tell it: `[taskrun.value]`, `[0]`. */
  readonly name: string | undefined
  /** Of the dot or bracket that begins it, and behind its last character. */
  readonly start: number
  readonly end: number
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
  const blocks = tags.findIndex(({ kind }) => kind === 'execute')
  return tags
    .flatMap((tag, index) => referencesOf(tag, blocks !== -1 && index > blocks))
    .filter(({ root }) => !own.has(root))
}

/**
 * The tags that Kestra renders for this flow: not `${{ … }}` of GitHub, and none of a text that Pebble cannot read or that holds a flow of
 * its own.
 */
export const ownTags = (text: string): readonly PebbleTag[] => {
  if (!MAYBE.test(text) || IS_FLOW.test(text)) return []
  return (readPebble(text) ?? []).filter(({ start }) => text[start - 1] !== '$')
}

const referencesOf = ({ tokens }: PebbleTag, isInBlock: boolean): readonly ContextReference[] => {
  const isGuarded = tokens.some(isGuard)
  const isConditional = isInBlock || tokens.some(isCondition)
  return tokens.flatMap((token, index): ContextReference[] => {
    if (token.kind !== 'name' || !isRoot(token.text) || ['.', '|'].includes(tokens[index - 1]?.text ?? '')) return []
    const steps = stepsFrom(tokens, index + 1)
    const names = namesOf(steps)
    const last = names.at(-1)
    if (last === undefined) return []
    const hyphenated = hyphenatedName(
      tokens,
      indexFrom(tokens, index, ({ end }) => end === last.end),
    )
    return [{ root: token.text, names, steps, start: token.start, hyphenated, isGuarded, isConditional }]
  })
}

const isRoot = (text: string): text is ContextRoot => ROOTS.has(text)

export const isGuard = ({ kind, text }: PebbleToken, index: number, tokens: readonly PebbleToken[]): boolean => {
  if (kind === 'sign') return text.startsWith('??')
  if (kind !== 'name') return false
  // `is null` and `is empty` fail as well (docs/facts/kestra.md, "Expressions").
  const [next, afterNext] = [tokens[index + 1]?.text, tokens[index + 2]?.text]
  if (text === 'is') return next === 'defined' || (next === 'not' && afterNext === 'defined')
  return text === 'default' && tokens[index - 1]?.text === '|'
}

const CONDITIONS = new Set(['?', 'and', 'or', 'if'])

export const isCondition = ({ kind, text }: PebbleToken): boolean => kind !== 'text' && CONDITIONS.has(text)

/** `.name` that is no call, `['name']` and whatever else stands in brackets, as often as they follow. */
export const stepsFrom = (tokens: readonly PebbleToken[], from: number): readonly ContextStep[] => {
  const steps: ContextStep[] = []
  for (let next = from; ; ) {
    const [sign, inner, closing] = tokens.slice(next, next + 3)
    if (sign?.text === '.' && inner?.kind === 'name' && closing?.text !== '(') {
      steps.push({ name: inner.text, start: sign.start, end: inner.end })
      next += 2
    } else if (sign?.text === '[') {
      const last = closingOf(tokens, next)
      const end = tokens[last]?.end
      if (end === undefined) return steps
      const isName = last === next + 2 && inner?.kind === 'text' && isPlain(inner.text)
      steps.push({ name: isName ? inner.text.slice(1, -1) : undefined, start: sign.start, end })
      next = last + 1
    } else return steps
  }
}

const namesOf = (steps: readonly ContextStep[]): ContextReference['names'] => {
  const names: { readonly name: string; readonly end: number }[] = []
  for (const { name, end } of steps) {
    if (name === undefined) break
    names.push({ name, end })
  }
  return names
}

/** The index of the bracket that ends the one at `from`. */
export const closingOf = (tokens: readonly PebbleToken[], from: number): number => {
  let depth = 0
  return indexFrom(tokens, from, ({ kind, text }) => {
    if (kind === 'sign') depth += depthOf(text)
    return depth === 0
  })
}

/** One text may hold thousands of references: none looks at the tokens before it. */
const indexFrom = (tokens: readonly PebbleToken[], from: number, isIt: (token: PebbleToken) => boolean): number => {
  for (let at = from; ; at += 1) {
    const token = tokens[at]
    if (token === undefined) return -1
    if (isIt(token)) return at
  }
}

/** Without escapes, and without the `#{…}` that Pebble renders in a text. */
export const isPlain = (quoted: string): boolean => !/\\|#\{/.test(quoted)

const hyphenatedName = (tokens: readonly PebbleToken[], from: number): string | undefined => {
  const first = tokens[from]
  if (first?.kind !== 'name') return undefined
  let name = first
  let text = name.text
  for (let at = from + 1; ; at += 2) {
    const [hyphen, more] = [tokens[at], tokens[at + 1]]
    const isJoined = hyphen?.text === '-' && hyphen.start === name.end && more?.start === hyphen.end
    if (!isJoined || more === undefined || !['name', 'number'].includes(more.kind)) break
    text += `-${more.text}`
    name = more
  }
  return text === first.text ? undefined : text
}

const GIVES_NAMES = new Set('for set macro import from'.split(' '))

/** The names that a text sets, loops over or takes as arguments. */
const namesGiven = ({ kind, tokens }: PebbleTag): readonly string[] => {
  const [word, ...rest] = tokens
  if (kind !== 'execute' || !GIVES_NAMES.has(word?.text ?? '')) return []
  const end = rest.findIndex(({ text }) => text === 'in' || text === '=')
  return (end === -1 ? rest : rest.slice(0, end)).map(({ text }) => text)
}

/** A text that Kestra renders with the inputs, outputs and variables of an execution of this flow. */
export interface RenderedText {
  readonly text: string
  readonly path: NodePath
}

/** Triggers see another execution, or none; listeners are those of 0.x. */
const OTHER_CONTEXT = new Set<unknown>(['triggers', 'listeners'])
const CALLS_FLOW = /\.(?:Subflow|Flow|ForEachItem)$/

/**
 * The texts of a flow that may hold expressions about itself, in the order of the document. Left out is what is shown and not rendered
 * (descriptions), what another execution is seen in (triggers, the `outputs` of a subflow call), what people are asked by a waiting
 * task, and disabled tasks.
 */
export const renderedTexts = (flow: MapValue): readonly RenderedText[] => {
  const found: RenderedText[] = []
  const walk = (value: unknown, path: NodePath): void => {
    if (typeof value === 'string') found.push({ text: value, path })
    else if (Array.isArray(value)) value.forEach((item: unknown, index) => void walk(item, [...path, index]))
    else if (isMapValue(value) && !(path.length > 0 && value['disabled'] === true))
      for (const [key, child] of Object.entries(value)) if (isRendered(value, key, path)) walk(child, [...path, key])
  }
  walk(flow, [])
  return found
}

const isRendered = (parent: MapValue, key: string, path: NodePath): boolean => {
  const child = parent[key]
  if (path.length === 0) return !OTHER_CONTEXT.has(key) && key !== 'description'
  if (['description', 'displayName'].includes(key)) return parent['id'] === undefined
  if (key === 'onResume' || (key === 'inputs' && Array.isArray(child))) return false
  const { type } = parent
  return !(key === 'outputs' && typeof type === 'string' && CALLS_FLOW.test(type))
}
