import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import { call } from '../engine/engine.ts'
import type { ServerTarget } from '../support/server-hands.ts'
import { arrangeOn } from './arrange.ts'
import { ENDED, type Played, type Stage } from './play.ts'

const State = z.looseObject({ current: z.string() })
const Execution = z.looseObject({
  id: z.string(),
  state: State,
  taskRunList: z.array(z.looseObject({ taskId: z.string(), state: State })).nullish(),
})
type Execution = z.infer<typeof Execution>
const Executions = z.object({ results: z.array(Execution) })
const Logs = z.array(z.looseObject({ taskId: z.string().nullish(), level: z.string(), message: z.string().nullish() }))
/** The engine has no search of logs, and answers with those of an execution of that name. */
const FoundLogs = z.union([Logs, z.object({ results: Logs }).transform(({ results }) => results)])
const Refusal = z.looseObject({ message: z.string().optional(), detail: z.string().optional() })
const Triggers = z.object({
  results: z.array(
    z.looseObject({
      triggerContext: z.looseObject({ nextExecutionDate: z.string().nullish() }).nullish(),
      state: z.looseObject({ nextEvaluationDate: z.string().nullish() }).nullish(),
    }),
  ),
})

// No flow of the corpus takes longer; what waits longer hangs.
const LONGEST_MS = 25_000
const PAUSE_MS = 250
// The logs come after the end, on 2.0 up to seconds.
const LOGS_MS = 4_000
const QUIET_MS = 1_200

/** A server of this version that answers Kestra's own API. */
export const realServer = (target: ServerTarget, version: string): Stage => {
  const { remove, ...arrange } = arrangeOn(target)
  const read = async <T>(path: string, schema: z.ZodType<T>): Promise<T> => {
    const answer = await call(target, path)
    if (!answer.ok) throw new Error(`GET ${path}: ${answer.status} ${await answer.text()}`)
    return schema.parse(await answer.json())
  }
  const search = async (namespace: string, flow?: string): Promise<readonly Execution[]> => {
    const of = (name: string, value: string) => `filters%5B${name}%5D%5BEQUALS%5D=${value}`
    const filters = [of('namespace', namespace), ...(flow === undefined ? [] : [of('flowId', flow)])]
    const { results } = await read(`/executions/search?size=100&${filters.join('&')}`, Executions)
    return results
  }
  const ended = async (id: string, hasLogs: boolean): Promise<Played> => {
    for (const end = Date.now() + LONGEST_MS; ; await sleep(PAUSE_MS)) {
      const execution = await read(`/executions/${id}`, Execution)
      if (ENDED.has(execution.state.current) || Date.now() > end) return seen(execution, hasLogs)
    }
  }
  // From 2.0 the logs of a test are not among the others.
  const logsOf = async (id: string) => {
    const logs = await read(`/logs/${id}`, Logs)
    if (logs.length > 0 || version.startsWith('1.')) return logs
    const filters = `filters%5BexecutionId%5D%5BEQUALS%5D=${id}&filters%5Bkind%5D%5BEQUALS%5D=TEST`
    return read(`/logs/search?size=100&${filters}`, FoundLogs)
  }
  const seen = async ({ id, state, taskRunList }: Execution, hasLogs: boolean): Promise<Played> => {
    const hasError = state.current === 'FAILED' && !hasLogs
    const logs = hasError || hasLogs ? await settledLogs(() => logsOf(id), hasError) : []
    return {
      state: state.current,
      tasks: (taskRunList ?? []).map((run) => ({ id: run.taskId, state: run.state.current })),
      logs: logs.map(({ taskId, level, message }) => ({ task: taskId ?? undefined, level, message: message ?? '' })),
    }
  }
  const ran = new Map<string, string[]>()
  return {
    ...arrange,
    run: async (namespace, flow, { inputs, isWebhook = false, isTest = false, hasLogs = false }) => {
      const body = new FormData()
      for (const [name, value] of Object.entries(inputs)) body.append(name, value)
      const path = isWebhook ? `webhook/${namespace}/${flow}/key` : `${namespace}/${flow}${isTest ? '?kind=TEST' : ''}`
      const hasBody = !isWebhook && Object.keys(inputs).length > 0
      const answer = await call(target, `/executions/${path}`, { method: 'POST', ...(hasBody ? { body } : {}) })
      const text = await answer.text()
      if (!answer.ok) {
        const { message, detail } = Refusal.parse(JSON.parse(text || '{}'))
        return { refused: message ?? detail ?? `${answer.status}` }
      }
      const { id } = Execution.parse(JSON.parse(text))
      ran.set(namespace, [...(ran.get(namespace) ?? []), id])
      return ended(id, hasLogs)
    },
    begun: async (namespace, flow, { hasLogs = false }) => {
      const [first] = await search(namespace, flow)
      return first && ended(first.id, hasLogs)
    },
    nextDate: async (namespace, flow) => {
      const { results } = await read(`/triggers/search?size=100&namespace=${namespace}`, Triggers)
      const own = results.filter((each) => JSON.stringify(each).includes(`"${flow}"`))
      const dates = own.map((each) => each.triggerContext?.nextExecutionDate ?? each.state?.nextEvaluationDate)
      return dates.find((date) => typeof date === 'string')
    },
    clear: async (namespace, made) => {
      await remove(namespace, made)
      const ids = new Set([...(ran.get(namespace) ?? []), ...(await search(namespace)).map(({ id }) => id)])
      for (const id of ids) {
        await call(target, `/executions/${id}?deleteLogs=true&deleteMetrics=true&deleteStorage=true`, {
          method: 'DELETE',
        })
      }
    },
  }
}

type Log = z.infer<typeof Logs>[number]

/** The logs once no more come; those of a failed execution once there is an error among them. */
const settledLogs = async (readLogs: () => Promise<readonly Log[]>, hasError: boolean): Promise<readonly Log[]> => {
  let logs = await readLogs()
  let quietSince = Date.now()
  for (const end = Date.now() + LOGS_MS; Date.now() < end; await sleep(PAUSE_MS)) {
    if (hasError ? logs.some(({ level }) => level === 'ERROR') : Date.now() - quietSince > QUIET_MS) break
    const next = await readLogs()
    if (next.length > logs.length) quietSince = Date.now()
    logs = next
  }
  return logs
}
