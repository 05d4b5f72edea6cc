import { code } from './code.ts'
import type { TaskNode } from './flatten-tasks.ts'

/** Where a task stands: `` to `errors` ``, `` in `parallel` ``, `` in `check` (`then`) ``; empty for the tasks of the flow. */
export const taskPlace = ({ parent, branch }: TaskNode): string => {
  if (parent === undefined) return branch === 'tasks' ? '' : `to ${code(branch)}`
  return branch === 'tasks' || branch === 'task' ? `in ${code(parent)}` : `in ${code(parent)} (${code(branch)})`
}
