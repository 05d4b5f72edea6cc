import type { Position } from '../../finding/problem.ts'
import { isUserError, orUserError } from '../../finding/user-error.ts'
import { isAtLeast } from '../../flow/kestra-version.ts'
import type { KestraClient } from '../../kestra/client.ts'
import { type EvaluationResult, evaluate, lastLogLines } from '../../kestra/executions/evidence.ts'
import type { Execution } from '../../kestra/executions/execution.ts'
import { parsePebble } from '../../pebble/parse-pebble.ts'
import { readsIn } from '../../pebble/pebble-names.ts'
import type { Assertion } from '../../suites/suite.ts'
import { applyEdits } from '../../yaml/source-text.ts'
import type { AssertionResult, CaseResult, FailedTask } from '../case-result.ts'
import { AssertionFault, OPERATORS, type RenderText } from './operators.ts'

/** The expected result of an ended execution. */
export interface ExpectedOfCase {
  /** Tasks whose outputs come from a fixture. If one fails, its outputs cannot be rendered. */
  readonly givenTasks: ReadonlySet<string>
  readonly assertions: readonly Assertion[]
  /** The state in which the execution must end. */
  readonly expectedState: string
}

/** Judges an ended execution like Kestra's own runner: its state, then every assertion. */
export const judgeCase = async (
  execution: Execution,
  { assertions, expectedState, givenTasks }: ExpectedOfCase,
  client: KestraClient,
): Promise<Pick<CaseResult, 'verdict' | 'message' | 'assertions' | 'failedTask'>> => {
  const given = execution.taskRuns.find(({ taskId, state }) => state === 'FAILED' && givenTasks.has(taskId))
  // Kestra's own execution would not end (docs/internals/facts/kestra.md, "Stand-ins for fixtures").
  if (given !== undefined) {
    const message = `The outputs of the fixture of \`${given.taskId}\` cannot be rendered.`
    return { verdict: 'error', message, assertions: [], failedTask: await failedTaskOf(execution, client) }
  }
  const rendered = new Map<string, ReturnType<typeof evaluate>>()
  // Before Kestra 2.0, a server renders only within a task run.
  const asInExecution = isAtLeast(client.info, 2, 0) ? (expression: string) => expression : outsideOfTask
  const render = (expression: string) => {
    const known = rendered.get(expression) ?? evaluate(client, execution, asInExecution(expression))
    rendered.set(expression, known)
    return known
  }
  const judged: JudgedAssertion[] = []
  for (const assertion of assertions) judged.push(await judgeAssertion(assertion, render))
  const results = judged.flatMap((each) => each.results)
  const isAsExpected = execution.state === expectedState
  const isGood = isAsExpected && results.every(({ passed }) => passed)
  const reported = {
    message: isAsExpected ? null : `The execution ended as ${execution.state}, not as ${expectedState}.`,
    assertions: results,
    failedTask: isGood ? undefined : await failedTaskOf(execution, client),
  }
  if (isAsExpected && judged.some(({ hasFault }) => hasFault)) return { verdict: 'error', ...reported }
  return { verdict: isGood ? 'passed' : 'failed', ...reported }
}

interface JudgedAssertion {
  /** Results of all comparisons. One that could not be judged counts as failed. */
  readonly results: readonly AssertionResult[]
  /** True if an assertion could not be judged: Kestra's own verdict on the case would be ERROR. */
  readonly hasFault: boolean
}

/**
 * Judges an assertion like Kestra (`Assertion.run`). The server renders every text (`evaluate`). Values are compared as texts, or as
 * numbers if the operator needs them. A value that cannot be rendered or read is a fault, even if other comparisons hold
 * (docs/internals/facts/kestra.md, "Assertions").
 */
export const judgeAssertion = async (
  { value, errorMessage, description, checks, position }: Assertion,
  evaluate: (expression: string) => Promise<EvaluationResult>,
): Promise<JudgedAssertion> => {
  const results: AssertionResult[] = []
  const render: RenderText = async (expression) => {
    const rendered = await evaluate(expression)
    if ('fault' in rendered) throw new AssertionFault(rendered.fault)
    return rendered.text
  }
  try {
    const actual = await render(value)
    const own = errorMessage === undefined ? undefined : await render(errorMessage)
    const message = own ?? (description === undefined ? undefined : await render(description))
    for (const { operator, text, position: at } of checks) {
      const read = await OPERATORS[operator](text, render)
      if (read === undefined) continue
      const { description: expected, holds } = read
      results.push({ ...positionOf(at), passed: holds(actual), expected, actual, message })
    }
    if (results.length === 0) throw new AssertionFault('It compares with nothing.')
    return { results, hasFault: false }
  } catch (error) {
    if (!(error instanceof AssertionFault)) throw error
    const expected = `\`${value}\` to be known`
    const unknown = { ...positionOf(position), passed: false, expected, actual: error.message, message: undefined }
    return { results: [...results, unknown], hasFault: true }
  }
}

const positionOf = ({ line, column }: Position): Pick<AssertionResult, 'line' | 'column'> => ({ line, column })

/** Maximum number of log lines of the task at which an execution failed. */
const MOST_LOG_LINES = 10

/** The innermost task that failed last, with its log as far as the server returns it. */
export const failedTaskOf = async (execution: Execution, client: KestraClient): Promise<FailedTask | undefined> => {
  const failed = execution.taskRuns.filter(({ state }) => state === 'FAILED')
  const around = new Set(failed.map(({ parent }) => parent))
  const run = failed.findLast(({ id }) => !around.has(id))
  if (run === undefined) return undefined
  const log = await orUserError(lastLogLines(client, { execution, taskRunId: run.id, most: MOST_LOG_LINES }))
  return { taskId: run.taskId, log: isUserError(log) ? [] : log }
}

/** Variables that exist only in a task run, not in the execution as a whole. */
const OF_TASK_RUN: ReadonlySet<string> = new Set(['task', 'taskrun', 'parent', 'parents'])
/** A suffix that no variable name has. */
const UNKNOWN_SUFFIX = '_of_no_task_run'

/**
 * Rewrites an expression so that a task run renders it like the whole execution, in which Kestra renders its assertions. It renames
 * the variables of the task run to names that do not exist.
 */
export const outsideOfTask = (expression: string): string => {
  const template = parsePebble(expression)
  if ('says' in template) return expression
  const edits = template.tags
    .flatMap(({ value }) => readsIn(value))
    .flatMap(({ of }) =>
      of.kind === 'variable' && OF_TASK_RUN.has(of.name)
        ? [{ range: { start: of.start, end: of.start + of.name.length }, text: `${of.name}${UNKNOWN_SUFFIX}` }]
        : [],
    )
  return applyEdits(expression, edits)
}
