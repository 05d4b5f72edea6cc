import { currentType } from '../flow/removed-types.ts'
import type { FlowNode } from '../flow/walk-tasks.ts'
import type { RuleContext } from '../lint/rule-context.ts'
import { isAtOrBelow, isMapValue } from '../yaml/map-value.ts'
import type { Operation } from '../yaml/operations.ts'
import { CORE, type Construct, has, nodesOf, othersIn, quoted, type Rewrites } from './construct.ts'
import { type LoopTexts, loopTexts } from './loop-expressions.ts'

const OLD_LOOPS = ['flow.ForEach', 'flow.EachSequential', 'flow.EachParallel']

/** ForEach, EachSequential and EachParallel become Loop: all loops of a flow, or none, because their expressions depend on each other. */
export const LOOPS: Construct = {
  isTakenBy1: false,
  rewrite: (flow): Rewrites => {
    const loops = nodesOf(flow, ...OLD_LOOPS)
    if (loops.length === 0) return { changes: [], obstacles: [] }
    const texts = loopTexts(flow, loops)
    const reasons = loops.map((loop) => reasonAgainst(flow, loop))
    const isBlocked = reasons.some((each) => each !== undefined)
    if (isBlocked || 'reason' in texts) {
      const ofFlow = isBlocked || !('reason' in texts) ? OTHER_LOOP : texts.reason
      return {
        changes: [],
        obstacles: loops.map(({ path }, index) => ({ path: [...path, 'type'], reason: reasons[index] ?? ofFlow })),
      }
    }
    return { changes: [loopChange(loops, texts)], obstacles: [] }
  },
}

const OTHER_LOOP = 'The loops of a flow are rewritten together, and another one is to be changed by hand.'

const loopChange = (loops: readonly FlowNode[], { operations }: Extract<LoopTexts, { operations: unknown }>) => {
  const path = [...(loops[0]?.path ?? []), 'type']
  const why = 'Loop runs the tasks for the same values, in the same order.'
  return { code: 'removed-syntax', why, path, operations: [...loops.flatMap(typeOperations), ...operations] } as const
}

const typeOperations = ({ type = '', path, value }: FlowNode): readonly Operation[] => {
  const at = [...path, 'type']
  const isParallel = currentType(type) === `${CORE}flow.EachParallel`
  const operations: Operation[] = [
    { act: 'pieces', path: at, pieces: [{ start: 0, old: type, text: `${CORE}flow.Loop` }] },
  ]
  if (has(value, 'value')) operations.push({ act: 'rename', path: [...path, 'value'], key: 'values' })
  if (has(value, 'concurrent'))
    operations.push({ act: 'rename', path: [...path, 'concurrent'], key: 'concurrencyLimit' })
  // ForEach runs one value at a time where nothing is given, Loop all of them.
  if (!isParallel && !('concurrencyLimit' in value))
    operations.push({ act: 'insert', path: at, key: 'concurrencyLimit', value: 1 })
  return operations
}

const KEPT = [
  'id',
  'type',
  'description',
  'disabled',
  'runIf',
  'tasks',
  'values',
  'value',
  'concurrencyLimit',
  'concurrent',
]

/** Tasks that a Loop runs otherwise. */
const OTHERWISE: ReadonlyMap<string, string> = new Map([
  ['execution.Exit', 'an Exit task in a Loop only ends this value, and not the execution'],
  ['execution.SetVariables', 'what a task in a Loop sets is not seen behind it'],
  ['execution.UnsetVariables', 'what a task in a Loop sets is not seen behind it'],
  ['execution.Labels', 'labels that a task in a Loop sets are not seen behind it'],
  ['flow.Pause', 'a Pause task in a Loop may not go on'],
  ['flow.AllowFailure', 'a Loop does not pass a warning on'],
  ['flow.LoopUntil', 'LoopUntil in a Loop was not tried'],
  ['flow.WaitFor', 'WaitFor in a Loop was not tried'],
  ['flow.ForEachItem', 'ForEachItem is rewritten by hand'],
  ['flow.Template', 'Template is rewritten by hand'],
])

const reasonAgainst = ({ nodes }: RuleContext, loop: FlowNode): string | undefined => {
  const { path, value, type = '' } = loop
  if (path[0] === 'afterExecution') return 'A loop in `afterExecution` was not tried.'
  const others = othersIn(value, KEPT)
  if (others.length > 0) return `${quoted(others)} of the loop was not tried.`
  const limit = value['concurrencyLimit'] ?? value['concurrent']
  if (limit !== undefined && !(Number.isInteger(limit) && Number(limit) > 0))
    return 'Only a `concurrencyLimit` from 1 on is certain.'
  const tasks = value['tasks']
  const isParallel = currentType(type) === `${CORE}flow.EachParallel`
  if (isParallel && Array.isArray(tasks) && tasks.length > 1)
    return 'EachParallel runs the tasks of one value at the same time, Loop one after the other: put them into a Parallel task.'
  const inner = nodes.filter((node) => node !== loop && isAtOrBelow(node.path, path))
  const found = inner.map((node) => OTHERWISE.get(currentType(node.type ?? '').replace(CORE, ''))).find((each) => each)
  if (found !== undefined) return `On 2.0 ${found}.`
  const isWarning = inner.some(
    ({ value: task }) => isMapValue(task) && (has(task, 'allowFailure') || has(task, 'allowWarning')),
  )
  return isWarning ? 'On 2.0 a Loop does not pass a warning on: `allowFailure`.' : undefined
}
