import { plainText } from '../text/json.ts'
import { isMapValue, type MapNode, mapsIn, type NodePath } from '../yaml/map-value.ts'
import type { DocumentFinding } from './document-finding.ts'
import type { FlowNode } from './walk-tasks.ts'

const FLOWABLE = /^io\.kestra\.(?:plugin\.core\.flow|core\.tasks\.flows)\.(\w+)$/

/** The name of a flowable task of Kestra without its package, such as `Dag`, also for types of 0.x; `undefined` for all others. */
const flowableOf = (type: unknown): string | undefined =>
  typeof type === 'string' ? FLOWABLE.exec(type)?.[1] : undefined

/** A finding about a task of a Dag or a WorkingDirectory. `holder` is the path of the Dag or WorkingDirectory. */
export interface ChildFault extends DocumentFinding {
  readonly holder: NodePath
}

/** Findings about `dependsOn` in Dags: ids that the Dag does not have, and tasks that wait for each other in a circle. */
export const dagFaults = (nodes: readonly FlowNode[]): readonly ChildFault[] =>
  nodes
    .filter(({ kind, type }) => kind === 'task' && flowableOf(type) === 'Dag')
    .flatMap((dag) => {
      const items = dagItems(dag)
      const byId = new Map(items.map((item) => [item.id, item]))
      const cycle = firstCycle(byId)
      return [...unknownIn(items, byId), ...(cycle === undefined ? [] : [cycle])].map((fault) => ({
        ...fault,
        holder: dag.path,
      }))
    })

/** One task of a Dag. `waits` lists the ids in its `dependsOn`, with the path of each. */
interface DagItem {
  readonly id: string
  readonly waits: readonly { readonly id: string; readonly path: NodePath }[]
}

const dagItems = ({ value, path }: FlowNode): readonly DagItem[] =>
  mapsIn(value['tasks'], [...path, 'tasks']).map((item) => ({
    id: isMapValue(item.value['task']) ? plainText(item.value['task']['id']) : '',
    waits: waitsOf(item),
  }))

const waitsOf = ({ value: { dependsOn }, path }: MapNode): DagItem['waits'] =>
  (Array.isArray(dependsOn) ? dependsOn : []).flatMap((id: unknown, index) =>
    typeof id === 'string' ? [{ id, path: [...path, 'dependsOn', index] }] : [],
  )

const unknownIn = (items: readonly DagItem[], byId: ReadonlyMap<string, DagItem>): readonly DocumentFinding[] =>
  items
    .flatMap(({ waits }) => waits)
    .filter(({ id }) => !byId.has(id))
    .map(({ id, path }) => ({ code: 'unknown-dag-dependency', path, message: `The Dag has no task "${id}".` }))

/** The first cycle among the tasks of a Dag, at the `dependsOn` entry that closes it. Kestra also reports one cycle per Dag. */
const firstCycle = (items: ReadonlyMap<string, DagItem>): DocumentFinding | undefined => {
  /** For each id: how many entries of its `waits` were followed. */
  const followed = new Map<string, number>()
  for (const start of items.keys()) {
    // From `start` on, each task waits for the next one.
    const way = followed.has(start) ? [] : [start]
    const isOnWay = new Set(way)
    for (let id = way.at(-1); id !== undefined; id = way.at(-1)) {
      const next = followed.get(id) ?? 0
      const wait = items.get(id)?.waits[next]
      followed.set(id, next + 1)
      if (wait === undefined) isOnWay.delete(way.pop() ?? '')
      else if (isOnWay.has(wait.id)) return cycleAt(wait.path, way.slice(way.indexOf(wait.id)))
      else if (items.has(wait.id) && !followed.has(wait.id)) {
        way.push(wait.id)
        isOnWay.add(wait.id)
      }
    }
  }
  return undefined
}

/** The finding for a cycle. Each of `ids` waits for the next one, the last one for the first. */
const cycleAt = (path: NodePath, ids: readonly string[]): DocumentFinding => {
  const message = `The tasks of this Dag wait for each other in a circle: ${[...ids, ids[0]].join(' → ')}.`
  return { code: 'dag-cycle', path, message }
}

/**
 * Kestra's own tasks that a worker cannot run (not a RunnableTask in core), by their names in 0.x, 1.x and 2.0.
 */
const NOT_RUNNABLE: ReadonlySet<string> = new Set([
  'AllowFailure',
  'Dag',
  'EachParallel',
  'EachSequential',
  'ForEach',
  'ForEachItem',
  'If',
  'Loop',
  'LoopUntil',
  'Parallel',
  'Pause',
  'Sequential',
  'Subflow',
  'Switch',
  'Template',
  'WorkingDirectory',
  'WaitFor',
  'Flow',
  'Worker',
])
const OF_EXECUTION = /^io\.kestra\.plugin\.core\.execution\.(Exit|Labels|SetVariables|UnsetVariables)$/
/** Both names of the task that gives its children a common folder; `Worker` is the name in 0.x. */
const FOLDER_TASKS: ReadonlySet<string> = new Set(['WorkingDirectory', 'Worker'])

/** Findings about tasks in a WorkingDirectory that its worker cannot run, each at the `type` of the task. */
export const runnableFaults = (nodes: readonly FlowNode[]): readonly ChildFault[] =>
  nodes
    .filter(({ type }) => FOLDER_TASKS.has(flowableOf(type) ?? ''))
    .flatMap(({ value, path: holder }) =>
      mapsIn(value['tasks'], [...holder, 'tasks']).flatMap(({ value: { type }, path }): ChildFault[] => {
        const flowable = flowableOf(type) ?? ''
        const [, name] = NOT_RUNNABLE.has(flowable) ? ['', flowable] : (OF_EXECUTION.exec(plainText(type)) ?? [])
        if (name === undefined) return []
        const message = `A WorkingDirectory cannot run a ${name} task: its worker runs no task that contains other tasks, calls a flow or changes the execution.`
        return [{ code: 'not-runnable', path: [...path, 'type'], message, holder }]
      }),
    )
