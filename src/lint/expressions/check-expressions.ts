import type { ProblemCode } from '../../finding/problem-codes.ts'
import {
  type ContextReference,
  type ContextRoot,
  readContextReferences,
  renderedTexts,
} from '../../flow/context-references.ts'
import type { DocumentFinding } from '../../flow/document-finding.ts'
import { idsReadDifferently } from '../../flow/ids-read-differently.ts'
import { closestWord, didYouMean, suggestions } from '../../text/closest-word.ts'
import { type FlowRule, findingIn } from '../rule-context.ts'

const ROOTS = {
  inputs: { code: 'undeclared-input', noun: 'input' },
  outputs: { code: 'undeclared-output', noun: 'task' },
  vars: { code: 'undeclared-variable', noun: 'variable' },
} as const satisfies Record<ContextRoot, { readonly code: ProblemCode; readonly noun: string }>

/**
 * Reports inputs, outputs and variables that an expression reads and the flow does not declare. Kestra stores the flow,
 * and the task fails (docs/internals/facts/kestra.md, "Expressions"). A name that is guarded once (`??`, `is defined`)
 * is not reported anywhere in the flow.
 */
export const checkExpressions: FlowRule = (flow) => {
  const all = renderedTexts(flow.value).flatMap((text) =>
    readContextReferences(text.text).map((reference) => ({ text, reference })),
  )
  const guarded = new Set(all.flatMap(({ reference }) => (reference.isGuarded ? [firstName(reference)] : [])))
  const nearest = {
    inputs: suggestions(closestWord),
    outputs: suggestions(closestWord),
    vars: suggestions(closestWord),
  }
  const misread = idsReadDifferently(flow)
  return all.flatMap(({ text, reference }): readonly DocumentFinding[] => {
    const { root, start } = reference
    const declared = flow.declared[root]
    const last = declared && firstUndeclared(reference, declared)
    if (declared === undefined || last === undefined || guarded.has(firstName(reference))) return []
    const { name, end } = last
    const { code, noun } = ROOTS[root]
    const message = `The flow has no ${noun} "${name}".`
    const hint = misreadHint(name, misread) ?? hintFor(reference, declared, () => nearest[root](name, () => declared))
    return [findingIn(flow, text, { code, message, hint, start, end })]
  })
}

/** A hint for an id without quotes that YAML reads as another text. */
const misreadHint = (name: string, misread: ReadonlyMap<string, string>): string | undefined => {
  const text = misread.get(name)
  return text && `Write ${JSON.stringify(name)} where it is declared: YAML reads the id \`${name}\` as "${text}".`
}

const firstName = ({ root, names }: ContextReference): string => `${root}.${names[0]?.name}`

const hintFor = (
  { root, hyphenated }: ContextReference,
  declared: ReadonlySet<string>,
  nearest: () => string | undefined,
): string | undefined => {
  if (hyphenated !== undefined && declared.has(hyphenated))
    return `Write \`${root}['${hyphenated}']\`: a hyphen subtracts.`
  const near = nearest()
  return didYouMean(near && referenceText(root, near))
}

/**
 * The shortest prefix of a reference that matches no declared id, with its end: `a.b` of `inputs.a.b.c` if only `a.d`
 * is an input. Names below a complete id belong to its value.
 */
const firstUndeclared = ({ root, names }: ContextReference, declared: ReadonlySet<string>) => {
  const beginnings = root === 'inputs' ? beginningsOf(declared) : undefined
  let known = ''
  for (const { name, end } of root === 'inputs' ? names : names.slice(0, 1)) {
    const own = known + name
    if (declared.has(own)) return undefined
    known = `${own}.`
    if (beginnings?.has(own) !== true) return { name: own, end }
  }
  return undefined
}

const beginningsByIds = new WeakMap<ReadonlySet<string>, ReadonlySet<string>>()

/** The prefixes of all ids: `a` and `a.b` for the id `a.b.c`. */
const beginningsOf = (ids: ReadonlySet<string>): ReadonlySet<string> => {
  const known = beginningsByIds.get(ids)
  if (known !== undefined) return known
  const beginnings = new Set([...ids].flatMap((id) => [...id.matchAll(/\./g)].map(({ index }) => id.slice(0, index))))
  beginningsByIds.set(ids, beginnings)
  return beginnings
}

/** The reference to a name in an expression. */
const referenceText = (root: ContextRoot, name: string): string =>
  /^[A-Za-z_][\w.]*$/.test(name) ? `${root}.${name}` : `${root}['${name}']`
