import type { FlowDocument } from '../../flow/flow-document.ts'
import { code } from './code.ts'
import { describeMovedTasks } from './describe-moved-tasks.ts'
import { describePlugin } from './describe-plugin.ts'
import { flattenTasks, type TaskNode } from './flatten-tasks.ts'
import { listNames } from './list-names.ts'
import { matchRenamed, type Renamable } from './match-renamed.ts'
import type { Sentence } from './sentence.ts'
import { taskPlace } from './task-place.ts'

/** Tasks added, removed, renamed, moved, switched off and on, and what else changed inside those that both flows have. */
export const describeTasks = (before: FlowDocument, after: FlowDocument): readonly Sentence[] => {
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
