import { isUserError } from '../../finding/user-error.ts'
import type { KestraClient } from '../../kestra/client.ts'
import { type Execution, hasEnded } from '../../kestra/executions/execution.ts'
import {
  type ExecutionInput,
  type ExecutionStart,
  killExecution,
  startExecution,
  waitForEnd,
} from '../../kestra/executions/executions.ts'
import type { Suite, SuiteCase } from '../../suites/suite.ts'
import { plainText } from '../../text/json.ts'
import { seconds } from '../../text/lists.ts'
import type { CaseResult } from '../case-result.ts'
import { type ExpectedOfCase, judgeCase } from './judge-case.ts'

/** Time limit of a case without its own limit. */
const CASE_LIMIT_MS = 60_000
/** The state that Kestra expects if a case names none. */
const USUAL_STATE = 'SUCCESS'

/** A case to run. Its flow is on the server. */
export interface CaseToRun extends ExpectedOfCase {
  /** The result while nothing is known. */
  readonly unknown: CaseResult
  readonly start: Omit<ExecutionStart, 'labels'>
  readonly timeoutMs: number
}

/** The flow of a case on the server. */
export interface PlacedFlow {
  readonly namespace: string
  readonly revision: number | undefined
  /** Inputs of type FILE: the case gives the content of a file. */
  readonly fileInputs: ReadonlySet<string>
  /** Tasks whose outputs come from a fixture. */
  readonly givenTasks: ReadonlySet<string>
}

/** Makes a case to run from a case of a suite whose flow is on the server. */
export const caseToRun = (suite: Suite, of: SuiteCase, placed: PlacedFlow): CaseToRun => ({
  unknown: unknownResult(suite, of),
  start: {
    namespace: placed.namespace,
    flowId: suite.flowId,
    revision: placed.revision,
    inputs: inputsOf(suite, of, placed.fileInputs),
  },
  givenTasks: placed.givenTasks,
  assertions: of.assertions,
  expectedState: of.expectedState?.state ?? USUAL_STATE,
  timeoutMs: CASE_LIMIT_MS,
})

const inputsOf = ({ document }: Suite, { inputs, path }: SuiteCase, files: ReadonlySet<string>) =>
  Object.entries(inputs).flatMap(([id, value]): ExecutionInput[] => {
    // An empty value counts as not given.
    if (value === null || value === undefined) return []
    const text = document.textOf([...path, 'fixtures', 'inputs', id]) ?? plainText(value)
    return [files.has(id) ? { id, bytes: Buffer.from(text, 'utf8'), fileName: id } : { id, text }]
  })

/** The properties of a case's result that are always known. The verdict is `error` until the case is judged. */
export const unknownResult = (
  { namespace, id, file, flowId }: Pick<Suite, 'namespace' | 'id' | 'file' | 'flowId'>,
  of: Pick<SuiteCase, 'id' | 'position'>,
): CaseResult => ({
  ...{ suite: `${namespace}.${id}`, case: of.id, file, line: of.position.line },
  flow: { namespace, id: flowId },
  verdict: 'error',
  message: null,
  assertions: [],
  failedTask: undefined,
  execution: undefined,
  seconds: undefined,
})

export interface CaseRunner {
  readonly client: KestraClient
  readonly now: () => number
  /** Aborted: the running execution is killed. */
  readonly signal: AbortSignal
  /** Labels of every execution, to recognize it. */
  readonly labels: Readonly<Record<string, string>>
}

/** A case after its run. */
export interface CaseRun {
  readonly result: CaseResult
  /** The execution on the server. The caller keeps or removes it. */
  readonly execution: Execution | undefined
  /** True if the server did not allow running or reading the case: the flow may work. */
  readonly isUnknown: boolean
}

/**
 * Starts the flow of a case, waits for its end, and judges it like Kestra's own runner: its state, then every assertion. An execution
 * beyond its time limit is killed. If the server refuses, the verdict is `error`. If it is unavailable, throws its `UserError`.
 */
export const runCase = async (ran: CaseToRun, runner: CaseRunner): Promise<CaseRun> => {
  const began = runner.now()
  const reported = (outcome: Partial<CaseResult>, execution?: Execution): CaseRun => ({
    result: { ...ran.unknown, execution: execution?.url, seconds: (runner.now() - began) / 1000, ...outcome },
    execution,
    isUnknown: false,
  })
  let started: Execution | { readonly refused: string } | undefined
  try {
    const { client, labels } = runner
    started = await startExecution(client, { ...ran.start, labels })
    if ('refused' in started) return reported({ message: started.refused })
    const execution = await endOf(started, ran, runner)
    if (execution === undefined) return reported({ message: 'Its execution was removed from the server while it ran.' })
    if (!hasEnded(execution)) return reported({ message: whyKilled(execution, ran, runner) }, execution)
    return reported(await judgeCase(execution, ran, client), execution)
  } catch (error) {
    if (!isUserError(error) || runner.client.http.unavailableError() !== undefined) throw error
    const execution = started === undefined || 'refused' in started ? undefined : started
    return { ...reported({ message: error.message }, execution), isUnknown: true }
  }
}

/** Returns the execution after its end. When its time is over, it is killed first. */
const endOf = async (
  { id }: Execution,
  { timeoutMs }: CaseToRun,
  { client, now, signal }: CaseRunner,
): Promise<Execution | undefined> => {
  const execution = await waitForEnd(client, id, { milliseconds: timeoutMs, now, signal })
  if (execution !== undefined && !hasEnded(execution)) await killExecution(client, id)
  return execution
}

const whyKilled = ({ state }: Execution, { timeoutMs }: CaseToRun, { signal }: CaseRunner): string =>
  signal.aborted
    ? 'It was killed because the run was ended.'
    : `It did not end within ${seconds(timeoutMs)} (${state}) and was killed.`
