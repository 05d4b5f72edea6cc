import type { FindingDraft } from '../rule-context.ts'
import { isLoop, type OutputUse, parting, type TaskPlace } from './output-reads.ts'
import {
  endBefore,
  FLOW_OUTPUTS,
  orderOf,
  type PlaceInFlow,
  type RunCertainty,
  runsInAnyCase,
  willRun,
} from './run-order.ts'

/** What is told of the whole output. */
type WrongOrder = Pick<FindingDraft, 'code' | 'message' | 'hint'>

/** What the flow is known to do. */
export interface KnownRun {
  /** As of `endsOfLists`. */
  readonly ends: ReadonlyMap<string, TaskPlace>
  /** Tasks that fail each time that they run. */
  readonly failing: ReadonlySet<TaskPlace>
  /** Some task may end the execution before its end. */
  readonly mayEnd: boolean
}

/** An output of a task that has not run when it is read, or that may not have: `undefined` where nothing is certain. */
export const checkOrder = (use: OutputUse, run: KnownRun): WrongOrder | undefined => {
  const { read, reader, target } = use
  if (read.mayBeMissing || read.reference.isConditional) return undefined
  const { a, b } = reader ? parting(reader, target) : { a: [], b: target.lineage }
  const [from, to] = [reader ? a[0] : FLOW_OUTPUTS, b[0]]
  if (to === undefined) return a.length === 0 ? ownOutput(use) : undefined
  return from === undefined ? outputOfPart(use) : fromElsewhere(use, { from, to, a, b }, run)
}

const ownOutput = (use: OutputUse): WrongOrder | undefined => {
  const { read, target } = use
  // A task that holds others may render the rest of its properties when they have run: the condition of a LoopUntil.
  const isRenderedFirst = target.flowable === '' ? propertyOf(use) !== 'assets' : rendersFirst(use)
  if (!isRenderedFirst) return undefined
  return {
    code: 'output-too-early',
    message: `The task "${read.id}" reads an output of its own, which it has only when it has run.`,
    hint: 'Read the output of a task that runs before it.',
  }
}

/** The first key below the task that reads. */
const propertyOf = ({ read, reader }: OutputUse): unknown => read.path[reader?.node.path.length ?? 0]

/** What a task renders before anything of it runs. */
const RENDERED_FIRST: ReadonlySet<string> = new Set([
  ...['If.condition', 'Switch.value', 'ForEach.values', 'EachSequential.value', 'EachParallel.value', 'Loop.values'],
  ...['Subflow.inputs', 'Subflow.flowId', 'Subflow.namespace'],
])

const rendersFirst = (use: OutputUse): boolean => {
  const property = propertyOf(use)
  return property === 'runIf' || RENDERED_FIRST.has(`${use.reader?.flowable}.${property}`)
}

const outputOfPart = (use: OutputUse): WrongOrder | undefined => {
  if (!rendersFirst(use)) return undefined
  const message = `The task "${use.read.id}" runs inside of "${use.reader?.node.id}", after this is rendered.`
  return { code: 'output-too-early', message }
}

interface Ways {
  readonly from: PlaceInFlow
  readonly to: TaskPlace
  /** From there down to the one who reads, and to the one that is read. */
  readonly a: readonly TaskPlace[]
  readonly b: readonly TaskPlace[]
}

const fromElsewhere = (use: OutputUse, ways: Ways, run: KnownRun): WrongOrder | undefined => {
  const { id } = use.read
  const order = orderOf(ways.from, ways.to)
  const skipped = order === 'unknown' ? undefined : whySkipped(use, ways, run)
  if (skipped !== undefined) return { code: 'output-of-skipped-task', message: skipped }
  switch (order) {
    case 'later':
      return { code: 'output-too-early', message: `The task "${id}" runs later.` }
    case 'beside':
      return beside(use, ways)
    case 'other branch': {
      const message = `The task "${id}" stands in another branch, and only one of them runs.`
      return { code: 'output-of-skipped-task', message }
    }
    case 'after a failure':
      return isConditional(ways) ? undefined : onlyAfterFailure(id)
    case 'before':
      // The other branch may end the execution.
      return run.mayEnd || runsInAnyCase(ways.from) || isConditional(ways) ? undefined : perhaps(use, ways)
    case 'unknown':
      return undefined
  }
}

/** A condition of the reader may be the one under which the other runs. */
const isConditional = ({ a }: Ways): boolean => a.some((place) => willRun(place).runs !== 'always')

const onlyAfterFailure = (id: string): WrongOrder => ({
  code: 'output-of-skipped-task',
  message: `The task "${id}" runs only after a failure.`,
})

const whySkipped = (
  { read: { id }, target }: OutputUse,
  { b }: Ways,
  { ends, failing }: KnownRun,
): string | undefined => {
  for (const place of b) {
    const will = willRun(place)
    if (will.runs === 'never') return sentence(id, place, will)
    const end = endBefore(place, ends)
    if (end !== undefined) return `The task "${id}" never runs: the execution ends with "${end.node.id}" before it.`
  }
  return failing.has(target) ? `The task "${id}" fails before it has outputs.` : undefined
}

const sentence = (id: string, { node }: TaskPlace, will: Exclude<RunCertainty, { runs: 'always' }>): string =>
  node.id === id
    ? `The task "${id}" ${will.because}.`
    : `The task "${id}" is part of "${node.id}", which ${will.because}.`

const beside = (use: OutputUse, { a, to }: Ways): WrongOrder => {
  const { id } = use.read
  const startsAtOnce = to.holder?.flowable !== 'Dag' && a.slice(1).every(({ index }) => index === 0)
  if (startsAtOnce) {
    const message = `The task "${id}" runs at the same time as this one.`
    return { code: 'output-too-early', message }
  }
  const message = `The task "${id}" may not have run yet: this one does not wait for it.`
  const hint = to.holder?.flowable === 'Dag' ? `Name it in \`dependsOn\`.` : undefined
  return { code: 'uncertain-output', message, hint }
}

/** What runs only under a condition, or after a failure. */
const perhaps = (use: OutputUse, { b }: Ways): WrongOrder | undefined => {
  const { id } = use.read
  if (b.slice(1).some(({ list }) => list === 'errors')) return onlyAfterFailure(id)
  // The condition may hold for the value of the loop that is asked for.
  if (b.some(isLoop)) return undefined
  for (const place of b) {
    const will = willRun(place)
    if (will.runs === 'maybe') return { code: 'uncertain-output', message: sentence(id, place, will) }
  }
  return undefined
}
