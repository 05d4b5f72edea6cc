import { firstIndex } from '../../../text/compare.ts'
import type { YamlDocument } from '../../../yaml/yaml-document.ts'
import { code, listNames, type Sentence } from '../../words.ts'
import { describePlugin, matchRenamed, type Renamable } from './describe-plugin.ts'
import { flattenTasks, type TaskNode, taskPlace } from './flatten-tasks.ts'

/** Tasks added, removed, renamed, moved, switched off and on, and what else changed inside those that both flows have. */
export const describeTasks = (before: YamlDocument, after: YamlDocument): readonly Sentence[] => {
  const [left, right] = [flattenTasks(before), flattenTasks(after)]
  const gone = [...left.values()].filter(({ id }) => !right.has(id))
  const arrived = [...right.values()].filter(({ id }) => !left.has(id))
  const renamed = matchRenamed(renamable(gone, left), renamable(arrived, right))
  const renamedTo = new Set(renamed.values())
  const added = Map.groupBy(
    arrived.filter(({ id }) => !renamedTo.has(id)),
    taskPlace,
  )
  return [
    ...gathered(
      'removed',
      'removed',
      gone.filter(({ id }) => !renamed.has(id)),
    ),
    ...[...added].flatMap(([place, tasks]) => gathered('added', place === '' ? 'added' : `added ${place}`, tasks)),
    ...[...renamed].map(
      ([from, to]): Sentence => ({ rank: 'changed', text: `task ${code(from)} renamed to ${code(to)}` }),
    ),
    ...[...left.values()].flatMap((task) => describePlugin('task', task, right.get(task.id))),
    ...describeMovedTasks({ before: [...left.values()], after: [...right.values()], renamed }),
  ]
}

/** Tasks that hold others are only alike when they hold the same ones. */
const renamable = (tasks: readonly TaskNode[], all: ReadonlyMap<string, TaskNode>): readonly Renamable[] => {
  const inside = Map.groupBy(all.values(), ({ parent }) => parent)
  return tasks.map(({ id, type, branch, properties }) => {
    const children = (inside.get(id) ?? []).map((child) => child.id)
    return { id, likeness: JSON.stringify([type, branch, properties, children]) }
  })
}

const gathered = (rank: Sentence['rank'], verb: string, tasks: readonly TaskNode[]): readonly Sentence[] => {
  if (tasks.length === 0) return []
  const noun = tasks.length === 1 ? 'task' : 'tasks'
  return [{ rank, text: `${noun} ${listNames(tasks.map(({ id }) => id))} ${verb}` }]
}

/** Tasks of both flows that stand in another list or at another place of their list; `renamed` maps old to present ids. */
const describeMovedTasks = (options: {
  readonly before: readonly TaskNode[]
  readonly after: readonly TaskNode[]
  readonly renamed: ReadonlyMap<string, string>
}): readonly Sentence[] => {
  const before = options.before.map((task) => withPresentIds(task, options.renamed))
  const oldPlaces = new Map(before.map((task) => [task.id, listOf(task)]))
  const oldLists = Map.groupBy(before, listOf)
  return [...Map.groupBy(options.after, listOf)].flatMap(([list, tasks]) => {
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

const withPresentIds = (task: TaskNode, renamed: ReadonlyMap<string, string>): TaskNode => {
  const present = (id: string) => renamed.get(id) ?? id
  return { ...task, id: present(task.id), parent: task.parent === undefined ? undefined : present(task.parent) }
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
