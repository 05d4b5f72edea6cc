import { isLoop, type OutputUse, parting, type TaskPlace } from '../../outputs/output-reads.ts'
import type { FindingDraft } from '../../rule-context.ts'
import {
  endBefore,
  FLOW_OUTPUTS,
  orderOf,
  type PlaceInFlow,
  type RunCertainty,
  runsInAnyCase,
  willRun,
} from './run-order.ts'

/** A finding about the whole output. */
type WrongOrder = Pick<FindingDraft, 'code' | 'message' | 'hint'>

/** Facts about every execution of the flow. */
export interface KnownRun {
  /** The tasks that end each list, see `endsOfLists`. */
  readonly ends: ReadonlyMap<string, TaskPlace>
  /** Tasks that fail in every run. */
  readonly failing: ReadonlySet<TaskPlace>
  /** True if some task may end the execution early. */
  readonly mayEnd: boolean
}

/** Reports an output of a task that has not run when it is read, or may not have run; `undefined` if neither is certain. */
export const checkOrder = (use: OutputUse, run: KnownRun): WrongOrder | undefined => {
  const { read, reader, target } = use
  if (read.mayBeMissing || read.reference.isConditional) return undefined
  const { a, b } = reader ? parting(reader, target) : { a: [], b: target.lineage }
  const [from, to] = [reader ? a[0] : FLOW_OUTPUTS, b[0]]
  if (to === undefined) return a.length === 0 ? ownOutput(use) : undefined
  return from === undefined ? outputOfNestedTask(use) : checkBranches(use, { from, to, a, b }, run)
}

const ownOutput = (use: OutputUse): WrongOrder | undefined => {
  const { read, target } = use
  // A task with nested tasks may render some properties after they ran, for example the condition of a LoopUntil.
  const isRenderedFirst = target.flowable === '' ? readingProperty(use) !== 'assets' : rendersFirst(use)
  if (!isRenderedFirst) return undefined
  return {
    code: 'output-too-early',
    message: `The task "${read.id}" reads an output of its own, which exists only after it has run.`,
    hint: 'Read the output of a task that runs before it.',
  }
}

/** The property of the reading task that contains the expression. */
const readingProperty = ({ read, reader }: OutputUse): unknown => read.path[reader?.node.path.length ?? 0]

/** Properties that a task renders before any of its nested tasks runs. */
const RENDERED_FIRST: ReadonlySet<string> = new Set([
  'If.condition',
  'Switch.value',
  'ForEach.values',
  'EachSequential.value',
  'EachParallel.value',
  'Loop.values',
  'Subflow.inputs',
  'Subflow.flowId',
  'Subflow.namespace',
])

const rendersFirst = (use: OutputUse): boolean => {
  const property = readingProperty(use)
  return property === 'runIf' || RENDERED_FIRST.has(`${use.reader?.flowable}.${property}`)
}

const outputOfNestedTask = (use: OutputUse): WrongOrder | undefined => {
  if (!rendersFirst(use)) return undefined
  const message = `The task "${use.read.id}" runs inside "${use.reader?.node.id}", after Kestra renders this expression.`
  return { code: 'output-too-early', message }
}

/** The two lineages below the last task that the reader and the target share. */
interface Branches {
  readonly from: PlaceInFlow
  readonly to: TaskPlace
  /** The lineages of the reader (`a`) and of the target (`b`), outermost task first. */
  readonly a: readonly TaskPlace[]
  readonly b: readonly TaskPlace[]
}

const checkBranches = (use: OutputUse, branches: Branches, run: KnownRun): WrongOrder | undefined => {
  const { id } = use.read
  const order = orderOf(branches.from, branches.to)
  const skipped = order === 'unknown' ? undefined : whySkipped(use, branches, run)
  if (skipped !== undefined) return { code: 'output-of-skipped-task', message: skipped }
  switch (order) {
    case 'later':
      return { code: 'output-too-early', message: `The task "${id}" runs later.` }
    case 'beside':
      return beside(use, branches)
    case 'other branch': {
      const message = `The task "${id}" is in another branch, and only one of them runs.`
      return { code: 'output-of-skipped-task', message }
    }
    case 'after a failure':
      return isConditional(branches) ? undefined : afterFailureOnly(id)
    case 'before':
      // The task that the reader follows may not have run if the execution ended early.
      return run.mayEnd || runsInAnyCase(branches.from) || isConditional(branches)
        ? undefined
        : uncertainOutput(use, branches)
    case 'unknown':
      return undefined
  }
}

/** True if the reader runs under a condition, which may be the same as that of the target. */
const isConditional = ({ a }: Branches): boolean => a.some((place) => willRun(place).runs !== 'always')

const afterFailureOnly = (id: string): WrongOrder => ({
  code: 'output-of-skipped-task',
  message: `The task "${id}" runs only after a failure.`,
})

/** A message if the target never runs or always fails; `undefined` otherwise. */
const whySkipped = (
  { read: { id }, target }: OutputUse,
  { b }: Branches,
  { ends, failing }: KnownRun,
): string | undefined => {
  for (const place of b) {
    const will = willRun(place)
    if (will.runs === 'never') return certaintyMessage(id, place, will)
    const end = endBefore(place, ends)
    if (end !== undefined) return `The task "${id}" never runs: the execution ends with "${end.node.id}" before it.`
  }
  return failing.has(target) ? `The task "${id}" fails before it has outputs.` : undefined
}

const certaintyMessage = (id: string, { node }: TaskPlace, will: Exclude<RunCertainty, { runs: 'always' }>): string =>
  node.id === id
    ? `The task "${id}" ${will.because}.`
    : `The task "${id}" is part of "${node.id}", which ${will.because}.`

const beside = (use: OutputUse, { a, to }: Branches): WrongOrder => {
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

/** Reports a target that only runs under a condition or after a failure. */
const uncertainOutput = (use: OutputUse, { b }: Branches): WrongOrder | undefined => {
  const { id } = use.read
  if (b.slice(1).some(({ list }) => list === 'errors')) return afterFailureOnly(id)
  // The condition may be true for the requested value of the loop.
  if (b.some(isLoop)) return undefined
  for (const place of b) {
    const will = willRun(place)
    if (will.runs === 'maybe') return { code: 'uncertain-output', message: certaintyMessage(id, place, will) }
  }
  return undefined
}
