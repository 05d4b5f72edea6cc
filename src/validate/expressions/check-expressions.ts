import {
  type ContextReference,
  type ContextRoot,
  type RenderedText,
  readContextReferences,
  renderedTexts,
} from '../../flow/context-references.ts'
import { type DeclaredNames, declaredNames } from '../../flow/declarations.ts'
import type { CheckedFlow, Diagnostic, FlowRule } from '../../flow/diagnostic.ts'
import type { ProblemCode } from '../../problem/problem-codes.ts'
import { closestWord, didYouMean } from '../../text/closest-word.ts'
import { suggestions } from './near-name.ts'
import { placesOfWord } from './place-in-text.ts'

interface RootWords {
  readonly code: ProblemCode
  readonly missing: (name: string) => string
}

const ROOTS: Readonly<Record<ContextRoot, RootWords>> = {
  inputs: { code: 'undeclared-input', missing: (name) => `The flow has no input "${name}".` },
  outputs: { code: 'undeclared-output', missing: (name) => `The flow has no task "${name}".` },
  vars: { code: 'undeclared-variable', missing: (name) => `The flow has no variable "${name}".` },
}

/**
 * Inputs, outputs and variables that expressions name and that the flow does not declare: Kestra stores such a flow, and the task fails
 * when it runs (docs/facts/kestra.md, "Expressions"). A name that is asked for with care anywhere (`??`, `is defined`) may be missing
 * everywhere.
 */
export const checkExpressions: FlowRule = (flow) => {
  const texts = renderedTexts(flow.value).flatMap((text) => {
    const references = readContextReferences(text.text)
    return references.length === 0 ? [] : [{ text, references }]
  })
  if (texts.length === 0) return []
  const scopes = scopesOf(declaredNames(flow.value))
  const guarded = new Set(
    texts.flatMap(({ references }) => references.filter(({ isGuarded }) => isGuarded).map(firstName)),
  )
  return texts.flatMap(({ text, references }) => {
    const unknown = references
      .filter((reference) => !guarded.has(firstName(reference)))
      .flatMap((reference) => unknownIn(reference, scopes[reference.root]))
    return unknown.length === 0 ? [] : told(flow, text, unknown)
  })
}

const firstName = ({ root, names }: ContextReference): string => `${root}.${names[0]?.name}`

interface UnknownReference {
  readonly reference: ContextReference
  readonly name: string
  readonly end: number
  readonly hint: string | undefined
}

interface DeclaredScope {
  /** `undefined`: any. */
  readonly names: ReadonlySet<string> | undefined
  readonly nearest: ReturnType<typeof suggestions>
}

const scopesOf = ({ inputs, outputs, vars }: DeclaredNames): Readonly<Record<ContextRoot, DeclaredScope>> => ({
  inputs: { names: inputs, nearest: suggestions(closestWord) },
  outputs: { names: outputs, nearest: suggestions(closestWord) },
  vars: { names: vars, nearest: suggestions(closestWord) },
})

/** The shortest beginning of the reference that nothing declared agrees with. */
const unknownIn = (reference: ContextReference, { names, nearest }: DeclaredScope): readonly UnknownReference[] => {
  const last = names && firstUndeclared(reference, names)
  if (names === undefined || last === undefined) return []
  const { root, hyphenated } = reference
  const isSubtraction = hyphenated !== undefined && names.has(hyphenated)
  const near = isSubtraction ? hyphenated : nearest(last.name, () => names)
  const hint = isSubtraction
    ? `Write \`${root}['${hyphenated}']\`: a hyphen subtracts.`
    : didYouMean(near && spelt(root, near))
  return [{ reference, ...last, hint }]
}

/** `a.b` of `inputs.a.b.c` where only `a.d` is an input; below a whole id lies what its value holds. */
const firstUndeclared = ({ root, names }: ContextReference, declared: ReadonlySet<string>) => {
  let known = ''
  for (const { name, end } of root === 'inputs' ? names : names.slice(0, 1)) {
    const own = known + name
    if (declared.has(own)) return undefined
    known = `${own}.`
    if (root !== 'inputs' || !hasBeginning(declared, known)) return { name: own, end }
  }
  return undefined
}

const hasBeginning = (ids: ReadonlySet<string>, text: string): boolean => {
  for (const id of ids) if (id.startsWith(text)) return true
  return false
}

/** How an expression asks for a name. */
const spelt = (root: ContextRoot, name: string): string =>
  /^[A-Za-z_][\w.]*$/.test(name) ? `${root}.${name}` : `${root}['${name}']`

const told = (
  flow: CheckedFlow,
  { text, path }: RenderedText,
  unknown: readonly UnknownReference[],
): readonly Diagnostic[] => {
  const places = Map.groupBy(unknown, ({ reference }) => reference.root)
  return [...places].flatMap(([root, ofRoot]) => {
    const placeOf = placesOfWord(flow, path, root)
    return ofRoot.map(({ reference: { start }, name, end, hint }): Diagnostic => {
      const position = placeOf({ offset: start, written: text.slice(start, end) })
      return { code: ROOTS[root].code, path, position, message: ROOTS[root].missing(name), hint }
    })
  })
}
