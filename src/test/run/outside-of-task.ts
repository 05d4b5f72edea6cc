import { parsePebble } from '../../pebble/parse-pebble.ts'
import { readsIn } from '../../pebble/pebble-names.ts'
import { applyEdits } from '../../yaml/source-text.ts'

/** What an expression finds within a task run, and in the execution as a whole does not. */
const OF_TASK_RUN: ReadonlySet<string> = new Set(['task', 'taskrun', 'parent', 'parents'])
/** No variable has it. */
const NOBODY = '_of_no_task_run'

/**
 * An expression that reads in a task run what it would read in the whole execution, where Kestra's own assertions are rendered: the variables of the task
 * run have names there that nobody has.
 */
export const outsideOfTask = (expression: string): string => {
  const template = parsePebble(expression)
  if ('says' in template) return expression
  const edits = template.tags
    .flatMap(({ value }) => readsIn(value))
    .flatMap(({ of }) =>
      of.kind === 'variable' && OF_TASK_RUN.has(of.name)
        ? [{ range: { start: of.start, end: of.start + of.name.length }, text: `${of.name}${NOBODY}` }]
        : [],
    )
  return applyEdits(expression, edits)
}
