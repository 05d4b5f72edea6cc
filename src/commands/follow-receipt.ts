import type { KestraClient } from '../kestra/client.ts'
import type { OutcomeReport } from '../report/report.ts'
import { seconds } from '../text/lists.ts'
import { followFlows, type WrittenFlow } from '../verify/follow-flows.ts'
import type { CommandRun } from './command-options.ts'

/**
 * Adds to the receipt the first execution of each written flow, if `follow` is set. Calls `onReceipt` with the receipt first, because
 * watching takes minutes and the flows are already live. Previews run nothing.
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
  const announced = `The first execution of each written flow is watched for ${seconds(budgetMs)}. Its result will appear here.`
  await run.onReceipt?.({ ...receipt, notices: [...receipt.notices, announced] })
  const { followed, notices } = await followFlows(flows, budgetMs, { client, run })
  return { ...receipt, followed, notices: [...receipt.notices, ...notices] }
}

/** The flows that a deploy created or updated. */
const writtenFlows = ({ outcome }: OutcomeReport): readonly WrittenFlow[] =>
  outcome.resources
    .filter(({ kind, action, outcome: end }) => kind === 'flow' && action !== 'delete' && end === 'applied')
    .map(({ namespace, name, revision }) => ({ namespace, flow: name, revision: revision.after }))
