import * as z from 'zod'
import { addressOf } from '../address.ts'
import { type Api, parseAnswer } from '../api.ts'
import { explainAnswer } from '../explain-failure.ts'
import { isAtLeast } from '../server.ts'
import type { Execution, TaskRun } from './execution.ts'

/** What the server made of an expression, as text, or its words why it could not. Nothing (`null`) is an empty text. */
export type Evaluated = { readonly text: string } | { readonly fault: string }

/** What a server shows in the place of a value that it takes for a secret (docs/facts/kestra.md, "Assertions"). */
const HIDDEN = '******'
const IS_HIDDEN = 'The server hides what it reads, so that it cannot be compared.'

const evaluated = z.looseObject({ result: z.string().nullish(), error: z.string().nullish() })

/**
 * Renders an expression with the inputs, outputs and state of an execution. Servers before 2.0 do so within a task run only: there an execution
 * without any is a fault.
 */
export const evaluate = async (api: Api, execution: Execution, expression: string): Promise<Evaluated> => {
  // Nothing in it is rendered; and an empty body is refused.
  if (!/\{[{%#]/.test(expression)) return { text: expression }
  const path = evaluationPath(api, execution)
  if (path === undefined) return { fault: 'No task was run, and this server renders expressions within a task only.' }
  const answer = await api.http.send({
    method: 'POST',
    path,
    body: expression,
    contentType: 'text/plain',
    isRead: true,
  })
  const what = `render an expression of the execution ${execution.id}`
  if (answer.status === 422) return { fault: explainAnswer(answer, what, api.target).message }
  const { result, error } = parseAnswer(answer, evaluated, { what, target: api.target })
  if (typeof error === 'string') return { fault: error }
  if (result?.includes(HIDDEN) === true && !expression.includes(HIDDEN)) return { fault: IS_HIDDEN }
  return { text: result ?? '' }
}

const evaluationPath = (api: Api, { id, taskRuns }: Execution): string | undefined => {
  if (isAtLeast(api.info, 2, 0)) return addressOf(api, '/executions/{executionId}/actions/eval', { executionId: id })
  const within = taskRuns.find(isOuter) ?? taskRuns[0]
  if (within === undefined) return undefined
  return addressOf(api, '/executions/{executionId}/eval/{taskRunId}', { executionId: id, taskRunId: within.id })
}

/** Inside of a loop the outputs are those of its iteration. */
const isOuter = ({ parent, value }: TaskRun): boolean => parent === undefined && value === undefined
