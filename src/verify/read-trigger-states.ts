import { isUserError, orUserError } from '../finding/user-error.ts'
import type { KestraClient } from '../kestra/client.ts'
import { enableTrigger, type ServerTrigger, triggerKey } from '../kestra/triggers.ts'
import type { Outcome } from '../plan/plan.ts'
import { onDriftOf } from '../settings/policy.ts'
import type { Run } from '../state/run-options.ts'
import { type KnownTriggers, readTriggers } from './trigger-states.ts'
import { type ConfirmedTrigger, confirmTriggers } from './triggers/judge-triggers.ts'
import type { TriggerState } from './triggers/trigger-state.ts'

/** Milliseconds that a deploy waits for the scheduler; docs/internals/decisions.md, "Triggers". */
const BUDGET_MS = 15_000
const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 2_000

interface ConfirmOptions {
  readonly client: KestraClient
  readonly run: Run
  /** When the run connected to the server, by its own clock. */
  readonly connectedAt: number
}

/** The state of a deploy's triggers in the scheduler, with notices about failures. */
export interface TriggerReceipt {
  readonly states: readonly TriggerState[]
  readonly notices: readonly string[]
}

/**
 * Waits until the scheduler has taken up the deployed triggers, at most 15 seconds. If Git overwrites server edits, triggers that were
 * disabled on the server are enabled again. No failure here makes a deploy fail.
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
  const first = await waitUntilFinal(waiting, options)
  if (typeof first === 'string' || onDriftOf(options.run.settings.policy, 'flow') !== 'overwrite')
    return receiptOf(first)
  const { switchedOn, notices } = await switchOn(first, options)
  if (switchedOn.size === 0) return receiptOf(first, notices)
  return receiptOf(await waitUntilFinal({ ...waiting, switchedOn }, options), notices)
}

interface PendingTriggers {
  readonly known: KnownTriggers
  readonly liveBefore: ReadonlyMap<string, ServerTrigger>
  readonly switchedOn: ReadonlySet<string>
}

/** The result of each trigger, or a sentence that says why it is not known. */
type TriggerResults = readonly ConfirmedTrigger[] | string

const receiptOf = (results: TriggerResults, notices: readonly string[] = []): TriggerReceipt =>
  typeof results === 'string'
    ? { states: [], notices: [...notices, results] }
    : { states: results.map(({ state }) => state), notices }

const waitUntilFinal = async (
  { known: { flows, states }, liveBefore, switchedOn }: PendingTriggers,
  { client, run, connectedAt }: ConfirmOptions,
): Promise<TriggerResults> => {
  const { now } = run.runtime
  const end = now() + BUDGET_MS
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS)) {
    const view = await readTriggers(client, flows, { ...run, sinceMs: now() - connectedAt })
    if (typeof view === 'string') return view
    const confirmed = confirmTriggers({ flows, planned: states, liveBefore, switchedOn }, view)
    const isFinal = confirmed.every((each) => each.isFinal)
    if (isFinal || now() >= end || !(await client.http.pause(pause))) return confirmed
    run.log.progress(
      `Waiting for the scheduler to take up ${confirmed.filter((each) => !each.isFinal).length} of ${confirmed.length} triggers`,
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
