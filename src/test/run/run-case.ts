import type { Api } from '../../kestra/api.ts'
import { evaluate, lastLogLines } from '../../kestra/executions/evidence.ts'
import { type Execution, hasEnded, type TaskRun } from '../../kestra/executions/execution.ts'
import { type ExecutionStart, killExecution, startExecution, waitForEnd } from '../../kestra/executions/executions.ts'
import { isAtLeast } from '../../kestra/server.ts'
import { parsePebble } from '../../pebble/parse-pebble.ts'
import { readsIn } from '../../pebble/pebble-names.ts'
import { isUserError } from '../../problem/user-error.ts'
import { seconds } from '../../text/lists.ts'
import { applyEdits } from '../../yaml/source-text.ts'
import type { AssertionResult, CaseResult, FailedTask } from '../case-result.ts'
import { type AssertionToJudge, type JudgedAssertion, judgeAssertion, placeOf } from './judge-assertion.ts'

/** A case as it is run: the flow lies on the server. */
export interface CaseToRun extends Pick<CaseResult, 'suite' | 'case' | 'file' | 'line' | 'flow'> {
  readonly start: Omit<ExecutionStart, 'labels'>
  /** Tasks whose outputs are those of a fixture: one that fails shows that these cannot be rendered. */
  readonly givenTasks: ReadonlySet<string>
  readonly assertions: readonly AssertionToJudge[]
  /** In which the execution has to end. */
  readonly expectedState: string
  readonly timeoutMs: number
}

export interface CaseRunner {
  readonly api: Api
  readonly now: () => number
  /** Aborted: what runs is killed. */
  readonly signal: AbortSignal
  /** Of every execution, so that it can be told from others. */
  readonly labels: Readonly<Record<string, string>>
}

/** A case that was run. */
export interface CaseRun {
  readonly result: CaseResult
  /** Still on the server; whoever asked for it keeps or removes it. */
  readonly execution: Execution | undefined
  /** The server did not let it be run or read: of the flow nothing is known. */
  readonly isUnknown: boolean
}

/** Of the task at which an execution failed. */
const MOST_LOG_LINES = 10

/**
 * Starts the flow of a case, waits for its end, and judges it as Kestra's own runner would: its state, then every assertion. What runs over
 * its time is killed. What the server refuses is the case's verdict `error`; a server that is gone ends the run with its `UserError`.
 */
export const runCase = async (ran: CaseToRun, runner: CaseRunner): Promise<CaseRun> => {
  const began = runner.now()
  const told = (outcome: Partial<CaseResult>, execution?: Execution): CaseRun => ({
    result: { ...resultOf(ran), execution: execution?.url, seconds: (runner.now() - began) / 1000, ...outcome },
    execution,
    isUnknown: false,
  })
  let started: Execution | { readonly refused: string } | undefined
  try {
    const { api, labels } = runner
    started = await startExecution(api, { ...ran.start, labels })
    if ('refused' in started) return told({ message: started.refused })
    const execution = await endOf(started, ran, runner)
    if (execution === undefined) return told({ message: 'Its execution was removed from the server while it ran.' })
    if (!hasEnded(execution)) return told({ message: whyKilled(execution, ran, runner) }, execution)
    return told(await judge(execution, ran, api), execution)
  } catch (error) {
    if (!isUserError(error) || runner.api.http.gone() !== undefined) throw error
    const execution = started === undefined || 'refused' in started ? undefined : started
    return { ...told({ message: error.message }, execution), isUnknown: true }
  }
}

/** What is told of a case whatever comes of it; `error` until it is known better. */
export const resultOf = ({ suite, case: name, file, line, flow }: CaseToRun): CaseResult => ({
  ...{ suite, case: name, file, line, flow },
  verdict: 'error',
  message: null,
  assertions: [],
  failedTask: undefined,
  execution: undefined,
  seconds: undefined,
})

/** As it is once it has ended, or when its time was over: then it is told to end. */
const endOf = async (
  { id }: Execution,
  { timeoutMs }: CaseToRun,
  { api, now, signal }: CaseRunner,
): Promise<Execution | undefined> => {
  const execution = await waitForEnd(api, id, { milliseconds: timeoutMs, now, signal })
  if (execution !== undefined && !hasEnded(execution)) await killExecution(api, id)
  return execution
}

const whyKilled = ({ state }: Execution, { timeoutMs }: CaseToRun, { signal }: CaseRunner): string =>
  signal.aborted
    ? 'It was killed because the run was ended.'
    : `It did not end within ${seconds(timeoutMs)} (${state}) and was killed.`

const judge = async (
  execution: Execution,
  { assertions, expectedState, givenTasks }: CaseToRun,
  api: Api,
): Promise<Pick<CaseResult, 'verdict' | 'message' | 'assertions' | 'failedTask'>> => {
  const given = execution.taskRuns.find(({ taskId, state }) => state === 'FAILED' && givenTasks.has(taskId))
  // An execution of Kestra's own would not end (docs/facts/kestra.md, "Stand-ins for fixtures").
  if (given !== undefined) {
    const message = `The outputs of the fixture of \`${given.taskId}\` cannot be rendered.`
    return { verdict: 'error', message, assertions: [], failedTask: await failedTaskOf(execution, api) }
  }
  const rendered = new Map<string, ReturnType<typeof evaluate>>()
  // Before 2.0 a server renders within a task run only.
  const asInExecution = isAtLeast(api.info, 2, 0) ? (expression: string) => expression : outsideOfTask
  const render = (expression: string) => {
    const known = rendered.get(expression) ?? evaluate(api, execution, asInExecution(expression))
    rendered.set(expression, known)
    return known
  }
  const judged = new Map<AssertionToJudge, JudgedAssertion>()
  for (const assertion of assertions) judged.set(assertion, await judgeAssertion(assertion, render))
  const results = [...judged].flatMap(([assertion, { results: of, fault }]) =>
    fault === undefined ? of : [...of, unknown(assertion, fault)],
  )
  const hasFault = [...judged.values()].some(({ fault }) => fault !== undefined)
  const isAsExpected = execution.state === expectedState
  const isFailed = results.some(({ passed }) => !passed)
  const failedTask = isAsExpected && !isFailed ? undefined : await failedTaskOf(execution, api)
  const message = isAsExpected ? null : `The execution ended as ${execution.state}, not as ${expectedState}.`
  return { verdict: verdictOf({ isAsExpected, hasFault, isFailed }), message, assertions: results, failedTask }
}

/** What could not be judged counts as not so. */
const unknown = ({ position, value }: AssertionToJudge, fault: string): AssertionResult => ({
  ...placeOf(position),
  passed: false,
  expected: `\`${value}\` to be known`,
  actual: fault,
  message: undefined,
})

const verdictOf = ({
  isAsExpected,
  hasFault,
  isFailed,
}: Record<'isAsExpected' | 'hasFault' | 'isFailed', boolean>): CaseResult['verdict'] => {
  if (!isAsExpected) return 'failed'
  if (hasFault) return 'error'
  return isFailed ? 'failed' : 'passed'
}

/** The innermost that failed last. Its log is told as far as the server gives it. */
export const failedTaskOf = async (execution: Execution, api: Api): Promise<FailedTask | undefined> => {
  const failed = execution.taskRuns.filter(({ state }) => state === 'FAILED')
  const around = new Set(failed.map(({ parent }) => parent))
  const run = failed.findLast(({ id }) => !around.has(id))
  return run === undefined ? undefined : { taskId: run.taskId, log: await logOf(run, execution, api) }
}

const logOf = async ({ id }: TaskRun, execution: Execution, api: Api): Promise<readonly string[]> => {
  try {
    return await lastLogLines(api, { execution, taskRunId: id, most: MOST_LOG_LINES })
  } catch (error) {
    if (!isUserError(error)) throw error
    return []
  }
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
