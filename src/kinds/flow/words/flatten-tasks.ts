import { type FlowNode, walkTasks } from '../../../flow/walk-tasks.ts'
import type { NodePath } from '../../../yaml/map-value.ts'
import type { YamlDocument } from '../../../yaml/yaml-document.ts'
import { fieldsOf, itemsOf, type Plain, type PlainMap, toPlainMap } from '../../plain.ts'
import { code } from '../../words.ts'

/** One task of a flow, without the tasks inside it. */
export interface TaskNode {
  readonly id: string
  readonly type: string
  /** The id of the task that holds it; `undefined` at the top of the flow. */
  readonly parent: string | undefined
  /** The list it stands in: `tasks`, `errors`, `then`, `cases.eu`. */
  readonly branch: string
  /** Without `id` and `type`. What Dag says around a task (`dependsOn`) is a property of the task. */
  readonly properties: PlainMap
}

/**
 * All tasks of a flow by id, also those inside Parallel, If, Switch, Dag and other flowable tasks, outer tasks first,
 * siblings in their order. Of two tasks with the same id (Kestra refuses such a flow) the first counts.
 */
export const flattenTasks = (document: YamlDocument): ReadonlyMap<string, TaskNode> => {
  const flow = toPlainMap(document.value)
  const tasks = walkTasks(document).filter(({ kind }) => kind === 'task')
  const byPath = new Map(tasks.map((task) => [pathKey(task.path), task]))
  const placed = tasks.map((task) => placeTask(task, byPath))
  const inside = Map.groupBy(placed, ({ holder }) => holder)
  const nodes = new Map<string, TaskNode>()
  for (const placedTask of placed) {
    const { task, holder, steps } = placedTask
    if (task.id === undefined || nodes.has(task.id)) continue
    nodes.set(task.id, {
      id: task.id,
      type: task.type ?? '',
      parent: holder?.id,
      branch: branchOf(steps),
      properties: ownProperties(flow, placedTask, inside.get(task) ?? []),
    })
  }
  return nodes
}

interface PlacedTask {
  readonly task: FlowNode
  readonly holder: FlowNode | undefined
  /** The way from the holder (or the flow) to the task: `['cases', 'eu', 0]`, in a Dag `['tasks', 0, 'task']`. */
  readonly steps: NodePath
}

const pathKey = (path: NodePath): string => JSON.stringify(path)

const placeTask = (task: FlowNode, byPath: ReadonlyMap<string, FlowNode>): PlacedTask => {
  for (let length = task.path.length - 1; length > 0; length -= 1) {
    const holder = byPath.get(pathKey(task.path.slice(0, length)))
    if (holder) return { task, holder, steps: task.path.slice(length) }
  }
  return { task, holder: undefined, steps: task.path }
}

const isInDag = (steps: NodePath): boolean => steps.length === 3 && steps[2] === 'task'

const branchOf = (steps: NodePath): string =>
  (isInDag(steps) ? steps.slice(0, 1) : steps).filter((step) => typeof step === 'string').join('.')

/** Fields that hold tasks are left out, as those are compared on their own; of a Switch the names of its cases remain. */
const ownProperties = (flow: PlainMap, { task, steps }: PlacedTask, inside: readonly PlacedTask[]): PlainMap => {
  const holding = new Set(inside.map((child) => child.steps[0]))
  const own = [...fieldsOf(plainAt(flow, task.path))].flatMap(([key, value]): [string, Plain][] => {
    if (key === 'cases' && holding.has(key))
      return [[key, Object.fromEntries([...fieldsOf(value).keys()].map((name) => [name, {}]))]]
    return key === 'id' || key === 'type' || holding.has(key) ? [] : [[key, value]]
  })
  const around = isInDag(steps) ? fieldsOf(plainAt(flow, task.path.slice(0, -1))) : []
  return Object.fromEntries([...own, ...[...around].filter(([key]) => key !== 'task')])
}

const plainAt = (flow: PlainMap, path: NodePath): Plain | undefined =>
  path.reduce<Plain | undefined>(
    (node, step) => (typeof step === 'number' ? itemsOf(node)[step] : fieldsOf(node).get(step)),
    flow,
  )

/** Where a task stands: `` to `errors` ``, `` in `parallel` ``, `` in `check` (`then`) ``; empty for the tasks of the flow. */
export const taskPlace = ({ parent, branch }: TaskNode): string => {
  if (parent === undefined) return branch === 'tasks' ? '' : `to ${code(branch)}`
  return branch === 'tasks' || branch === 'task' ? `in ${code(parent)}` : `in ${code(parent)} (${code(branch)})`
}
