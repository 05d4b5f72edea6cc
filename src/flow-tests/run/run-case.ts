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

/** A case takes no longer than this unless it says so itself. */
const CASE_LIMIT_MS = 60_000
/** What Kestra expects where a case says nothing. */
const USUAL_STATE = 'SUCCESS'

/** A case as it is run: the flow lies on the server. */
export interface CaseToRun extends ExpectedOfCase {
  /** As long as nothing is known of it. */
  readonly unknown: CaseResult
  readonly start: Omit<ExecutionStart, 'labels'>
  readonly timeoutMs: number
}

/** Where the flow of a case lies on the server. */
export interface PlacedFlow {
  readonly namespace: string
  readonly revision: number | undefined
  /** Inputs of type FILE: what a case has for them is the content of a file. */
  readonly fileInputs: ReadonlySet<string>
  /** Its tasks whose outputs are those of a fixture. */
  readonly givenTasks: ReadonlySet<string>
}

/** A case of a suite, whose flow lies on the server. */
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
    // Nothing is as if it were not given.
    if (value === null || value === undefined) return []
    const text = document.textOf([...path, 'fixtures', 'inputs', id]) ?? plainText(value)
    return [files.has(id) ? { id, bytes: Buffer.from(text, 'utf8'), fileName: id } : { id, text }]
  })

/** What is told of a case whatever comes of it; `error` until it is known better. */
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

/**
 * Starts the flow of a case, waits for its end, and judges it as Kestra's own runner would: its state, then every assertion. What runs over
 * its time is killed. What the server refuses is the case's verdict `error`; a server that is gone ends the run with its `UserError`.
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

/** As it is once it has ended, or when its time was over: then it is told to end. */
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
