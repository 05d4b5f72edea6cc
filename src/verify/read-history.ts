import { isUserError } from '../finding/user-error.ts'
import type { KestraClient } from '../kestra/client.ts'
import { hasEnded } from '../kestra/executions/execution.ts'
import { newestExecutions } from '../kestra/executions/search-executions.ts'
import { type FlowHistory, type FlowOnServer, historyOf, runsADay, wholePeriod } from '../plan/flow-history.ts'
import type { Plan, PlannedResource } from '../plan/plan.ts'
import type { States } from '../state/read-states.ts'
import type { RunOptions } from '../state/run-options.ts'

const DAYS = 30
const PERIOD_MS = DAYS * 24 * 60 * 60 * 1_000

/** Flows per request. */
const BATCH = 20

/** The known histories, with sentences about what could not be read. */
interface KnownHistory {
  readonly history: readonly FlowHistory[]
  readonly notices: readonly string[]
}

/**
 * The executions of the last 30 days, by the server's clock (most runs a day first), of the flows that a deploy of this plan updates or deletes, and of those
 * that Git dropped and the deploy keeps. One request for 20 flows; none without flows. A server that does not answer gives a notice.
 * Throws `UserError` if the server is unavailable or the run must end.
 */
export const historyOfPlan = async (
  { resources }: Pick<Plan, 'resources'>,
  { client }: Pick<States, 'client'>,
  { settings, runtime }: Pick<RunOptions, 'settings' | 'runtime'>,
): Promise<KnownHistory> => {
  const flows = settings.preview === undefined ? resources.flatMap(flowWithHistory) : []
  if (client === undefined || flows.length === 0) return { history: [], notices: [] }
  // Without the server's clock, the runner's clock would decide what is counted.
  if (client.serverTime === undefined)
    return { history: [], notices: [`${NOT_KNOWN} The server does not report its time.`] }
  let history: readonly FlowHistory[] = []
  try {
    for (let start = 0; start < flows.length; start += BATCH)
      history = [...history, ...(await readBatch(client, flows.slice(start, start + BATCH), client.serverTime))]
  } catch (error) {
    if (!isUserError(error) || client.http.unavailableError() !== undefined || runtime.signal.aborted) throw error
    return { history: byRuns(history), notices: [`${NOT_KNOWN} ${error.message}`] }
  }
  return { history: byRuns(history), notices: history.length < flows.length ? [TOO_MANY] : [] }
}

const byRuns = (history: readonly FlowHistory[]): readonly FlowHistory[] =>
  history.toSorted((a, b) => runsADay(b) - runsADay(a))

const NOT_KNOWN = 'How often changed flows run is not known.'
const TOO_MANY =
  'How often some changed flows run is not known: the server holds more new executions than one answer does.'

/** Flows on the server that the deploy changes or deletes, or that Git dropped. */
const flowWithHistory = ({ kind, namespace, name, change, action }: PlannedResource): readonly FlowOnServer[] =>
  kind === 'flow' && (action === 'update' || change === 'delete') ? [{ namespace, flow: name }] : []

/** `now`: the server's clock in milliseconds since 1970. Empty if one answer does not cover a second. */
const readBatch = async (
  client: KestraClient,
  flows: readonly FlowOnServer[],
  now: number,
): Promise<readonly FlowHistory[]> => {
  const names = flows.map(({ namespace, flow }) => ({ namespace, id: flow }))
  const { executions, isWhole } = await newestExecutions(client, names, new Date(now - PERIOD_MS))
  // The answer holds everything that began after its oldest execution.
  const oldest = executions.reduce((least, { began }) => Math.min(least, began), now)
  const periodMs = isWhole ? PERIOD_MS : wholePeriod(now - oldest - 1)
  if (periodMs <= 0) return []
  const past = executions.map((each) => ({
    ...{ namespace: each.namespace, flow: each.flowId, state: each.state, began: each.began },
    ended: hasEnded(each) ? each.changed : undefined,
  }))
  return historyOf(flows, past, { now, periodMs })
}
