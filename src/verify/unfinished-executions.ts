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
  formatRunningFlows,
  isBusy,
  meet,
  type TouchedFlow,
  touchedFlows,
} from './running-executions.ts'

/** What a deploy of the plan would meet on the server now, for who reads the plan: one request, and none where no flow of the server changes. */
export const unfinishedNow = async (
  { resources }: Plan,
  { client }: States,
  { runtime, settings }: RunOptions,
): Promise<UnfinishedFlows> => {
  if (client === undefined || settings.preview !== undefined) return NONE_UNFINISHED
  return readUnfinished(client, touchedFlows(resources), runtime.signal)
}

/**
 * What a deploy meets, before its first write: it waits until nothing runs where that is asked for. Else it looks once where a flow that it touches has
 * triggers, which start it while nobody watches; without any it asks nothing.
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

/** What was found when the executions of touched flows were asked for. */
interface UnfinishedFlows {
  readonly runningExecutions: readonly FlowWithRunningExecutions[]
  /** A sentence, where the server did not tell. */
  readonly notices: readonly string[]
}

const NONE_UNFINISHED: UnfinishedFlows = { runningExecutions: [], notices: [] }

/**
 * The executions of these flows that have not ended, with one request, and none where there are no such flows. A server that does not tell is a
 * sentence. Throws `UserError` where it has gone, or the run is to end.
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
    return { runningExecutions: meet(touched, executions), notices: isWhole ? [] : [TOO_MANY] }
  } catch (error) {
    if (!isUserError(error) || client.http.unavailableError() !== undefined || signal.aborted) throw error
    return { runningExecutions: [], notices: [`Whether changed flows are running was not known: ${error.message}`] }
  }
}

const TOO_MANY =
  'The server holds so many executions that have not ended that not all were looked at: there may be more of the changed flows.'

/** What ends waiting: nothing runs any more, the server does not tell, or the time is over. */
interface IdleResult extends UnfinishedFlows {
  readonly refusal: Refusal | undefined
}

/** Short at first: most executions take seconds. */
const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 10_000

/**
 * Waits until no execution of these flows is running or queued. Paused ones are not waited for: they may wait for a person, or for days. When the time is
 * over, a refusal that names them. Throws `UserError` where the server has gone, or the run is to end.
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
    const words = formatRunningFlows(busy)
    log.progress(`Waiting for ${words} to end: ${seconds(waited)} of ${seconds(budgetMs)}`)
    if (!(await client.http.pause(Math.min(pause, left)))) signal.throwIfAborted()
  }
}

const notIdle = (busy: readonly FlowWithRunningExecutions[], budgetMs: number): Refusal => ({
  reason: 'not-idle',
  message: `Nothing was written: after ${seconds(budgetMs)} executions of flows that would change have not ended: ${formatRunningFlows(busy)}. Deploy again once they have, or give them more time.`,
})
