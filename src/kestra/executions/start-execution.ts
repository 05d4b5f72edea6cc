import { FormData } from 'undici'
import { addressOf } from '../address.ts'
import { type Api, parseAnswer, queryValue } from '../api.ts'
import { explainAnswer } from '../explain-failure.ts'
import { type Execution, executionAnswer, toExecution } from './execution.ts'

/** What a flow is started with. An input of type FILE has bytes and a name. */
export interface ExecutionStart {
  readonly namespace: string
  readonly flowId: string
  /** Without one the newest that the server's executor knows, which may be older than what was just written. */
  readonly revision: number | undefined
  readonly labels: Readonly<Record<string, string>>
  readonly inputs: readonly ExecutionInput[]
}

export type ExecutionInput =
  | { readonly id: string; readonly text: string }
  | { readonly id: string; readonly bytes: Uint8Array; readonly fileName: string }

/**
 * Starts a flow with `kind=TEST`, and does not wait for its end. Never sent twice: where the answer was lost, `UserError`, and the
 * execution may run (`executionsOf` finds it). `refused`: the server's words on its inputs, or that the flow is disabled.
 */
export const startExecution = async (
  api: Api,
  { namespace, flowId, revision, labels, inputs }: ExecutionStart,
): Promise<Execution | { readonly refused: string }> => {
  const query = [
    'kind=TEST',
    ...(revision === undefined ? [] : [`revision=${revision}`]),
    ...Object.entries(labels).map((label) => `labels=${queryValue(label.join(':'))}`),
  ].join('&')
  const path = `${addressOf(api, '/executions/{namespace}/{id}', { namespace, id: flowId })}?${query}`
  const form = inputs.length === 0 ? {} : { body: formOf(inputs) }
  const answer = await api.http.send({ method: 'POST', path, ...form })
  const what = `start the flow ${namespace}.${flowId}`
  if (answer.status === 409 || answer.status === 422)
    return { refused: explainAnswer(answer, what, api.target).message }
  return toExecution(api, parseAnswer(answer, executionAnswer, { what, target: api.target }))
}

/** One part for each input. */
const formOf = (inputs: readonly ExecutionInput[]): FormData => {
  const form = new FormData()
  for (const input of inputs) {
    if ('text' in input) form.append(input.id, input.text)
    else form.append(input.id, new Blob([new Uint8Array(input.bytes)]), input.fileName)
  }
  return form
}
