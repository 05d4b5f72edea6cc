import { type FlowNode, walkTasks } from '../../../flow/walk-tasks.ts'
import { firstIndex } from '../../../text/compare.ts'
import { type MapValue, type NodePath, valueAt } from '../../../yaml/map-value.ts'
import type { YamlDocument } from '../../../yaml/yaml-document.ts'
import { canonicalText, code, mapOf, type Sentence, withNoun } from '../../describe-change.ts'
import { describePlugin, matchPlugins, type PluginNode } from './describe-plugin.ts'

/** Sentences about tasks that are added, removed, renamed, moved, disabled or enabled, and about changes inside the tasks of both flows. */
export const describeTasks = (before: YamlDocument, after: YamlDocument): readonly Sentence[] => {
  const [left, right] = [flattenTasks(before), flattenTasks(after)]
  const { removed, added, renamed } = matchPlugins(left, right, likenessOf)
  return [
    ...taskSentences('removed', 'removed', removed),
    ...[...Map.groupBy(added, taskPlace)].flatMap(([place, tasks]) =>
      taskSentences('added', place === '' ? 'added' : `added ${place}`, tasks),
    ),
    ...[...renamed].map(
      ([from, to]): Sentence => ({ rank: 'changed', text: `task ${code(from)} renamed to ${code(to)}` }),
    ),
    ...[...left.values()].flatMap((task) => describePlugin('task', task, right.get(task.id))),
    ...describeMovedTasks([...left.values()], [...right.values()], renamed),
  ]
}

/** Equal for tasks that differ only in their id. Flowable tasks must also contain the same tasks. */
const likenessOf = ({ type, branch, properties, inside }: TaskNode): string | undefined =>
  canonicalText([type, branch, properties, inside])

const taskSentences = (rank: Sentence['rank'], verb: string, tasks: readonly TaskNode[]): readonly Sentence[] => {
  if (tasks.length === 0) return []
  const ids = tasks.map(({ id }) => id)
  return [{ rank, text: `${withNoun('task', ids)} ${verb}` }]
}

/** Sentences about tasks of both flows that are in another list or at another position. `renamed` maps old ids to new ones. */
const describeMovedTasks = (
  left: readonly TaskNode[],
  after: readonly TaskNode[],
  renamed: ReadonlyMap<string, string>,
): readonly Sentence[] => {
  const present = (id: string): string => renamed.get(id) ?? id
  const before = left.map((task) => ({ ...task, id: present(task.id), parent: task.parent && present(task.parent) }))
  const oldPlaces = new Map(before.map((task) => [task.id, listOf(task)]))
  const oldLists = Map.groupBy(before, listOf)
  return [...Map.groupBy(after, listOf)].flatMap(([list, tasks]) => {
    const transferred = tasks.filter(({ id }) => oldPlaces.has(id) && oldPlaces.get(id) !== list)
    const ids = tasks.map(({ id }) => id)
    const previous = new Map(ids.map((id, index) => [id, ids[index - 1]]))
    const reordered = movedItems(
      (oldLists.get(list) ?? []).map(({ id }) => id),
      ids,
    )
    return [...transferred.map(describeTransfer), ...reordered.map((id) => describeShift(id, previous.get(id)))]
  })
}

const listOf = ({ parent, branch }: TaskNode): string => JSON.stringify([parent ?? null, branch])

const describeTransfer = (task: TaskNode): Sentence => {
  const place = taskPlace(task) || 'to `tasks`'
  return { rank: 'changed', text: `task ${code(task.id)} moved ${place.replace(/^in /, 'into ')}` }
}

const describeShift = (id: string, previous: string | undefined): Sentence => {
  const place = previous === undefined ? 'now first' : `now after ${code(previous)}`
  return { rank: 'changed', text: `task ${code(id)} moved, ${place}` }
}

/**
 * The items of `after` that changed position among the items of both lists: the smallest set whose moves turn one order into the other (all
 * but a longest increasing subsequence of old positions). Items are unique within a list.
 */
const movedItems = (before: readonly string[], after: readonly string[]): readonly string[] => {
  const positions = new Map(before.map((item, index) => [item, index]))
  const common = after.flatMap((item) => {
    const position = positions.get(item)
    return position === undefined ? [] : [{ item, position }]
  })
  const kept = longestIncreasing(common.map(({ position }) => position))
  return common.filter(({ position }) => !kept.has(position)).map(({ item }) => item)
}

interface IncreasingRun {
  readonly last: number
  readonly previous: IncreasingRun | undefined
}

/** Patience sorting: `runs[n]` is the run of n + 1 numbers with the lowest end. */
const longestIncreasing = (numbers: readonly number[]): ReadonlySet<number> => {
  const runs: IncreasingRun[] = []
  for (const last of numbers) {
    // The last numbers of the runs are in ascending order.
    const length = firstIndex(runs.length, (index) => (runs[index]?.last ?? 0) > last)
    runs[length] = { last, previous: runs[length - 1] }
  }
  const kept = new Set<number>()
  for (let run = runs.at(-1); run; run = run.previous) kept.add(run.last)
  return kept
}

/** One task of a flow, without its child tasks. */
interface TaskNode extends PluginNode {
  /** Includes the properties that a Dag puts around a task (`dependsOn`). */
  readonly properties: MapValue
  /** The id of its parent task; `undefined` at the top of the flow. */
  readonly parent: string | undefined
  /** The ids of its child tasks. */
  readonly inside: readonly (string | undefined)[]
  /** The name of its list: `tasks`, `errors`, `then`, `cases.eu`. */
  readonly branch: string
}

/**
 * All tasks of a flow by id, also those inside Parallel, If, Switch, Dag and other flowable tasks: parents before children, siblings in text
 * order. If two tasks have the same id, the first one counts; Kestra rejects that flow.
 */
export const flattenTasks = (document: YamlDocument): ReadonlyMap<string, TaskNode> => {
  const tasks = walkTasks(document).filter(({ kind }) => kind === 'task')
  const byPath = new Map(tasks.map((task) => [pathKey(task.path), task]))
  const placed = tasks.map((task) => placeTask(task, byPath))
  const inside = Map.groupBy(placed, ({ holder }) => holder)
  const nodes = new Map<string, TaskNode>()
  for (const placedTask of placed) {
    const { task, holder, steps } = placedTask
    if (task.id === undefined || nodes.has(task.id)) continue
    const held = inside.get(task) ?? []
    nodes.set(task.id, {
      id: task.id,
      type: task.type ?? '',
      parent: holder?.id,
      inside: held.map((child) => child.task.id),
      branch: branchOf(steps),
      properties: ownProperties(document.value, placedTask, held),
    })
  }
  return nodes
}

interface PlacedTask {
  readonly task: FlowNode
  readonly holder: FlowNode | undefined
  /** The path from the parent task (or the flow) to the task: `['cases', 'eu', 0]`, in a Dag `['tasks', 0, 'task']`. */
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

/** The properties without child tasks, which are compared on their own. For a Switch the names of its cases remain. */
const ownProperties = (flow: unknown, { task, steps }: PlacedTask, inside: readonly PlacedTask[]): MapValue => {
  const holding = new Set(inside.map((child) => child.steps[0]))
  const own = Object.entries(task.value).flatMap(([key, value]): [string, unknown][] => {
    if (key === 'cases' && holding.has(key))
      return [[key, Object.fromEntries(Object.keys(mapOf(value)).map((name) => [name, {}]))]]
    return key === 'id' || key === 'type' || holding.has(key) ? [] : [[key, value]]
  })
  const around = isInDag(steps) ? Object.entries(mapOf(valueAt(flow, task.path.slice(0, -1)))) : []
  return Object.fromEntries([...own, ...around.filter(([key]) => key !== 'task')])
}

/** The location of a task as text: `` to `errors` ``, `` in `parallel` ``, `` in `check` (`then`) ``; empty for the main tasks of the flow. */
const taskPlace = ({ parent, branch }: TaskNode): string => {
  if (parent === undefined) return branch === 'tasks' ? '' : `to ${code(branch)}`
  return branch === 'tasks' || branch === 'task' ? `in ${code(parent)}` : `in ${code(parent)} (${code(branch)})`
}
