import { type FlowNode, walkTasks } from '../../../flow/walk-tasks.ts'
import { firstIndex } from '../../../text/compare.ts'
import { type MapValue, type NodePath, valueAt } from '../../../yaml/map-value.ts'
import type { YamlDocument } from '../../../yaml/yaml-document.ts'
import { canonicalText, code, mapOf, type Sentence, withNoun } from '../../describe-change.ts'
import { describePlugin, matchPlugins, type PluginNode } from './describe-plugin.ts'

/** Tasks added, removed, renamed, moved, switched off and on, and what else changed inside those that both flows have. */
export const describeTasks = (before: YamlDocument, after: YamlDocument): readonly Sentence[] => {
  const [left, right] = [flattenTasks(before), flattenTasks(after)]
  const { removed, added, renamed } = matchPlugins(left, right, likenessOf)
  return [
    ...gathered('removed', 'removed', removed),
    ...[...Map.groupBy(added, taskPlace)].flatMap(([place, tasks]) =>
      gathered('added', place === '' ? 'added' : `added ${place}`, tasks),
    ),
    ...[...renamed].map(
      ([from, to]): Sentence => ({ rank: 'changed', text: `task ${code(from)} renamed to ${code(to)}` }),
    ),
    ...[...left.values()].flatMap((task) => describePlugin('task', task, right.get(task.id))),
    ...describeMovedTasks([...left.values()], [...right.values()], renamed),
  ]
}

/** Tasks that hold others are only alike when they hold the same ones. */
const likenessOf = ({ type, branch, properties, inside }: TaskNode): string | undefined =>
  canonicalText([type, branch, properties, inside])

const gathered = (rank: Sentence['rank'], verb: string, tasks: readonly TaskNode[]): readonly Sentence[] =>
  tasks.length === 0
    ? []
    : [
        {
          rank,
          text: `${withNoun(
            'task',
            tasks.map(({ id }) => id),
          )} ${verb}`,
        },
      ]

/** Tasks of both flows that stand in another list or at another place of their list; `renamed` maps old to present ids. */
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
 * Which of `after` have another place among the items that both lists hold: the fewest that, put elsewhere, turn one
 * order into the other (all but a longest increasing run of old places). Items are unique within a list.
 */
const movedItems = (before: readonly string[], after: readonly string[]): readonly string[] => {
  const places = new Map(before.map((item, index) => [item, index]))
  const common = after.flatMap((item) => {
    const place = places.get(item)
    return place === undefined ? [] : [{ item, place }]
  })
  const kept = longestIncreasing(common.map(({ place }) => place))
  return common.filter(({ place }) => !kept.has(place)).map(({ item }) => item)
}

interface IncreasingRun {
  readonly last: number
  readonly previous: IncreasingRun | undefined
}

/** Patience sorting: `runs[n]` is the run of n + 1 numbers that ends lowest. */
const longestIncreasing = (numbers: readonly number[]): ReadonlySet<number> => {
  const runs: IncreasingRun[] = []
  for (const last of numbers) {
    // The numbers at their ends only rise.
    const length = firstIndex(runs.length, (index) => (runs[index]?.last ?? 0) > last)
    runs[length] = { last, previous: runs[length - 1] }
  }
  const kept = new Set<number>()
  for (let run = runs.at(-1); run; run = run.previous) kept.add(run.last)
  return kept
}

/** One task of a flow, without the tasks inside it. */
interface TaskNode extends PluginNode {
  /** What Dag says around a task (`dependsOn`) is a property of the task. */
  readonly properties: MapValue
  /** The id of the task that holds it; `undefined` at the top of the flow. */
  readonly parent: string | undefined
  /** The ids of the tasks that it holds. */
  readonly inside: readonly (string | undefined)[]
  /** The list it stands in: `tasks`, `errors`, `then`, `cases.eu`. */
  readonly branch: string
}

/**
 * All tasks of a flow by id, also those inside Parallel, If, Switch, Dag and other flowable tasks, outer tasks first,
 * siblings in their order. Of two tasks with the same id (Kestra refuses such a flow) the first counts.
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

/** Where a task stands: `` to `errors` ``, `` in `parallel` ``, `` in `check` (`then`) ``; empty for the tasks of the flow. */
const taskPlace = ({ parent, branch }: TaskNode): string => {
  if (parent === undefined) return branch === 'tasks' ? '' : `to ${code(branch)}`
  return branch === 'tasks' || branch === 'task' ? `in ${code(parent)}` : `in ${code(parent)} (${code(branch)})`
}
