import { type DeclaredNames, declaredNames } from '../../flow/declarations.ts'
import type { CheckedFlow, Diagnostic } from '../../flow/diagnostic.ts'
import { careOf, namedSteps, readsIn } from '../../pebble/pebble-names.ts'
import { pebbleVersions, signaturesOf } from '../../pebble/signatures.ts'
import { closestWord, didYouMean } from '../../text/closest-word.ts'
import { isMapValue } from '../../yaml/map-value.ts'
import { CONTEXT_PROPERTIES, CONTEXT_ROOTS, MISNAMED_ROOTS } from './context-table.ts'
import { outOfPlace, type ReadName } from './out-of-place.ts'
import { diagnosticIn, type PlaceOf, type WrongPart } from './place-in-text.ts'
import type { ExpressionText } from './read-expressions.ts'
import { closedContext, isSurelyRendered } from './where-it-runs.ts'

/**
 * Names that the context of an execution does not have: `input.x`, a bare input, `flow.name`, `taskrun.value` outside of a loop. What is asked
 * for with care anywhere in the flow (`??`, `is defined`) may be missing everywhere.
 */
export const checkNames = (
  flow: CheckedFlow,
  texts: readonly ExpressionText[],
  placeOf: PlaceOf,
): readonly Diagnostic[] => {
  const all = texts.flatMap((text) => namesOf(text).map((name) => ({ text, name })))
  const guarded = new Set(all.filter(({ name }) => name.isGuarded).map(({ name }) => keyOf(name)))
  const tellOf = teller(flow)
  const severity = pebbleVersions(flow.version).areKnown ? undefined : 'info'
  return all.flatMap(({ text, name }): readonly Diagnostic[] => {
    if (!text.seesExecution || guarded.has(keyOf(name))) return []
    if (name.isOfGitHub && !isSurelyRendered(flow, text)) return []
    const told = tellOf(text, name)
    if (told === undefined) return []
    return [diagnosticIn(placeOf, text, { ...told, start: name.start, severity })]
  })
}

const namesOf = ({ template, text }: ExpressionText): readonly ReadName[] =>
  (template?.tags ?? []).flatMap((tag) => {
    const { isGuarded } = careOf(tag)(tag.value)
    const isOfGitHub = text[tag.start - 1] === '$'
    return readsIn(tag.value).flatMap(({ of, steps }): ReadName[] => {
      if (of.kind !== 'variable' || template?.names.has(of.name) || isHyphenated(text, of.start)) return []
      return [{ root: of.name, names: namedSteps(steps), start: of.start, end: of.end, isGuarded, isOfGitHub }]
    })
  })

/** `b` of `inputs.a-b`, which is told with what stands before it. */
const isHyphenated = (text: string, start: number): boolean => /\w-$/.test(text.slice(0, start).slice(-2))

const keyOf = ({ root, names }: ReadName): string => `${root}.${names[0]?.name ?? ''}`

type Tell = (text: ExpressionText, name: ReadName) => WrongPart | undefined

const teller = (flow: CheckedFlow): Tell => {
  const declared = declaredNames(flow.value)
  return (text, name) => {
    const { root, names, end } = name
    if (!CONTEXT_ROOTS.has(root)) {
      const hint = rootHint(name, declared, flow.version)
      const isMisnamed = (MISNAMED_ROOTS.has(root) || root === 'secrets') && names.length > 0
      if (!isMisnamed && !closedContext(flow, text)) return undefined
      return { code: 'unknown-context', message: `No execution has \`${root}\`.`, hint, end }
    }
    return (
      unknownProperty(name) ??
      outOfPlace(flow, text, name) ??
      unknownEnvironment(name) ??
      unknownTask(name, declared.outputs) ??
      unknownLabel(flow, name) ??
      unknownVariable(flow, name)
    )
  }
}

/** Functions that are given the name of what they read. */
const NAMED_BY = /^(?:secret|kv|env|read)s?$/

const rootHint = (
  { root, names }: ReadName,
  { inputs, vars }: DeclaredNames,
  version: CheckedFlow['version'],
): string | undefined => {
  if (inputs?.has(root)) return `Write \`inputs.${root}\`.`
  if (vars?.has(root)) return `Write \`vars.${root}\`.`
  const [first] = names
  const isFunction = (name: string): boolean => signaturesOf('function', name, pebbleVersions(version).names).length > 0
  const called = NAMED_BY.test(root) ? root.replace(/s$/, '') : root
  if (first && NAMED_BY.test(root) && isFunction(called)) return `Write \`${called}('${first.name}')\`.`
  const meant = first && (MISNAMED_ROOTS.get(root) ?? closestWord(root, CONTEXT_ROOTS))
  if (meant === undefined && isFunction(root)) return `It is a function: write \`${root}()\`.`
  return didYouMean(meant)
}

/** `tasks.id.state`, of a task that the flow does not have. */
const unknownTask = (
  { root, names: [first] }: ReadName,
  ids: ReadonlySet<string> | undefined,
): WrongPart | undefined => {
  if (root !== 'tasks' || first === undefined || ids === undefined || ids.has(first.name)) return undefined
  const near = closestWord(first.name, ids)
  const hint = didYouMean(near && `tasks.${near}`)
  return { code: 'unknown-context', message: `The flow has no task \`${first.name}\`.`, hint, end: first.end }
}

const unknownProperty = ({ root, names: [first] }: ReadName): WrongPart | undefined => {
  const properties = CONTEXT_PROPERTIES.get(root)
  if (properties === undefined || first === undefined || properties.includes(first.name)) return undefined
  const near = closestWord(first.name, properties)
  const hint = near
    ? `Did you mean \`${root}.${near}\`?`
    : `It has ${properties.map((each) => `\`${each}\``).join(', ')}.`
  return { code: 'unknown-context', message: `\`${root}\` has no \`${first.name}\`.`, hint, end: first.end }
}

/** Variables of the environment are there in small letters. */
const unknownEnvironment = ({ root, names: [first] }: ReadName): WrongPart | undefined => {
  if (root !== 'envs' || first === undefined || first.name === first.name.toLowerCase()) return undefined
  const hint = `Write \`envs.${first.name.toLowerCase()}\`: Kestra reads \`ENV_${first.name.toUpperCase()}\`.`
  return { code: 'unknown-context', message: '`envs` has its names in small letters.', hint, end: first.end }
}

/** Only one that is nearly declared: whoever starts an execution can give it more labels. */
const unknownLabel = (
  { value: { labels } }: CheckedFlow,
  { root, names: [first] }: ReadName,
): WrongPart | undefined => {
  if (root !== 'labels' || first === undefined || ['system', 'correlationId'].includes(first.name)) return undefined
  const own = isMapValue(labels) ? Object.keys(labels) : listedKeys(labels)
  if (own.some((key) => key === first.name || key.startsWith(`${first.name}.`))) return undefined
  const near = closestWord(first.name, own)
  if (near === undefined) return undefined
  const hint = `Did you mean \`labels.${near}\`?`
  return { code: 'unknown-context', message: `The flow has no label \`${first.name}\`.`, hint, end: first.end }
}

const listedKeys = (labels: unknown): readonly string[] =>
  Array.isArray(labels)
    ? labels.flatMap((label) => (isMapValue(label) && typeof label['key'] === 'string' ? [label['key']] : []))
    : []

/** A name below a variable that is a map. The variable itself is looked for with the inputs. */
const unknownVariable = (flow: CheckedFlow, { root, names }: ReadName): WrongPart | undefined => {
  const { variables } = flow.value
  if (root !== 'vars' || !isMapValue(variables)) return undefined
  if (flow.nodes.some(({ type }) => type?.endsWith('SetVariables'))) return undefined
  let at: unknown = variables[names[0]?.name ?? '']
  for (const [index, { name, end }] of names.entries()) {
    if (index === 0) continue
    if (!isMapValue(at)) return undefined
    if (!Object.hasOwn(at, name)) {
      const path = ['vars', ...names.slice(0, index).map((each) => each.name)].join('.')
      const near = closestWord(name, Object.keys(at))
      const hint = didYouMean(near && `${path}.${near}`)
      return { code: 'undeclared-variable', message: `The variable \`${path}\` has no \`${name}\`.`, hint, end }
    }
    at = at[name]
  }
  return undefined
}
