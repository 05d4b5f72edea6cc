import { type ExecutionsMet, type IdleResult, NOTHING_MET, waitForIdle } from '../deploy/wait-for-idle.ts'
import { touchedFlows } from '../execution/met-executions.ts'
import type { KestraClient } from '../kestra/client.ts'
import type { Plan } from '../plan/plan.ts'
import type { RunOptions } from '../sides/run-options.ts'

/** What a deploy meets, before its first write: it waits until nothing runs where that is asked for, else it asks nothing. */
export const meetBeforeWrites = async (
  plan: Plan,
  { client, run }: { readonly client: KestraClient; readonly run: RunOptions },
): Promise<IdleResult> => {
  const { settings, host, log } = run
  const budgetMs = settings.waitForIdleMs
  const touched = settings.preview === undefined ? touchedFlows(plan.resources) : []
  return budgetMs !== undefined && touched.length > 0
    ? waitForIdle(touched, { ...host, client, budgetMs, onWait: log.progress })
    : { ...NOTHING_MET, refusal: undefined }
}

/** What is not known of executions, to be told beside the rest. */
export const unknownWords = ({ unknown }: ExecutionsMet): readonly string[] => (unknown === undefined ? [] : [unknown])
