import type { ProblemCode } from '../../finding/problem-codes.ts'
import { dagFaults, runnableFaults } from '../../flow/children-faults.ts'
import { walkTasks } from '../../flow/walk-tasks.ts'
import type { ParseText } from './constraint-texts.ts'

/** The server's texts about a Dag or a WorkingDirectory. They name that task, but not the faulty task in it. */
const TEXTS: readonly (readonly [RegExp, ProblemCode])[] = [
  [/: Cyclic dependency detected: /, 'dag-cycle'],
  [/: Not existing task id in dependency: /, 'unknown-dag-dependency'],
  [/: Only runnable tasks are allowed as children of a WorkingDirectory task$/, 'not-runnable'],
]

/**
 * The findings of the offline rules for the same fault, with their locations; `undefined` where these rules find
 * nothing.
 */
export const parseChildren: ParseText = (text, { document }) => {
  const code = TEXTS.find(([pattern]) => pattern.test(text.trimEnd()))?.[1]
  if (code === undefined) return undefined
  const nodes = walkTasks(document)
  const found = [...dagFaults(nodes), ...runnableFaults(nodes)].filter((fault) => fault.code === code)
  return found.length === 0 ? undefined : found.map((fault) => ({ ...fault, severity: 'error' }))
}
