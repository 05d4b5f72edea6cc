import * as z from 'zod'
import { isAtLeast } from '../../flow/kestra-version.ts'
import { compareText } from '../../text/compare.ts'
import { parseJson } from '../../text/json.ts'
import { addressOf } from '../address.ts'
import { type KestraClient, parseAnswer, readJson } from '../client.ts'
import { explainAnswer } from '../explain-failure.ts'
import type { HttpAnswer } from '../http/exchange.ts'
import type { Execution, TaskRun } from './execution.ts'

/** The rendered text of an expression, or the server's reason why it failed. A `null` result is an empty text. */
export type EvaluationResult = { readonly text: string } | { readonly fault: string }

/** The text that a server shows instead of a secret value (docs/internals/facts/kestra.md, "Assertions"). */
const HIDDEN = '******'
const IS_HIDDEN = 'The server hides the value, so it cannot be compared.'

const evaluated = z.looseObject({ result: z.string().nullish(), error: z.string().nullish() })

/**
 * Renders an expression with the inputs, outputs and state of an execution. Servers before 2.0 do so only within a task
 * run: an execution without one gives a `fault`.
 */
export const evaluate = async (
  client: KestraClient,
  execution: Execution,
  expression: string,
): Promise<EvaluationResult> => {
  // A text without an expression is not rendered, and the server refuses an empty body.
  if (!/\{[{%#]/.test(expression)) return { text: expression }
  const path = evaluationPath(client, execution)
  if (path === undefined) return { fault: 'No task ran, and this server renders expressions only within a task.' }
  const answer = await client.http.send({
    method: 'POST',
    path,
    body: expression,
    contentType: 'text/plain',
    isRead: true,
  })
  const what = `render an expression of the execution ${execution.id}`
  if (answer.status === 422) return { fault: explainAnswer(answer, what, client.target).message }
  const { result, error } = parseAnswer(answer, evaluated, { what, target: client.target })
  if (typeof error === 'string') return { fault: error }
  if (result?.includes(HIDDEN) === true && !expression.includes(HIDDEN)) return { fault: IS_HIDDEN }
  return { text: result ?? '' }
}

const evaluationPath = (client: KestraClient, { id, taskRuns }: Execution): string | undefined => {
  if (isAtLeast(client.info, 2, 0))
    return addressOf(client, '/executions/{executionId}/actions/eval', { executionId: id })
  const within = taskRuns.find(isOuter) ?? taskRuns[0]
  if (within === undefined) return undefined
  return addressOf(client, '/executions/{executionId}/eval/{taskRunId}', { executionId: id, taskRunId: within.id })
}

/** False within a loop, where the outputs are those of one iteration. */
const isOuter = ({ parent, value }: TaskRun): boolean => parent === undefined && value === undefined

const line = z.looseObject({
  taskRunId: z.string().nullish(),
  timestamp: z.string().nullish(),
  level: z.string().nullish(),
  message: z.string().nullish(),
})

type LogLine = z.infer<typeof line>

/** The server's own stack traces, which do not help to understand a flow. */
const HIDDEN_LEVELS: ReadonlySet<string> = new Set(['TRACE'])
const MAX_LOG_BYTES = 4 * 1024 * 1024
/** Milliseconds; the stream sends everything about an ended execution at once. */
const LISTEN_MS = 1500

/**
 * The last lines that a task run logged, at most `most`, oldest first, without line breaks. 2.0 does not store the log
 * of `kind=TEST`: only the execution's stream has it, for a short time. So call this soon after the end
 * (docs/internals/facts/kestra.md, "Executions").
 */
export const lastLogLines = async (
  client: KestraClient,
  { execution, taskRunId, most }: { readonly execution: Execution; readonly taskRunId: string; readonly most: number },
): Promise<readonly string[]> => {
  const stored = ofTaskRun(await readStored(client, execution), taskRunId)
  const lines = stored.length > 0 || !isAtLeast(client.info, 2, 0) ? stored : await listen(client, execution, taskRunId)
  return lines.flatMap(({ level, message }) => textsOf(level ?? '', message ?? '')).slice(-most)
}

const readStored = async (client: KestraClient, { id }: Execution): Promise<readonly LogLine[]> => {
  const path = addressOf(client, '/logs/{executionId}', { executionId: id })
  const what = `read the log of the execution ${id}`
  return readJson(client, { path, schema: z.array(line), what, maxBytes: MAX_LOG_BYTES })
}

const listen = async (client: KestraClient, { id }: Execution, taskRunId: string): Promise<readonly LogLine[]> => {
  const path = addressOf(client, '/logs/{executionId}/follow', { executionId: id })
  const answer = await client.http.send({ method: 'GET', path, maxBytes: MAX_LOG_BYTES, listenMs: LISTEN_MS })
  return answer.status === 200 ? ofTaskRun(linesOfStream(answer), taskRunId) : []
}

/** The lines of a stream of server-sent events; the last event may be cut off. */
const linesOfStream = ({ body }: HttpAnswer): readonly LogLine[] =>
  body
    .toString('utf8')
    .split('\n')
    .flatMap((text) => (text.startsWith('data:') ? [line.safeParse(parseJson(text.slice('data:'.length)))] : []))
    .flatMap(({ data }) => (data === undefined ? [] : [data]))

const ofTaskRun = (lines: readonly LogLine[], taskRunId: string): readonly LogLine[] =>
  lines
    .filter((each) => each.taskRunId === taskRunId && !HIDDEN_LEVELS.has(each.level ?? ''))
    .toSorted((a, b) => compareText(a.timestamp ?? '', b.timestamp ?? ''))

const textsOf = (level: string, message: string): readonly string[] =>
  message
    .split(/\r?\n/)
    .filter((text) => text.trim() !== '')
    .map((text) => `${level} ${text}`.trim())
