import { type ExecutionsMet, type IdleResult, NOTHING_MET, readMet, waitForIdle } from '../deploy/wait-for-idle.ts'
import { type TouchedFlow, touchedFlows } from '../execution/met-executions.ts'
import { countTriggers } from '../flow/leave-out-triggers.ts'
import type { KestraClient } from '../kestra/client.ts'
import type { Plan } from '../plan/plan.ts'
import type { Sides } from '../sides/read-sides.ts'
import type { RunOptions } from '../sides/run-options.ts'

/** What a deploy of the plan would meet on the server now, for who reads the plan: one request, and none where no flow of the server changes. */
export const meetExecutions = async (
  { resources }: Plan,
  { client }: Sides,
  { host, settings }: RunOptions,
): Promise<ExecutionsMet> => {
  if (client === undefined || settings.preview !== undefined) return NOTHING_MET
  return readMet(client, touchedFlows(resources), host.signal)
}

/**
 * What a deploy meets, before its first write: it waits until nothing runs where that is asked for. Else it looks once where a flow that it touches has
 * triggers, which start it while nobody watches; without any it asks nothing.
 */
export const meetBeforeWrites = async (
  plan: Plan,
  { client, reading, run }: { readonly client: KestraClient; readonly reading: Sides; readonly run: RunOptions },
): Promise<IdleResult> => {
  const { settings, host, log } = run
  const budgetMs = settings.waitForIdleMs
  const touched = settings.preview === undefined ? touchedFlows(plan.resources) : []
  if (budgetMs !== undefined && touched.length > 0)
    return waitForIdle(touched, { ...host, client, budgetMs, onWait: log.progress })
  const met = hasTriggers(touched, reading) ? await readMet(client, touched, host.signal) : NOTHING_MET
  return { ...met, refusal: undefined }
}

const hasTriggers = (touched: readonly TouchedFlow[], { documents }: Sides): boolean => {
  const names = new Set(touched.map(({ namespace, flow }) => `${namespace}/${flow}`))
  return documents.some(({ namespace, id, document }) => names.has(`${namespace}/${id}`) && countTriggers(document) > 0)
}

/** What is not known of executions, to be told beside the rest. */
export const unknownWords = ({ unknown }: ExecutionsMet): readonly string[] => (unknown === undefined ? [] : [unknown])
