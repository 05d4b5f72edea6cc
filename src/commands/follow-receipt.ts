import type { KestraClient } from '../kestra/client.ts'
import type { OutcomeReport } from '../report/report.ts'
import { seconds } from '../text/lists.ts'
import { followFlows, type WrittenFlow } from '../verify/follow-flows.ts'
import type { CommandRun } from './command-options.ts'

/**
 * The receipt with the first execution of each written flow, where `follow` is set; otherwise the receipt as it was. The receipt is reported first (`onReceipt`),
 * because watching takes minutes and the flows are live by then. A preview runs nothing.
 */
export const withFirstExecutions = async (
  receipt: OutcomeReport,
  client: KestraClient,
  run: CommandRun,
): Promise<OutcomeReport> => {
  const { followMs: budgetMs, preview } = run.settings
  const flows = writtenFlows(receipt)
  if (budgetMs === undefined || preview !== undefined || receipt.result !== 'deployed' || flows.length === 0)
    return receipt
  const announced = `The first execution of each flow that was written is watched for ${seconds(budgetMs)}; what comes of it will stand here.`
  await run.onReceipt?.({ ...receipt, notices: [...receipt.notices, announced] })
  const { followed, notices } = await followFlows(flows, budgetMs, { client, run })
  return { ...receipt, followed, notices: [...receipt.notices, ...notices] }
}

/** The flows that a deploy created or updated. */
const writtenFlows = ({ outcome }: OutcomeReport): readonly WrittenFlow[] =>
  outcome.resources
    .filter(({ kind, action, outcome: end }) => kind === 'flow' && action !== 'delete' && end === 'applied')
    .map(({ namespace, name, revision }) => ({ namespace, flow: name, revision: revision.after }))
