import { FormData } from 'undici'
import { isAtLeast } from '../../flow/kestra-version.ts'
import { addressOf } from '../address.ts'
import { findJson, isTaken, type KestraClient, parseAnswer, readPage } from '../client.ts'
import { explainAnswer } from '../explain-failure.ts'
import { type Page, readPages } from '../read-pages.ts'
import { type Execution, executionAnswer, hasEnded, toExecution } from './execution.ts'

/** `undefined` when no execution has this id (404). */
export const readExecution = async (client: KestraClient, id: string): Promise<Execution | undefined> => {
  const path = addressOf(client, '/executions/{executionId}', { executionId: id })
  const found = await findJson(client, { path, schema: executionAnswer, what: `read the execution ${id}` })
  return found && toExecution(client, found)
}

/** The longest wait in milliseconds, and the clock that measures it. */
export interface WaitBudget {
  readonly milliseconds: number
  readonly now: () => number
  /** Aborting it ends the wait. */
  readonly signal?: AbortSignal
}

const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 1000

/**
 * Reads an execution until it ends, the time is over, or the run must end. Returns the last state read; `hasEnded`
 * shows which case it is. `undefined` when the execution was deleted.
 */
export const waitForEnd = async (
  client: KestraClient,
  id: string,
  { milliseconds, now, signal }: WaitBudget,
): Promise<Execution | undefined> => {
  const end = now() + milliseconds
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS)) {
    const read = await readExecution(client, id)
    const left = end - now()
    if (read === undefined || hasEnded(read) || left <= 0 || signal?.aborted === true) return read
    if (!(await client.http.pause(Math.min(pause, left)))) return read
  }
}

const PAGE_SIZE = 200

/** Every stored execution of a flow, of any kind and state, also when the flow is deleted. */
export const executionsOf = async (
  client: KestraClient,
  { namespace, flowId }: Pick<Execution, 'namespace' | 'flowId'>,
): Promise<readonly Execution[]> => {
  const of = `namespace=${encodeURIComponent(namespace)}&flowId=${encodeURIComponent(flowId)}`
  const readListed = async (number: number): Promise<Page<Execution>> => {
    const path = `${client.base}/executions?${of}&page=${number}&size=${PAGE_SIZE}`
    const what = `list the executions of ${namespace}.${flowId}`
    const { results, total } = await readPage(client, { path, item: executionAnswer, what })
    return { results: results.map((each) => toExecution(client, each)), total }
  }
  const { items } = await readPages(readListed, ({ id }) => id)
  return [...items.values()].filter((each) => each.namespace === namespace && each.flowId === flowId)
}

/** The parameters of a start. An input of type FILE has bytes and a name. */
export interface ExecutionStart {
  readonly namespace: string
  readonly flowId: string
  /**
   * Without a revision the server starts the newest that its executor knows, which may be older than the last write.
   */
  readonly revision: number | undefined
  readonly labels: Readonly<Record<string, string>>
  readonly inputs: readonly ExecutionInput[]
}

export type ExecutionInput =
  | { readonly id: string; readonly text: string }
  | { readonly id: string; readonly bytes: Uint8Array; readonly fileName: string }

/**
 * Starts a flow with `kind=TEST` and does not wait for its end. `refused`: the server's reason about the inputs, or
 * that the flow is disabled. Never sends the request twice: a lost answer throws `UserError`, and the execution may run
 * (`executionsOf` finds it).
 */
export const startExecution = async (
  client: KestraClient,
  { namespace, flowId, revision, labels, inputs }: ExecutionStart,
): Promise<Execution | { readonly refused: string }> => {
  const query = [
    'kind=TEST',
    ...(revision === undefined ? [] : [`revision=${revision}`]),
    ...Object.entries(labels).map((label) => `labels=${encodeURIComponent(label.join(':'))}`),
  ].join('&')
  const path = `${addressOf(client, '/executions/{namespace}/{id}', { namespace, id: flowId })}?${query}`
  const form = inputs.length === 0 ? {} : { body: formOf(inputs) }
  const answer = await client.http.send({ method: 'POST', path, ...form })
  const what = `start the flow ${namespace}.${flowId}`
  if (answer.status === 409 || answer.status === 422)
    return { refused: explainAnswer(answer, what, client.target).message }
  return toExecution(client, parseAnswer(answer, executionAnswer, { what, target: client.target }))
}

/** A form with one part per input. */
const formOf = (inputs: readonly ExecutionInput[]): FormData => {
  const form = new FormData()
  for (const input of inputs) {
    if ('text' in input) form.append(input.id, input.text)
    else form.append(input.id, new Blob([new Uint8Array(input.bytes)]), input.fileName)
  }
  return form
}

/** Asks the server to end an execution, which happens soon after. An ended or deleted execution is not an error. */
export const killExecution = async (client: KestraClient, id: string): Promise<void> => {
  const path = isAtLeast(client.info, 2, 0)
    ? addressOf(client, '/executions/{executionId}/actions/kill', { executionId: id })
    : addressOf(client, '/executions/{executionId}/kill', { executionId: id })
  const answer = await client.http.send({ method: 'DELETE', path })
  if (isTaken(answer) || DELETED_OR_ENDED.includes(answer.status)) return
  throw explainAnswer(answer, `kill the execution ${id}`, client.target)
}

const DELETED_OR_ENDED: readonly number[] = [404, 409]

/**
 * Deletes an execution with its logs, metrics and files. A missing execution is not an error. Kill a running execution
 * first.
 */
export const deleteExecution = async (client: KestraClient, id: string): Promise<void> => {
  const path = addressOf(client, '/executions/{executionId}', { executionId: id })
  const query = 'deleteLogs=true&deleteMetrics=true&deleteStorage=true'
  const answer = await client.http.send({ method: 'DELETE', path: `${path}?${query}` })
  if (isTaken(answer) || answer.status === 404) return
  throw explainAnswer(answer, `delete the execution ${id}`, client.target)
}
