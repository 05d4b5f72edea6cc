import { addressOf } from '../address.ts'
import { type Api, isTaken } from '../api.ts'
import { explainAnswer } from '../explain-failure.ts'
import { isAtLeast } from '../server.ts'

/** Asks the server to end an execution; it does so soon after. One that has ended or is gone is fine. */
export const killExecution = async (api: Api, id: string): Promise<void> => {
  const path = isAtLeast(api.info, 2, 0)
    ? addressOf(api, '/executions/{executionId}/actions/kill', { executionId: id })
    : addressOf(api, '/executions/{executionId}/kill', { executionId: id })
  const answer = await api.http.send({ method: 'DELETE', path })
  if (isTaken(answer) || GONE_OR_ENDED.includes(answer.status)) return
  throw explainAnswer(answer, `kill the execution ${id}`, api.target)
}

const GONE_OR_ENDED: readonly number[] = [404, 409]

/** Removes an execution with its logs, metrics and files; one that is gone already is fine. Kill it first where it runs. */
export const deleteExecution = async (api: Api, id: string): Promise<void> => {
  const path = addressOf(api, '/executions/{executionId}', { executionId: id })
  const query = 'deleteLogs=true&deleteMetrics=true&deleteStorage=true'
  const answer = await api.http.send({ method: 'DELETE', path: `${path}?${query}` })
  if (isTaken(answer) || answer.status === 404) return
  throw explainAnswer(answer, `delete the execution ${id}`, api.target)
}
