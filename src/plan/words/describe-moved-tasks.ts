import { code } from './code.ts'
import type { TaskNode } from './flatten-tasks.ts'
import { movedItems } from './moved-items.ts'
import type { Sentence } from './sentence.ts'
import { taskPlace } from './task-place.ts'

/** Tasks of both flows that stand in another list or at another place of their list; `renamed` maps old to present ids. */
export const describeMovedTasks = (options: {
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
    const reordered = movedItems(
      (oldLists.get(list) ?? []).map(({ id }) => id),
      ids,
    )
    return [...transferred.map(describeTransfer), ...reordered.map((id) => describeShift(id, ids[ids.indexOf(id) - 1]))]
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
