import { isUserError } from '../finding/user-error.ts'
import { countTriggers } from '../flow/leave-out-triggers.ts'
import type { KestraClient } from '../kestra/client.ts'
import { listUnfinished } from '../kestra/executions/search-executions.ts'
import type { Plan, Refusal } from '../plan/plan.ts'
import type { States } from '../state/read-states.ts'
import type { RunOptions } from '../state/run-options.ts'
import { seconds } from '../text/lists.ts'
import {
  type FlowWithRunningExecutions,
  flowsWithExecutions,
  formatRunningFlows,
  isBusy,
  type TouchedFlow,
  touchedFlows,
} from './running-executions.ts'

/** The executions that a deploy of the plan would affect now, for readers of the plan. One request; none if no flow on the server changes. */
export const unfinishedNow = async (
  { resources }: Plan,
  { client }: States,
  { runtime, settings }: RunOptions,
): Promise<UnfinishedFlows> => {
  if (client === undefined || settings.preview !== undefined) return NONE_UNFINISHED
  return readUnfinished(client, touchedFlows(resources), runtime.signal)
}

/**
 * Finds executions before the first write of a deploy. With `wait-for-idle` it waits until nothing runs. Otherwise it looks once if a
 * touched flow has triggers, which may start it unattended. Without triggers it asks nothing.
 */
export const waitBeforeWrites = async (
  plan: Plan,
  {
    client,
    resourceStates,
    run,
  }: { readonly client: KestraClient; readonly resourceStates: States; readonly run: RunOptions },
): Promise<IdleResult> => {
  const { settings, runtime, log } = run
  const budgetMs = settings.waitForIdleMs
  const touched = settings.preview === undefined ? touchedFlows(plan.resources) : []
  if (budgetMs !== undefined && touched.length > 0) return waitForIdle(touched, budgetMs, { client, runtime, log })
  const runningExecutions = hasTriggers(touched, resourceStates)
    ? await readUnfinished(client, touched, runtime.signal)
    : NONE_UNFINISHED
  return { ...runningExecutions, refusal: undefined }
}

const hasTriggers = (touched: readonly TouchedFlow[], { knownFlows }: States): boolean => {
  const names = new Set(touched.map(({ namespace, flow }) => `${namespace}/${flow}`))
  return knownFlows.some(
    ({ namespace, id, document }) => names.has(`${namespace}/${id}`) && countTriggers(document) > 0,
  )
}

/** The unfinished executions of touched flows. */
interface UnfinishedFlows {
  readonly runningExecutions: readonly FlowWithRunningExecutions[]
  /** A sentence if the server did not answer. */
  readonly notices: readonly string[]
}

const NONE_UNFINISHED: UnfinishedFlows = { runningExecutions: [], notices: [] }

/**
 * Reads the unfinished executions of these flows with one request; none without flows. A server that does not answer gives a notice.
 * Throws `UserError` if it is unavailable or the run must end.
 */
const readUnfinished = async (
  client: KestraClient,
  touched: readonly TouchedFlow[],
  signal: AbortSignal,
): Promise<UnfinishedFlows> => {
  if (touched.length === 0) return NONE_UNFINISHED
  try {
    const flows = touched.map(({ namespace, flow }) => ({ namespace, id: flow }))
    const { executions, isWhole } = await listUnfinished(client, flows)
    return { runningExecutions: flowsWithExecutions(touched, executions), notices: isWhole ? [] : [TOO_MANY] }
  } catch (error) {
    if (!isUserError(error) || client.http.unavailableError() !== undefined || signal.aborted) throw error
    return { runningExecutions: [], notices: [`Whether changed flows are running was not known: ${error.message}`] }
  }
}

const TOO_MANY =
  'The server holds so many executions that have not ended that not all were looked at: there may be more of the changed flows.'

/** The result of waiting: nothing runs, the server does not answer, or the time is over. */
interface IdleResult extends UnfinishedFlows {
  readonly refusal: Refusal | undefined
}

/** The first pause is short: most executions take seconds. */
const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 10_000

/**
 * Waits until no execution of these flows is running or queued. Ignores paused ones, which may wait for a person or for days. When the
 * time is over, returns a refusal that names them. Throws `UserError` if the server is unavailable or the run must end.
 */
const waitForIdle = async (
  touched: readonly TouchedFlow[],
  budgetMs: number,
  { client, runtime: { signal, now }, log }: Pick<RunOptions, 'runtime' | 'log'> & { readonly client: KestraClient },
): Promise<IdleResult> => {
  const start = now()
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    const found = await readUnfinished(client, touched, signal)
    const busy = found.runningExecutions.filter(isBusy)
    if (busy.length === 0) return { ...found, refusal: undefined }
    const waited = now() - start
    const left = budgetMs - waited
    if (left <= 0) return { ...found, refusal: notIdle(busy, budgetMs) }
    const names = formatRunningFlows(busy)
    log.progress(`Waiting for ${names} to end: ${seconds(waited)} of ${seconds(budgetMs)}`)
    if (!(await client.http.pause(Math.min(pause, left)))) signal.throwIfAborted()
  }
}

const notIdle = (busy: readonly FlowWithRunningExecutions[], budgetMs: number): Refusal => ({
  reason: 'not-idle',
  message: `Nothing was written: after ${seconds(budgetMs)} executions of flows that would change have not ended: ${formatRunningFlows(busy)}. Deploy again once they have, or give them more time.`,
})
