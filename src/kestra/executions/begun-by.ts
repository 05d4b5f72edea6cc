import * as z from 'zod'
import { type Api, parseAnswer, queryValue } from '../api.ts'
import { isAtLeast } from '../server.ts'
import { executionAnswer, toExecution } from './execution.ts'

const page = z.looseObject({ results: z.array(executionAnswer) })

/** More than that nobody starts with one test. */
const MOST_LISTED = 200
/** The id of the execution that all of these go back to. */
const ORIGIN = 'system.correlationId'

/**
 * The ids of the executions that an execution with `kind=TEST` began, of whatever flow and depth; on 1.x they are of no kind
 * (docs/facts/kestra.md, "Executions").
 */
export const executionsBegunBy = async (api: Api, id: string): Promise<readonly string[]> => {
  const ofKind = isAtLeast(api.info, 2, 0) ? ['filters[kind][EQUALS]=TEST'] : []
  const query = [`filters[labels][EQUALS][${ORIGIN}]=${queryValue(id)}`, ...ofKind, `size=${MOST_LISTED}`, 'page=1']
  const path = `${api.base}/executions/search?${query.join('&').replace(/[[\]]/g, encodeURIComponent)}`
  const answer = await api.http.send({ method: 'GET', path })
  const what = `list what the execution ${id} began`
  const { results } = parseAnswer(answer, page, { what, target: api.target })
  // A server that does not know a filter leaves it out.
  return results
    .map((each) => toExecution(api, each))
    .filter((each) => each.id !== id && each.labels.get(ORIGIN) === id)
    .map((each) => each.id)
}
