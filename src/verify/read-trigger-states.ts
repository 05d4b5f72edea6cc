import { isUserError, orUserError } from '../finding/user-error.ts'
import type { KestraClient } from '../kestra/client.ts'
import { enableTrigger, type ServerTrigger, triggerKey } from '../kestra/triggers.ts'
import type { Outcome } from '../plan/plan.ts'
import { onDriftOf } from '../settings/policy.ts'
import type { Run } from '../state/run-options.ts'
import { type KnownTriggers, readTriggers } from './trigger-states.ts'
import { type ConfirmedTrigger, confirmTriggers } from './triggers/judge-triggers.ts'
import type { TriggerState } from './triggers/trigger-state.ts'

/** How long a deploy waits for the scheduler; docs/internals/decisions.md, "Triggers". */
const BUDGET_MS = 15_000
const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 2_000

interface ConfirmOptions {
  readonly client: KestraClient
  readonly run: Run
  /** When the run connected to the server, by its own clock. */
  readonly connectedAt: number
}

/** What the scheduler made of the triggers of a deploy, with sentences on what could not be done. */
export interface TriggerReceipt {
  readonly states: readonly TriggerState[]
  readonly notices: readonly string[]
}

/**
 * Waits until the scheduler has taken up what was deployed, at most 15 seconds. Where Git wins over what was done on the server, triggers that
 * were switched off there are switched on again. Nothing of this makes a deploy fail.
 */
export const triggerReceipt = async (
  known: KnownTriggers,
  { isComplete }: Outcome,
  options: ConfirmOptions,
): Promise<TriggerReceipt> => {
  const { view, states } = known
  if (!isComplete || view === undefined || states.length === 0) return { states: [], notices: known.notices }
  const receipt = await orUserError(confirm({ known, liveBefore: view.live, switchedOn: new Set() }, options))
  if (!isUserError(receipt)) return receipt
  const notice = `Whether the scheduler has taken up what was deployed is not known. ${receipt.message}`
  return { states: [], notices: [notice] }
}

const confirm = async (waiting: PendingTriggers, options: ConfirmOptions): Promise<TriggerReceipt> => {
  const first = await settle(waiting, options)
  if (typeof first === 'string' || onDriftOf(options.run.settings.policy, 'flow') !== 'overwrite')
    return receiptOf(first)
  const { switchedOn, notices } = await switchOn(first, options)
  if (switchedOn.size === 0) return receiptOf(first, notices)
  return receiptOf(await settle({ ...waiting, switchedOn }, options), notices)
}

interface PendingTriggers {
  readonly known: KnownTriggers
  readonly liveBefore: ReadonlyMap<string, ServerTrigger>
  readonly switchedOn: ReadonlySet<string>
}

/** What the scheduler made of each, or why that is not known: a sentence. */
type TriggerResults = readonly ConfirmedTrigger[] | string

const receiptOf = (settled: TriggerResults, notices: readonly string[] = []): TriggerReceipt =>
  typeof settled === 'string'
    ? { states: [], notices: [...notices, settled] }
    : { states: settled.map(({ state }) => state), notices }

const settle = async (
  { known: { flows, states }, liveBefore, switchedOn }: PendingTriggers,
  { client, run, connectedAt }: ConfirmOptions,
): Promise<TriggerResults> => {
  const { now } = run.runtime
  const end = now() + BUDGET_MS
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS)) {
    const view = await readTriggers(client, flows, { ...run, sinceMs: now() - connectedAt })
    if (typeof view === 'string') return view
    const confirmed = confirmTriggers({ flows, planned: states, liveBefore, switchedOn }, view)
    const isSettled = confirmed.every((each) => each.isSettled)
    if (isSettled || now() >= end || !(await client.http.pause(pause))) return confirmed
    run.log.progress(
      `Waiting for the scheduler to take up ${confirmed.filter((each) => !each.isSettled).length} of ${confirmed.length} triggers`,
    )
  }
}

const switchOn = async (confirmed: readonly ConfirmedTrigger[], { client }: ConfirmOptions) => {
  const switchedOn = new Set<string>()
  const notices: string[] = []
  for (const { state } of confirmed) {
    if (state.state !== 'off-on-server') continue
    try {
      await enableTrigger(client, state)
      switchedOn.add(triggerKey(state))
    } catch (error) {
      if (!isUserError(error) || client.http.unavailableError() !== undefined) throw error
      notices.push(error.message)
    }
  }
  return { switchedOn, notices }
}
