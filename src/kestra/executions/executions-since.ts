import * as z from 'zod'
import { type Api, parseAnswer, queryValue } from '../api.ts'
import { executionPage } from './execution.ts'

/** An execution as a list tells it. */
export interface BegunExecution {
  readonly id: string
  readonly namespace: string
  readonly flowId: string
  readonly revision: number | undefined
  /** Kestra's own word. */
  readonly state: string
  /** When it came into its first and into its present state, in milliseconds since 1970. */
  readonly began: number
  readonly changed: number | undefined
  /** Its page in Kestra's UI. */
  readonly url: string
}

const page = z.looseObject({
  results: z.array(
    z.looseObject({
      id: z.string(),
      namespace: z.string(),
      flowId: z.string(),
      flowRevision: z.number().nullish(),
      state: z.looseObject({ current: z.string(), histories: z.array(z.looseObject({ date: z.string() })) }),
    }),
  ),
})

const MOST_LISTED = 200
/** With more the address becomes too long for some proxies; then those of the whole tenant are asked for. */
const MOST_NAMESPACES = 40

/** The executions of these namespaces that began since then, those of tests left out: the 200 that the server lists first, in one request. */
export const executionsSince = async (
  api: Api,
  namespaces: ReadonlySet<string>,
  since: Date,
): Promise<readonly BegunExecution[]> => {
  const within =
    namespaces.size > MOST_NAMESPACES ? [] : [`filters[namespace][IN]=${[...namespaces].map(queryValue).join(',')}`]
  const started = `filters[startDate][GREATER_THAN_OR_EQUAL_TO]=${since.toISOString()}`
  const query = [...within, started, `size=${MOST_LISTED}`, 'page=1'].join('&')
  const path = `${api.base}/executions/search?${query.replace(/[[\]]/g, encodeURIComponent)}`
  const answer = await api.http.send({ method: 'GET', path })
  const { target } = api
  const { results } = parseAnswer(answer, page, { what: 'list the executions since the deploy', target })
  return results
    .map(({ id, namespace, flowId, flowRevision, state: { current, histories } }) => {
      const dates = histories.map(({ date }) => Date.parse(date))
      return {
        ...{ id, namespace, flowId, revision: flowRevision ?? undefined, state: current },
        ...{ began: dates[0] ?? 0, changed: dates.at(-1) },
        url: executionPage(target, { namespace, flowId, id }),
      }
    })
    .filter(({ namespace, began }) => namespaces.has(namespace) && began >= since.getTime())
}
