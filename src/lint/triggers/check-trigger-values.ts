import type { Problem } from '../../finding/problem.ts'
import { readNames } from '../../flow/context-references.ts'
import type { PlacedDocument } from '../../flow/desired-flow.ts'
import { type DocumentFinding, problemOf } from '../../flow/document-finding.ts'
import type { FlowNode } from '../../flow/walk-tasks.ts'
import { closestWord, didYouMean } from '../../text/closest-word.ts'
import { joined } from '../../text/lists.ts'
import { isAtOrBelow, isDisabled, isMapValue, type NodePath, neverRuns } from '../../yaml/map-value.ts'
import type { RuleContext } from '../rule-context.ts'
import type { SymbolIndex } from '../symbol-index.ts'
import type { Call } from './check-cycles.ts'
import { type HeardFlows, heardFlows, missingOutput } from './heard-outputs.ts'

const CORE = /^io\.kestra\.(?:plugin\.core\.(?:trigger|http)|core\.models\.triggers\.types)\.(\w+)$/

/** `Schedule` and its like, under the names of all versions; `undefined` for a trigger of another plugin. */
export const coreTrigger = ({ kind, type = '' }: Pick<FlowNode, 'kind' | 'type'>): string | undefined =>
  kind === 'trigger' ? CORE.exec(type)?.[1] : undefined

/**
 * What a trigger of Kestra gives as `trigger.…`, in any version from 1.0 on (docs/internals/facts/kestra.md, "Triggers"): rather a name too many
 * than one too few.
 */
const GIVES: Readonly<Record<string, readonly string[]>> = {
  Schedule: ['date', 'next', 'previous'],
  ScheduleOnDates: ['date', 'next', 'previous'],
  Webhook: ['body', 'headers', 'parameters', 'uri', 'parts', 'formFields'],
  Flow: [
    ...['executionId', 'executionLabels', 'namespace', 'flowId', 'flowRevision', 'state', 'outputs'],
    ...['startDate', 'endDate', 'firstFailedTaskId', 'lastTaskId'],
  ],
  Trigger: ['body', 'code', 'encryptedBody', 'formData', 'headers', 'uri'],
}

/** `undefined` where it is not known. */
const givenBy = (node: Pick<FlowNode, 'kind' | 'type'>): ReadonlySet<string> | undefined => {
  const type = coreTrigger(node)
  const names = type !== undefined && Object.hasOwn(GIVES, type) ? GIVES[type] : undefined
  return names && new Set(names)
}

/** What a flow finds as `trigger.…` that a Subflow task started; `iteration` is of a ForEachItem. */
const GIVEN_BY_CALL: ReadonlySet<string> = new Set(
  'executionId namespace flowId flowRevision taskId taskRunId iteration'.split(' '),
)

/** `trigger.date` in an expression of a flow that does not say that it may be missing. */
interface TriggerRead extends Pick<DocumentFinding, 'path' | 'position'> {
  readonly name: string
  /** `total` of `trigger.outputs.total`. */
  readonly below: string | undefined
  /** Whether it is read at all depends on a condition of its task. */
  readonly isConditional: boolean
}

/** What starts executions of a flow. */
interface FlowStart {
  /** As a sentence calls it. */
  readonly words: string
  /** `undefined`: anything. */
  readonly gives: ReadonlySet<string> | undefined
  /** The flows that it listens to; `undefined` where their outputs are not known. */
  readonly heard: HeardFlows | undefined
  readonly isOff: boolean
}

/** What a flow reads of its triggers, and which it has. */
export interface TriggerReads {
  readonly flow: PlacedDocument
  readonly triggers: readonly FlowStart[]
  readonly reads: readonly TriggerRead[]
}

/** `undefined` for a flow that reads nothing of them, or only with care: a name that is guarded once may be missing everywhere. */
export const triggerReadsOf = (flow: RuleContext, known: SymbolIndex): TriggerReads | undefined => {
  if (!flow.document.source.includes('trigger')) return undefined
  const { triggers = [] } = flow.value
  if (!Array.isArray(triggers) || !triggers.every(isMapValue)) return undefined
  const all = flow.texts
    .filter(({ seesExecution }) => seesExecution)
    .flatMap((text) => readNames(text).map((name) => ({ text, name })))
    .filter(({ name }) => name.root === 'trigger' && !name.isOfGitHub)
  const guarded = new Set(all.filter(({ name }) => name.isGuarded).map(({ name }) => name.names[0]?.name))
  if (guarded.has(undefined)) return undefined
  const reads = all.flatMap(({ text: { path, text }, name: { start, names } }): TriggerRead[] => {
    const [first, second] = names
    if (first === undefined || guarded.has(first.name) || neverRuns(flow.value, path)) return []
    const end = first.name === 'outputs' ? (second?.end ?? first.end) : first.end
    const position = flow.placeOf({ path, offset: start, written: text.slice(start, end) })
    return [{ path, position, name: first.name, below: second?.name, isConditional: dependsOnCondition(flow, path) }]
  })
  const nodes = flow.nodes.filter(({ kind }) => kind === 'trigger')
  return reads.length === 0 ? undefined : { flow, reads, triggers: nodes.map((node) => startOf(flow, node, known)) }
}

const BRANCHES = new Set<unknown>(['then', 'else', 'cases', 'defaults', 'errors', 'finally', 'afterExecution'])

const dependsOnCondition = ({ nodes }: RuleContext, path: NodePath): boolean =>
  path.some((step) => BRANCHES.has(step)) ||
  nodes.some(({ value, path: above }) => value['runIf'] !== undefined && isAtOrBelow(path, above))

const startOf = (flow: RuleContext, node: FlowNode, known: SymbolIndex): FlowStart => ({
  words: `the trigger "${node.id}"`,
  gives: givenBy(node),
  heard: coreTrigger(node) === 'Flow' ? heardFlows(flow, node, known) : undefined,
  isOff: isDisabled(node.value),
})

/**
 * What flows read of their triggers and do not find there (docs/internals/facts/kestra.md, "Triggers"): no trigger gives it, one that starts the
 * flow does not, or another flow of the tree calls it without. The rest is missing where a person starts the flow.
 */
export const checkTriggerValues = (flows: readonly TriggerReads[], calls: readonly Call[]): readonly Problem[] => {
  const callers = Map.groupBy(calls.filter(isCall), ({ to }) => to)
  return flows.flatMap((reads) => {
    const { namespace, id } = reads.flow.document
    const starts = [...reads.triggers, ...(callers.get(`${namespace}/${id}`) ?? []).map(callAsStart)]
    return readProblems(reads, starts)
  })
}

/** One problem for each read that some start does not have, and one for all others. */
const readProblems = ({ flow, triggers, reads }: TriggerReads, starts: readonly FlowStart[]): readonly Problem[] => {
  const checked = reads.map((read) => ({ read, fault: missing(read, starts) }))
  const problems = checked.flatMap(({ read: { path, position }, fault }) =>
    fault === undefined ? [] : [problemOf(flow, { ...fault, path, position })],
  )
  const others = checked.filter(({ read, fault }) => fault === undefined && !read.isConditional)
  const [first] = others
  if (first === undefined || triggers.length === 0) return problems
  const { path, position } = first.read
  const names = [...new Set(others.map(({ read: { name } }) => `\`trigger.${name}\``))]
  const message = `An execution that a person starts has no ${joined(names)}.`
  return [...problems, problemOf(flow, { code: 'trigger-value-by-hand', message, path, position })]
}

const isCall = ({ relation, flow, path }: Call): boolean =>
  relation !== 'flow-trigger' && !(isMapValue(flow.document.value) && neverRuns(flow.document.value, path))

const callAsStart = ({ from, relation }: Call): FlowStart => ({
  words: `the flow "${from.replace('/', '.')}"`,
  gives: relation === 'subflow' ? GIVEN_BY_CALL : undefined,
  heard: undefined,
  isOff: false,
})

const missing = (read: TriggerRead, starts: readonly FlowStart[]): DocumentFinding | undefined => {
  const { name, below } = read
  const giving = starts.filter(({ gives }) => gives === undefined || gives.has(name))
  const lacking = starts.filter((start) => !start.isOff && !giving.includes(start))
  if (giving.length === 0) return withoutName(name, starts)
  const heard = giving.map((start) => start.heard)
  const output = name === 'outputs' && below !== undefined ? missingOutput(below, heard) : undefined
  if (output?.code === 'unknown-trigger-value' || (output !== undefined && !read.isConditional)) return output
  if (lacking.length === 0 || read.isConditional) return undefined
  const whose = joined([...new Set(lacking.map(({ words }) => words))].slice(0, 3))
  const message = `Where ${whose} ${lacking.length === 1 ? 'starts' : 'start'} the flow, there is no \`trigger.${name}\`.`
  return { code: 'uncertain-trigger-value', message }
}

const withoutName = (name: string, starts: readonly FlowStart[]): DocumentFinding | undefined => {
  const code = 'unknown-trigger-value'
  if (starts.length === 0)
    return GIVEN_BY_CALL.has(name)
      ? undefined
      : { code, message: `The flow has no trigger, so there is no \`trigger.${name}\`.` }
  const names = new Set(starts.flatMap(({ gives = [] }) => [...gives]))
  const near = closestWord(name, names)
  const message = `Nothing that starts the flow gives \`trigger.${name}\`.`
  const all = `It gives ${joined([...names].toSorted().map((each) => `\`${each}\``))}.`
  return { code, message, hint: didYouMean(near && `trigger.${near}`) ?? all }
}
