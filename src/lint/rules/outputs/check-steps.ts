import type { FlowNode } from '../../../flow/walk-tasks.ts'
import type { PebbleStep } from '../../../pebble/pebble-names.ts'
import { closestWord, didYouMean } from '../../../text/closest-word.ts'
import { parseJson } from '../../../text/json.ts'
import { isMapValue } from '../../../yaml/map-value.ts'
import { KEYED_LOOPS, type OutputRead, type OutputUse, parting, type TaskPlace } from '../../outputs/output-reads.ts'
import type { OutputShape } from '../../outputs/output-shape.ts'
import type { FindingDraft } from '../../rule-context.ts'

/**
 * Reports a wrong step into the outputs of a task: first a wrong key of a surrounding loop (docs/internals/facts/kestra.md, "Outputs of a
 * type"), then an unknown name in the output of one run.
 */
export const checkSteps = (use: OutputUse, shape: OutputShape): FindingDraft | undefined => {
  const { read, reader, target } = use
  const lineage = target.lineage
  const lineageBelow = reader ? parting(reader, target).b : lineage
  const closed = lineageBelow.slice(0, -1).find(({ flowable }) => flowable === 'Loop')
  if (closed !== undefined) return isolatedOutput(read, closed)
  const loops = lineage.filter(
    ({ flowable }, index) => KEYED_LOOPS.has(flowable) && lineage[index + 1]?.list === 'tasks',
  )
  const steps = read.reference.steps.slice(1)
  for (const [index, holder] of loops.entries()) {
    const found = wrongKey(use, shape, { holder, step: steps[index] })
    if (found !== undefined) return found
  }
  const rest = steps.slice(loops.length)
  return needlessKey(read, rest[0], loops.length) ?? unknownStep(use, shape, rest)
}

const isolatedOutput = ({ id, reference }: OutputRead, { node }: TaskPlace): FindingDraft => ({
  code: 'loop-output',
  message: `The outputs of "${id}" stay inside the loop "${node.id}".`,
  hint: `Declare the value in \`outputs\` of the loop, and read \`outputs.${node.id}.outputs\`.`,
  end: reference.names[0]?.end ?? 0,
})

const wrongKey = (
  { read: { id }, reader }: OutputUse,
  shape: OutputShape,
  { holder: { node }, step }: { readonly holder: TaskPlace; readonly step: PebbleStep | undefined },
): FindingDraft | undefined => {
  const name = step?.name
  if (step === undefined || name === undefined) return undefined
  const values = loopValues(node)
  if (values?.has(name)) return undefined
  const { end } = step
  if (shape.kind === 'map' && shape.names.has(name)) {
    const isInside = reader?.lineage.some((place) => place.node === node)
    const [first = '…'] = values ?? []
    const key = isInside ? 'taskrun.value' : `'${first}'`
    const message = `The task "${id}" has an output for each value of the loop "${node.id}", and this names none of them.`
    return { code: 'loop-output', message, hint: `Write \`outputs.${id}[${key}].${name}\`.`, end }
  }
  if (values === undefined) return undefined
  const hint = didYouMean(nearestOf(name, values)) ?? listNames('Its values are', values)
  return { code: 'loop-output', message: `The loop "${node.id}" has no value "${name}".`, hint, end }
}

/** The values of a loop, which are the keys of its outputs. `undefined` if some are known only at run time. */
const loopValues = ({ value }: FlowNode): ReadonlySet<string> | undefined => {
  const literal = value['values'] ?? value['value']
  const list = typeof literal === 'string' && /^\s*\[/.test(literal) ? parseJson(literal) : literal
  if (!Array.isArray(list)) return undefined
  const keys = list.filter((each) => ['string', 'number', 'boolean'].includes(typeof each)).map(String)
  return keys.length === list.length && !keys.some((key) => key.includes('{{')) ? new Set(keys) : undefined
}

const KEY_OF_LOOP = /^\[\s*(?:taskrun\.value|item\.\w+|parents?\b)/

/** Reports a loop key where none exists: after the keys of all loops, in a 2.0 Loop, or outside loops. */
const needlessKey = (read: OutputRead, step: PebbleStep | undefined, keys: number): FindingDraft | undefined => {
  if (step === undefined || !KEY_OF_LOOP.test(read.text.slice(step.start, step.end))) return undefined
  const message = `The outputs of "${read.id}" have no${keys === 0 ? '' : ' further'} key: it is not in a loop that gives them one.`
  return { code: 'loop-output', message, hint: 'Remove the brackets.', end: step.end }
}

/** Java members of texts, lists and numbers that Pebble also finds, such as `value.length`, `uris.first` and `size.intValue`. */
const MEMBERS = new Set(
  [
    'blank bytes chars class codePoints empty getBytes getClass hashCode indent intern isBlank isEmpty length lines repeat strip stripIndent',
    'stripLeading stripTrailing toCharArray toLowerCase toString toUpperCase translateEscapes trim describeConstable notify notifyAll wait',
    'size first last reversed getFirst getLast removeFirst removeLast iterator listIterator spliterator stream parallelStream toArray clone clear',
    'intValue longValue doubleValue floatValue shortValue byteValue booleanValue infinite isInfinite isNaN naN',
  ].flatMap((names) => names.split(' ')),
)

/** Reports the first step that does not exist in the output. */
const unknownStep = (
  { read, target }: OutputUse,
  shape: OutputShape,
  steps: readonly PebbleStep[],
): FindingDraft | undefined => {
  let at = shape
  let known = `outputs.${read.id}`
  for (const { name, end } of steps) {
    if (name === undefined || at.kind === 'any') return undefined
    if (at.kind !== 'map') {
      if (MEMBERS.has(name)) return undefined
      const message = `\`${known}\` is a ${at.kind}, which has no "${name}".`
      return { code: 'unknown-output', message, hint: hintBelow(known, at.kind, name), end }
    }
    const next = at.names.get(name)
    if (next === undefined)
      return at.isOpen
        ? undefined
        : { code: 'unknown-output', end, ...missingOutput(known, name, { names: at.names, target }) }
    at = next
    known += `.${name}`
  }
  return undefined
}

const hintBelow = (known: string, kind: OutputShape['kind'], name: string): string | undefined => {
  if (kind === 'text') return `If the text is JSON, parse it first: \`fromJson(${known}).${name}\`.`
  return kind === 'list' ? `Read an entry by its index: \`${known}[0]\`.` : undefined
}

/** Limit of the names that are searched for nested names. */
const MOST_OUTER_NAMES = 20

type Names = ReadonlyMap<string, OutputShape>

const missingOutput = (
  known: string,
  name: string,
  { names, target: { node } }: { readonly names: Names; readonly target: TaskPlace },
): Pick<FindingDraft, 'message' | 'hint'> => {
  const { id, type = '', value } = node
  const isTask = known === `outputs.${id}`
  const none = `has no outputs: ${type.slice(type.lastIndexOf('.') + 1)} gives none`
  const has = names.size === 0 && isTask ? none : `has no ${isTask ? 'output ' : ''}"${name}"`
  const message = `${isTask ? `The task "${id}"` : `\`${known}\``} ${has}.`
  const { variables } = value
  const isVariable = /\.SetVariables$/.test(type) && isMapValue(variables) && Object.hasOwn(variables, name)
  return { message, hint: isVariable ? `Write \`vars.${name}\`.` : hintFor(known, name, names) }
}

const hintFor = (known: string, name: string, names: Names): string | undefined => {
  for (const [outer, inner] of [...names].slice(0, MOST_OUTER_NAMES))
    if (inner.kind === 'map' && inner.names.has(name)) return didYouMean(`${known}.${outer}.${name}`)
  const all = new Set(names.keys())
  const near = nearestOf(name, all)
  if (near !== undefined) return didYouMean(`${known}.${near}`)
  return names.size === 0 ? undefined : listNames('It has', all)
}

/** Limit of names for suggestions: generated flows can have thousands of names, and as many wrong ones. */
const MOST_SEARCHED = 200

const nearestOf = (word: string, names: ReadonlySet<string>): string | undefined =>
  names.size > MOST_SEARCHED ? undefined : closestWord(word, names)

const MOST_NAMED = 12

/** A sentence such as `It has a, b, c.` with 12 names at most. */
const listNames = (prefix: string, names: ReadonlySet<string>): string => {
  const first = [...names].slice(0, MOST_NAMED).join(', ')
  return names.size > MOST_NAMED ? `${prefix} ${first} and others.` : `${prefix} ${first}.`
}
