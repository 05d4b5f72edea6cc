import { isTemplate } from '../pebble/lex-pebble.ts'
import { parsePebble } from '../pebble/parse-pebble.ts'
import { careOf, namedSteps, type PebbleCare, type PebbleStep, readsIn } from '../pebble/pebble-names.ts'
import type { PebbleTemplate } from '../pebble/pebble-tree.ts'
import { isDisabled, isMapValue, type MapValue, type NodePath, type PlacedText, textsIn } from '../yaml/map-value.ts'

/** What of the context of an execution a flow declares itself. */
export type ContextRoot = 'inputs' | 'outputs' | 'vars'

/** A variable of a template and the names behind it, as far as they are written out: `outputs['load-orders'].uri`. */
export interface NamedVariable extends PebbleCare {
  readonly root: string
  /** From the outside in, each with the offset behind it. */
  readonly names: readonly { readonly name: string; readonly end: number }[]
  /** All steps into the value, those of `names` first, up to a call of a method. */
  readonly steps: readonly PebbleStep[]
  /** Of the root, in the text. */
  readonly start: number
  readonly end: number
  /** `${{ … }}` */
  readonly isOfGitHub: boolean
}

interface ReadText {
  readonly text: string
  readonly template: PebbleTemplate | undefined
}

/** Every variable of a text that its template does not give a value itself (`{% for inputs in … %}`), in its order. */
export const readNames = ({ template, text }: ReadText): readonly NamedVariable[] =>
  (template?.tags ?? []).flatMap((tag) => {
    const care = careOf(tag)
    const isOfGitHub = text[tag.start - 1] === '$'
    return readsIn(tag.value).flatMap(({ of, steps }): NamedVariable[] => {
      if (of.kind !== 'variable' || template?.names.has(of.name)) return []
      const { name: root, start, end } = of
      return [{ root, names: namedSteps(steps), steps, start, end, isOfGitHub, ...care(of) }]
    })
  })

/** `inputs.date`: `names` has one at least. */
export interface ContextReference extends NamedVariable {
  readonly root: ContextRoot
  /** `load-orders` of `outputs.load-orders`, which Pebble reads as a subtraction. */
  readonly hyphenated: string | undefined
}

const ROOTS: ReadonlySet<string> = new Set<ContextRoot>(['inputs', 'outputs', 'vars'])
/** A flow in a text: sent to a server or written to a file, so its expressions are not of this flow. */
const IS_FLOW = /^[ \t]*tasks:[ \t]*$/m

/** The inputs, outputs and variables that a text names. What only a run can tell (`outputs[name]`) is left out. */
export const readContextReferences = (text: string): readonly ContextReference[] =>
  readNames({ text, template: ownTemplate(text) }).flatMap(({ root, ...variable }) => {
    const last = variable.names.at(-1)
    return isRoot(root) && last ? [{ ...variable, root, hyphenated: hyphenatedName(text, last) }] : []
  })

/**
 * What Kestra renders for this flow: without `${{ … }}` of GitHub, and nothing of a text that Pebble cannot read or that holds a flow of
 * its own.
 */
export const ownTemplate = (text: string): PebbleTemplate | undefined => {
  if (!mayBeRendered(text)) return undefined
  const parsed = parsePebble(text)
  if ('says' in parsed) return undefined
  return text.includes('${{') ? { ...parsed, tags: parsed.tags.filter(({ start }) => text[start - 1] !== '$') } : parsed
}

/** A text with tags that is no flow of its own. */
export const mayBeRendered = (text: string): boolean => isTemplate(text) && !IS_FLOW.test(text)

/** The reference that is all of a text: `{{ inputs.a }}`, and nothing beside it. */
export const wholeReference = (text: string): ContextReference | undefined => {
  const whole = ownTemplate(text.trim())?.whole
  const [reference, ...others] = whole?.kind === 'attribute' ? readContextReferences(text.trim()) : []
  return others.length === 0 && reference?.steps.at(-1)?.end === whole?.end ? reference : undefined
}

const isRoot = (text: string): text is ContextRoot => ROOTS.has(text)

const HYPHENATED = /(?:-\w+)+/y

/** A name behind a dot, and what stands behind its hyphens. */
const hyphenatedName = (text: string, { name, end }: NamedVariable['names'][number]): string | undefined => {
  HYPHENATED.lastIndex = end
  const more = text[end - 1] === ']' ? null : HYPHENATED.exec(text)
  return more === null ? undefined : name + more[0]
}

/** Triggers see another execution, or none; listeners are those of 0.x. */
const OTHER_CONTEXT = new Set<unknown>(['triggers', 'listeners'])
const CALLS_FLOW = /\.(?:Subflow|Flow|ForEachItem)$/

/**
 * The texts of a flow that Kestra may render with the inputs, outputs and variables of an execution of it, in the order of the document. Left out is what is shown and not rendered
 * (descriptions), what another execution is seen in (triggers, the `outputs` of a subflow call), what people are asked by a waiting
 * task, and disabled tasks.
 */
export const renderedTexts = (flow: MapValue): readonly PlacedText[] => textsIn(flow, isRendered)

const isRendered = (parent: object, key: string | number, path: NodePath): boolean => {
  if (!isMapValue(parent)) return true
  if (path.length === 0) return !OTHER_CONTEXT.has(key) && key !== 'description'
  if (isDisabled(parent)) return false
  if (key === 'description' || key === 'displayName') return parent['id'] === undefined
  if (key === 'onResume' || (key === 'inputs' && Array.isArray(parent[key]))) return false
  const { type } = parent
  return !(key === 'outputs' && typeof type === 'string' && CALLS_FLOW.test(type))
}
