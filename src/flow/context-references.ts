import { isTemplate } from '../pebble/lex-pebble.ts'
import { parsePebble } from '../pebble/parse-pebble.ts'
import { careOf, namedSteps, type PebbleCare, type PebbleStep, readsIn } from '../pebble/pebble-names.ts'
import type { PebbleTemplate } from '../pebble/pebble-tree.ts'
import { isDisabled, isMapValue, type MapValue, type NodePath, type PlacedText, textsIn } from '../yaml/map-value.ts'

/** A root variable of an execution's context whose names the flow itself declares. */
export type ContextRoot = 'inputs' | 'outputs' | 'vars'

/** A variable in a template, with the names read from it that are written out: `outputs['load-orders'].uri`. */
export interface NamedVariable extends PebbleCare {
  readonly root: string
  /** Outermost first. `end` is the offset in the text just after the name. */
  readonly names: readonly { readonly name: string; readonly end: number }[]
  /** All steps into the value up to a method call. The first ones are those of `names`. */
  readonly steps: readonly PebbleStep[]
  /** Offsets of the root variable in the text. */
  readonly start: number
  readonly end: number
  /** True in an expression of GitHub: `${{ … }}`. */
  readonly isOfGitHub: boolean
}

interface ReadText {
  readonly text: string
  readonly template: PebbleTemplate | undefined
}

/** Every variable of a text, in text order. Variables that the template itself assigns (`{% for inputs in … %}`) are left out. */
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

/** A read of `inputs`, `outputs` or `vars`, such as `inputs.date`. `names` has at least one entry. */
export interface ContextReference extends NamedVariable {
  readonly root: ContextRoot
  /** The name that the author intended where it contains hyphens: `load-orders` for `outputs.load-orders`. Pebble reads a subtraction. */
  readonly hyphenated: string | undefined
}

const ROOTS: ReadonlySet<string> = new Set<ContextRoot>(['inputs', 'outputs', 'vars'])
/** A text that contains a whole flow, to be sent to a server or written to a file. Its expressions do not belong to this flow. */
const IS_FLOW = /^[ \t]*tasks:[ \t]*$/m

/** The inputs, outputs and variables that a text names, in text order. Names computed at run time (`outputs[name]`) are left out. */
export const readContextReferences = (text: string): readonly ContextReference[] =>
  readNames({ text, template: ownTemplate(text) }).flatMap(({ root, ...variable }) => {
    const last = variable.names.at(-1)
    return isRoot(root) && last ? [{ ...variable, root, hyphenated: hyphenatedName(text, last) }] : []
  })

/**
 * The part of a text that Kestra renders for this flow, without `${{ … }}` of GitHub. `undefined` if the text has no tags, contains a
 * flow of its own, or is not valid Pebble.
 */
export const ownTemplate = (text: string): PebbleTemplate | undefined => {
  if (!mayBeRendered(text)) return undefined
  const parsed = parsePebble(text)
  if ('says' in parsed) return undefined
  return text.includes('${{') ? { ...parsed, tags: parsed.tags.filter(({ start }) => text[start - 1] !== '$') } : parsed
}

/** True for a text with Pebble tags that does not contain a flow of its own. */
export const mayBeRendered = (text: string): boolean => isTemplate(text) && !IS_FLOW.test(text)

/** The reference that makes up a whole text, as in `{{ inputs.a }}`; `undefined` if the text contains anything else. */
export const wholeReference = (text: string): ContextReference | undefined => {
  const whole = ownTemplate(text.trim())?.whole
  const [reference, ...others] = whole?.kind === 'attribute' ? readContextReferences(text.trim()) : []
  return others.length === 0 && reference?.steps.at(-1)?.end === whole?.end ? reference : undefined
}

const isRoot = (text: string): text is ContextRoot => ROOTS.has(text)

const HYPHENATED = /(?:-\w+)+/y

/** The whole name with its hyphens, for a name after a dot that a hyphen follows; `undefined` for all others. */
const hyphenatedName = (text: string, { name, end }: NamedVariable['names'][number]): string | undefined => {
  HYPHENATED.lastIndex = end
  const more = text[end - 1] === ']' ? null : HYPHENATED.exec(text)
  return more === null ? undefined : name + more[0]
}

/** Sections that do not see the context of this execution. `listeners` exist in 0.x only. */
const OTHER_CONTEXT = new Set<unknown>(['triggers', 'listeners'])
const CALLS_FLOW = /\.(?:Subflow|Flow|ForEachItem)$/

/**
 * The texts that Kestra may render in the context of an execution of the flow, in document order. Left out are:
 * - descriptions, which are shown and not rendered
 * - triggers and the `outputs` of a subflow call, which see another execution
 * - the inputs that a paused task asks people for
 * - disabled tasks
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
