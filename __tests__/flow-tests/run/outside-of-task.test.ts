import { expect, it } from 'vitest'
import { outsideOfTask } from '../../../src/flow-tests/run/judge-case.ts'

it.each([
  ['{{ taskrun.id }}', '{{ taskrun_of_no_task_run.id }}'],
  ["{{ parent.taskrun.value ?? 'none' }}", "{{ parent_of_no_task_run.taskrun.value ?? 'none' }}"],
  ['{{ task.id ~ parents[0] }}', '{{ task_of_no_task_run.id ~ parents_of_no_task_run[0] }}'],
  // Others are the same in both.
  ['{{ outputs.task.value }}', '{{ outputs.task.value }}'],
  ['{{ tasks.give.state }} taskrun', '{{ tasks.give.state }} taskrun'],
  ['{{ taskrun. }}', '{{ taskrun. }}'],
  ['taskrun', 'taskrun'],
])('%s is rendered as %s', (expression, rendered) => {
  expect(outsideOfTask(expression)).toBe(rendered)
})
