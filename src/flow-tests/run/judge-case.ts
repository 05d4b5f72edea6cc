import type { Position } from '../../finding/problem.ts'
import { isUserError, orUserError } from '../../finding/user-error.ts'
import type { KestraClient } from '../../kestra/client.ts'
import { type EvaluationResult, evaluate, lastLogLines } from '../../kestra/executions/evidence.ts'
import type { Execution } from '../../kestra/executions/execution.ts'
import { isAtLeast } from '../../kestra/server.ts'
import { parsePebble } from '../../pebble/parse-pebble.ts'
import { readsIn } from '../../pebble/pebble-names.ts'
import type { Assertion } from '../../suites/suite.ts'
import { applyEdits } from '../../yaml/source-text.ts'
import type { AssertionResult, CaseResult, FailedTask } from '../case-result.ts'
import { AssertionFault, OPERATORS, type RenderText } from './operators.ts'

/** What an ended execution has to be like. */
export interface ExpectedOfCase {
  /** Tasks whose outputs are those of a fixture: one that fails shows that these cannot be rendered. */
  readonly givenTasks: ReadonlySet<string>
  readonly assertions: readonly Assertion[]
  /** In which the execution has to end. */
  readonly expectedState: string
}

/** Judges an ended execution as Kestra's own runner would: its state, then every assertion. */
export const judgeCase = async (
  execution: Execution,
  { assertions, expectedState, givenTasks }: ExpectedOfCase,
  client: KestraClient,
): Promise<Pick<CaseResult, 'verdict' | 'message' | 'assertions' | 'failedTask'>> => {
  const given = execution.taskRuns.find(({ taskId, state }) => state === 'FAILED' && givenTasks.has(taskId))
  // An execution of Kestra's own would not end (docs/internals/facts/kestra.md, "Stand-ins for fixtures").
  if (given !== undefined) {
    const message = `The outputs of the fixture of \`${given.taskId}\` cannot be rendered.`
    return { verdict: 'error', message, assertions: [], failedTask: await failedTaskOf(execution, client) }
  }
  const rendered = new Map<string, ReturnType<typeof evaluate>>()
  // Before 2.0 a server renders within a task run only.
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
  /** With what could not be judged, which counts as not so. */
  readonly results: readonly AssertionResult[]
  /** It could not be judged: Kestra's own verdict on the case would be ERROR. */
  readonly hasFault: boolean
}

/**
 * Judges an assertion as Kestra does (`Assertion.run`): every text is rendered by the server (`evaluate`), compared as text, and as numbers where the operator
 * asks for these. What cannot be rendered or read is a fault, also beside comparisons that hold (docs/internals/facts/kestra.md, "Assertions").
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
      const { words: expected, holds } = read
      results.push({ ...placeOf(at), passed: holds(actual), expected, actual, message })
    }
    if (results.length === 0) throw new AssertionFault('It compares with nothing.')
    return { results, hasFault: false }
  } catch (error) {
    if (!(error instanceof AssertionFault)) throw error
    const expected = `\`${value}\` to be known`
    const unknown = { ...placeOf(position), passed: false, expected, actual: error.message, message: undefined }
    return { results: [...results, unknown], hasFault: true }
  }
}

const placeOf = ({ line, column }: Position): Pick<AssertionResult, 'line' | 'column'> => ({ line, column })

/** Of the task at which an execution failed. */
const MOST_LOG_LINES = 10

/** The innermost that failed last. Its log is told as far as the server gives it. */
export const failedTaskOf = async (execution: Execution, client: KestraClient): Promise<FailedTask | undefined> => {
  const failed = execution.taskRuns.filter(({ state }) => state === 'FAILED')
  const around = new Set(failed.map(({ parent }) => parent))
  const run = failed.findLast(({ id }) => !around.has(id))
  if (run === undefined) return undefined
  const log = await orUserError(lastLogLines(client, { execution, taskRunId: run.id, most: MOST_LOG_LINES }))
  return { taskId: run.taskId, log: isUserError(log) ? [] : log }
}

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
