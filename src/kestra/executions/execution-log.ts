import * as z from 'zod'
import { compareText } from '../../text/compare.ts'
import { parseJson } from '../../text/json.ts'
import { addressOf } from '../address.ts'
import { type Api, parseAnswer } from '../api.ts'
import type { HttpAnswer } from '../http/exchange.ts'
import { isAtLeast } from '../server.ts'
import type { Execution } from './execution.ts'

const line = z.looseObject({
  taskRunId: z.string().nullish(),
  timestamp: z.string().nullish(),
  level: z.string().nullish(),
  message: z.string().nullish(),
})

type LogLine = z.infer<typeof line>

/** From the server's own stack traces a reader learns nothing of a flow. */
const HIDDEN_LEVELS: ReadonlySet<string> = new Set(['TRACE'])
const MAX_LOG_BYTES = 4 * 1024 * 1024
/** What a stream has of an execution that is over comes at once. */
const LISTEN_MS = 1500

/**
 * The last lines that a task run logged, oldest first, each of one line. Read soon after the end: 2.0 does not store those of `kind=TEST`, and only its stream
 * of an execution has them, for a short time (docs/facts/kestra.md, "Executions").
 */
export const lastLogLines = async (
  api: Api,
  { execution, taskRunId, most }: { readonly execution: Execution; readonly taskRunId: string; readonly most: number },
): Promise<readonly string[]> => {
  const stored = ofTaskRun(await readStored(api, execution), taskRunId)
  const lines = stored.length > 0 || !isAtLeast(api.info, 2, 0) ? stored : await listen(api, execution, taskRunId)
  return lines.flatMap(({ level, message }) => textsOf(level ?? '', message ?? '')).slice(-most)
}

const readStored = async (api: Api, { id }: Execution): Promise<readonly LogLine[]> => {
  const path = addressOf(api, '/logs/{executionId}', { executionId: id })
  const answer = await api.http.send({ method: 'GET', path, maxBytes: MAX_LOG_BYTES })
  return parseAnswer(answer, z.array(line), { what: `read the log of the execution ${id}`, target: api.target })
}

const listen = async (api: Api, { id }: Execution, taskRunId: string): Promise<readonly LogLine[]> => {
  const path = addressOf(api, '/logs/{executionId}/follow', { executionId: id })
  const answer = await api.http.send({ method: 'GET', path, maxBytes: MAX_LOG_BYTES, listenMs: LISTEN_MS })
  return answer.status === 200 ? ofTaskRun(linesOfStream(answer), taskRunId) : []
}

/** Server-sent events; the last one may be cut off. */
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
