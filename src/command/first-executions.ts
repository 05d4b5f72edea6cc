import type { KestraClient } from '../kestra/client.ts'
import type { OutcomeReport } from '../report/report.ts'
import type { RunOptions } from '../sides/run-options.ts'
import { seconds } from '../text/lists.ts'
import { followFlows, type WrittenFlow } from './follow-flows.ts'

/**
 * The receipt with what came of the first execution of each flow that was written, where that is to be followed. It is told before as well: following takes
 * minutes, and what was deployed is live by then. Nothing is run in a preview.
 */
export const withFirstExecutions = async (
  receipt: OutcomeReport,
  client: KestraClient,
  { settings, host, log, tellReceipt }: RunOptions,
): Promise<OutcomeReport> => {
  const { followMs: budgetMs, preview } = settings
  const flows = writtenFlows(receipt)
  if (budgetMs === undefined || preview !== undefined || receipt.result !== 'deployed' || flows.length === 0)
    return receipt
  const told = `The first execution of each flow that was written is watched for ${seconds(budgetMs)}; what comes of it will stand here.`
  await tellReceipt?.({ ...receipt, notices: [...receipt.notices, told] })
  const { followed, unknown } = await followFlows(flows, {
    ...{ client, budgetMs, signal: host.signal, now: host.now },
    since: new Date(client.serverTime ?? 0),
    onProgress: log.progress,
  })
  return { ...receipt, followed, notices: [...receipt.notices, ...(unknown === undefined ? [] : [unknown])] }
}

const writtenFlows = ({ outcome }: OutcomeReport): readonly WrittenFlow[] =>
  outcome.resources
    .filter(({ kind, action, outcome: end }) => kind === 'flow' && action !== 'delete' && end === 'applied')
    .map(({ namespace, name, revision }) => ({ namespace, flow: name, revision: revision.after }))
