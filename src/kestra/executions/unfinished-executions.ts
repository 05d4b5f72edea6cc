import * as z from 'zod'
import { type Api, parseAnswer, queryValue } from '../api.ts'
import { ENDED, executionPage, hasEnded } from './execution.ts'

/** An execution that has not ended, as a list tells it. */
export interface UnfinishedExecution {
  readonly id: string
  readonly namespace: string
  readonly flowId: string
  readonly state: string
  /** Its page in Kestra's UI. */
  readonly url: string
}

/** The answer to one request. */
export interface UnfinishedExecutions {
  /** Of the flows that were asked about, the newest first as far as the server sorts them. */
  readonly executions: readonly UnfinishedExecution[]
  /** False when there are more in these namespaces than one answer holds: then the list may miss some. */
  readonly isWhole: boolean
}

const MOST_LISTED = 1000
/** With more the address becomes too long for some proxies; then those of the whole tenant are asked for. */
const MOST_NAMESPACES = 40

const page = z.looseObject({
  results: z.array(
    z.looseObject({
      id: z.string(),
      namespace: z.string(),
      flowId: z.string(),
      state: z.looseObject({ current: z.string() }),
    }),
  ),
  total: z.number(),
})

/**
 * The executions of some flows that run, wait in a queue or are paused now, in one request. None of those with `kind=TEST` on 1.x, which no search
 * shows there. No request for no flow.
 */
export const listUnfinished = async (
  api: Api,
  flows: readonly { readonly namespace: string; readonly id: string }[],
): Promise<UnfinishedExecutions> => {
  if (flows.length === 0) return { executions: [], isWhole: true }
  const namespaces = [...new Set(flows.map(({ namespace }) => namespace))]
  const within =
    namespaces.length > MOST_NAMESPACES ? [] : [`filters[namespace][IN]=${namespaces.map(queryValue).join(',')}`]
  const query = [...within, `filters[state][NOT_IN]=${ENDED.join(',')}`, `size=${MOST_LISTED}`, 'page=1']
  const path = `${api.base}/executions/search?${query.join('&').replace(/[[\]]/g, encodeURIComponent)}`
  const answer = await api.http.send({ method: 'GET', path })
  const { target } = api
  const { results, total } = parseAnswer(answer, page, { what: 'list the executions that run', target })
  // A server that does not know a filter leaves it out.
  const asked = new Set(flows.map(({ namespace, id }) => `${namespace}/${id}`))
  const executions = results
    .filter(
      ({ namespace, flowId, state }) => asked.has(`${namespace}/${flowId}`) && !hasEnded({ state: state.current }),
    )
    .map(({ id, namespace, flowId, state }) => ({
      id,
      namespace,
      flowId,
      state: state.current,
      url: executionPage(target, { namespace, flowId, id }),
    }))
  return { executions, isWhole: total <= results.length }
}
