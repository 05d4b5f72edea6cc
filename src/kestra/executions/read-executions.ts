import * as z from 'zod'
import { addressOf } from '../address.ts'
import { type Api, parseAnswer, queryValue } from '../api.ts'
import { type Page, readPages } from '../read-pages.ts'
import { type Execution, executionAnswer, hasEnded, toExecution } from './execution.ts'

/** `undefined` when there is none of this id (404). */
export const readExecution = async (api: Api, id: string): Promise<Execution | undefined> => {
  const path = addressOf(api, '/executions/{executionId}', { executionId: id })
  const answer = await api.http.send({ method: 'GET', path })
  if (answer.status === 404) return undefined
  const what = `read the execution ${id}`
  return toExecution(api, parseAnswer(answer, executionAnswer, { what, target: api.target }))
}

/** How long to wait, by whose clock. */
export interface WaitBudget {
  readonly milliseconds: number
  readonly now: () => number
  /** Aborted: it is not waited for any longer. */
  readonly signal?: AbortSignal
}

const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 1000

/**
 * Reads an execution until it has ended, or the time is over, or the run is to end: as it was read last, so `hasEnded` tells which.
 * `undefined` when it is gone.
 */
export const waitForEnd = async (
  api: Api,
  id: string,
  { milliseconds, now, signal }: WaitBudget,
): Promise<Execution | undefined> => {
  const end = now() + milliseconds
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS)) {
    const read = await readExecution(api, id)
    const left = end - now()
    if (read === undefined || hasEnded(read) || left <= 0 || signal?.aborted === true) return read
    if (!(await api.http.pause(Math.min(pause, left)))) return read
  }
}

const page = z.looseObject({ results: z.array(executionAnswer), total: z.number() })
const PAGE_SIZE = 200

/** Every execution of a flow that is kept, of any kind and in any state, also of one that is deleted. */
export const executionsOf = async (
  api: Api,
  { namespace, flowId }: Pick<Execution, 'namespace' | 'flowId'>,
): Promise<readonly Execution[]> => {
  const of = `namespace=${queryValue(namespace)}&flowId=${queryValue(flowId)}`
  const readPage = async (number: number): Promise<Page<Execution>> => {
    const path = `${api.base}/executions?${of}&page=${number}&size=${PAGE_SIZE}`
    const answer = await api.http.send({ method: 'GET', path })
    const what = `list the executions of ${namespace}.${flowId}`
    const { results, total } = parseAnswer(answer, page, { what, target: api.target })
    return { results: results.map((each) => toExecution(api, each)), total }
  }
  const { items } = await readPages(readPage, ({ id }) => id)
  return [...items.values()].filter((each) => each.namespace === namespace && each.flowId === flowId)
}
