import { declaredNames } from '../../flow/declared-names.ts'
import type { CheckedFlow, Diagnostic } from '../../flow/diagnostic.ts'
import { isAtLeast } from '../../kestra/server.ts'
import { careOf, namedSteps, readsIn } from '../../pebble/pebble-names.ts'
import { pebbleVersions, signaturesOf } from '../../pebble/signatures.ts'
import { closestWord } from '../../text/closest-word.ts'
import { isMapValue } from '../../yaml/map-value.ts'
import { CONTEXT_PROPERTIES, CONTEXT_ROOTS, MISNAMED_ROOTS } from './context-table.ts'
import type { PlaceOf } from './place-in-text.ts'
import type { ExpressionText } from './read-expressions.ts'
import { closedContext, enclosing, isSurelyRendered } from './where-it-runs.ts'

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
    const { end, ...diagnostic } = told
    const position = placeOf({ path: text.path, offset: name.start, written: text.text.slice(name.start, end) })
    return [{ ...diagnostic, path: text.path, position, severity }]
  })
}

/** A variable with the names behind it that are written out. */
interface ReadName {
  readonly root: string
  readonly names: ReturnType<typeof namedSteps>
  /** Of the root. */
  readonly start: number
  readonly end: number
  readonly isGuarded: boolean
  /** `${{ … }}` */
  readonly isOfGitHub: boolean
}

const namesOf = ({ template, text }: ExpressionText): readonly ReadName[] =>
  (template?.tags ?? []).flatMap((tag) => {
    const { isGuarded } = careOf(tag)
    const isOfGitHub = text[tag.start - 1] === '$'
    return readsIn(tag.value).flatMap(({ of, steps }): ReadName[] => {
      if (of.kind !== 'variable' || template?.names.has(of.name) || isHyphenated(text, of.start)) return []
      return [{ root: of.name, names: namedSteps(steps), start: of.start, end: of.end, isGuarded, isOfGitHub }]
    })
  })

/** `b` of `inputs.a-b`, which is told with what stands before it. */
const isHyphenated = (text: string, start: number): boolean => /\w-$/.test(text.slice(0, start).slice(-2))

const keyOf = ({ root, names }: ReadName): string => `${root}.${names[0]?.name ?? ''}`

interface Told extends Pick<Diagnostic, 'code' | 'message' | 'hint'> {
  /** Of what is marked. */
  readonly end: number
}

type Tell = (text: ExpressionText, name: ReadName) => Told | undefined

const teller = (flow: CheckedFlow): Tell => {
  const declared = declaredNames(flow.value)
  return (text, name) => {
    const { root, names, end } = name
    if (!CONTEXT_ROOTS.has(root)) {
      const hint = rootHint(name, declared.inputs, declared.vars)
      const isMisnamed = (MISNAMED_ROOTS.has(root) || root === 'secrets') && names.length > 0
      if (!isMisnamed && !closedContext(flow, text)) return undefined
      return { code: 'unknown-context', message: `No execution has \`${root}\`.`, hint, end }
    }
    return (
      unknownProperty(name) ??
      outOfPlace(flow, text, name) ??
      unknownEnvironment(name) ??
      unknownLabel(flow, name) ??
      unknownVariable(flow, name)
    )
  }
}

const rootHint = (
  { root, names }: ReadName,
  inputs: ReadonlySet<string> | undefined,
  vars: ReadonlySet<string> | undefined,
): string | undefined => {
  const meant = names.length > 0 ? (MISNAMED_ROOTS.get(root) ?? closestWord(root, CONTEXT_ROOTS)) : undefined
  if (inputs?.has(root)) return `Write \`inputs.${root}\`.`
  if (vars?.has(root)) return `Write \`vars.${root}\`.`
  if (root === 'secrets' && names[0]) return `Write \`secret('${names[0].name}')\`.`
  if (signaturesOf('function', root, pebbleVersions(undefined).names).length > 0)
    return `It is a function: write \`${root}()\`.`
  return meant && `Did you mean \`${meant}\`?`
}

const unknownProperty = ({ root, names: [first] }: ReadName): Told | undefined => {
  const properties = CONTEXT_PROPERTIES.get(root)
  if (properties === undefined || first === undefined || properties.includes(first.name)) return undefined
  const near = closestWord(first.name, properties)
  const hint = near
    ? `Did you mean \`${root}.${near}\`?`
    : `It has ${properties.map((each) => `\`${each}\``).join(', ')}.`
  return { code: 'unknown-context', message: `\`${root}\` has no \`${first.name}\`.`, hint, end: first.end }
}

const LOOPS = /\.(?:ForEach|ForEachItem|EachSequential|EachParallel|Loop)$/
const LOOP_OF_2 = /\.Loop$/
/** Nothing gives a task these that stands in no other. */
const NESTED_ONLY = new Set(['parentId', 'iteration', 'items'])

/** `taskrun.value` and `item` where no loop is around, `parent` where no task is, the end of an execution that goes on. */
const outOfPlace = (
  flow: CheckedFlow,
  text: ExpressionText,
  { root, names: [first], end }: ReadName,
): Told | undefined => {
  const around = enclosing(flow, text)
  if (around === undefined) return undefined
  const isIn = (loops: RegExp): boolean => around.some((type) => loops.test(type))
  const isNested = around.length > 1 || isIn(LOOPS)
  const tell = (message: string, until = first?.end ?? end): Told => ({
    code: 'unknown-context',
    message,
    hint: undefined,
    end: until,
  })
  if (root === 'taskrun' && first?.name === 'value' && !isIn(LOOPS))
    return tell('No loop is around this task, so `taskrun` has no `value`.')
  if (root === 'taskrun' && first && NESTED_ONLY.has(first.name) && !isNested)
    return tell(`No task is around this one, so \`taskrun\` has no \`${first.name}\`.`)
  if (root === 'parent' && !isNested) return tell('No task is around this one, so there is no `parent`.', end)
  if (root === 'execution' && first?.name === 'endDate' && text.path[0] !== 'afterExecution')
    return tell('An execution that goes on has no `endDate`.')
  if (root !== 'item' || isIn(LOOP_OF_2)) return undefined
  const is2 = flow.version === undefined || isAtLeast(flow.version, 2, 0)
  return tell(
    is2 ? 'No Loop is around this task, so there is no `item`.' : 'Kestra has `item` from 2.0 on, inside of a Loop.',
    end,
  )
}

/** Variables of the environment are there in small letters. */
const unknownEnvironment = ({ root, names: [first] }: ReadName): Told | undefined => {
  if (root !== 'envs' || first === undefined || first.name === first.name.toLowerCase()) return undefined
  const hint = `Write \`envs.${first.name.toLowerCase()}\`: Kestra reads \`ENV_${first.name.toUpperCase()}\`.`
  return { code: 'unknown-context', message: '`envs` has its names in small letters.', hint, end: first.end }
}

/** Only one that is nearly declared: whoever starts an execution can give it more labels. */
const unknownLabel = ({ value: { labels } }: CheckedFlow, { root, names: [first] }: ReadName): Told | undefined => {
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
const unknownVariable = (flow: CheckedFlow, { root, names }: ReadName): Told | undefined => {
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
      const hint = near && `Did you mean \`${path}.${near}\`?`
      return { code: 'undeclared-variable', message: `The variable \`${path}\` has no \`${name}\`.`, hint, end }
    }
    at = at[name]
  }
  return undefined
}
