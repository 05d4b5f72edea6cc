import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import { ENDED } from '../corpus/play.ts'
import { call, type TestServer } from '../engine/engine.ts'

/** A flow to execute once. */
export interface PlayedFlow {
  readonly id: string
  readonly source: string
  readonly inputs?: Readonly<Record<string, string>> | undefined
}

/** How an execution ended, and `task=value` for every `value` that its tasks put out, sorted; or why it was refused. */
export interface FlowOutcome {
  readonly state: string
  readonly values: readonly string[]
}

const TaskRun = z.looseObject({
  id: z.string(),
  taskId: z.string(),
  outputs: z.looseObject({ value: z.unknown().optional() }).nullish(),
})
const Execution = z.looseObject({
  id: z.string(),
  state: z.looseObject({ current: z.string() }),
  taskRunList: z.array(TaskRun).nullish(),
})
const Begun = z.array(z.object({ id: z.string(), flowId: z.string() }))
const Values = z.looseObject({ value: z.unknown().optional() })

const LONGEST_MS = 120_000

/** Stores the flows, starts one execution of each, and waits for all of them. The flows have different ids. Returns outcomes by id. */
export const playFlows = async (
  server: TestServer,
  namespace: string,
  flows: readonly PlayedFlow[],
): Promise<ReadonlyMap<string, FlowOutcome>> => {
  const outcomes = new Map<string, FlowOutcome>()
  const running = new Map<string, string>()
  for (const flow of flows) {
    const started = await start(server, namespace, flow)
    if ('refused' in started) outcomes.set(flow.id, { state: `REFUSED ${started.refused}`, values: [] })
    else running.set(flow.id, started.execution)
  }
  const states = await endStates(server, running)
  const begun = Begun.parse(await (await fetch(`${server.url}/_control/executions?tenant=${server.tenant}`)).json())
  for (const [flow, state] of states) {
    const ids = begun.filter(({ flowId }) => flowId === flow).map(({ id }) => id)
    const values = await Promise.all(ids.map((id) => valuesOf(server, id)))
    outcomes.set(flow, { state, values: values.flat().toSorted() })
  }
  return outcomes
}

const start = async (server: TestServer, namespace: string, { id, source, inputs = {} }: PlayedFlow) => {
  const headers = { 'content-type': 'application/x-yaml' }
  const stored = await call(server, '/flows', { method: 'POST', headers, body: source })
  if (!stored.ok) return { refused: await stored.text() }
  const body = new FormData()
  for (const [name, value] of Object.entries(inputs)) body.append(name, value)
  const hasBody = Object.keys(inputs).length > 0
  const answer = await call(server, `/executions/${namespace}/${id}`, { method: 'POST', ...(hasBody ? { body } : {}) })
  if (!answer.ok) return { refused: `${answer.status}` }
  return { execution: Execution.parse(await answer.json()).id }
}

/** The last states by flow; that of an execution that does not end in time is the one that it is in. */
const endStates = async (
  server: TestServer,
  running: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> => {
  const states = new Map<string, string>()
  for (const end = Date.now() + LONGEST_MS; ; await sleep(500)) {
    for (const [flow, id] of running) {
      if (ENDED.has(states.get(flow) ?? '')) continue
      states.set(flow, Execution.parse(await read(server, `/executions/${id}`)).state.current)
    }
    if ([...states.values()].every((state) => ENDED.has(state)) || Date.now() > end) return states
  }
}

const read = async (server: TestServer, path: string): Promise<unknown> => {
  const answer = await call(server, path)
  if (!answer.ok) throw new Error(`GET ${path}: ${answer.status} ${await answer.text()}`)
  return answer.json()
}

const valuesOf = async (server: TestServer, id: string): Promise<readonly string[]> => {
  const { taskRunList } = Execution.parse(await read(server, `/executions/${id}`))
  const isBefore2 = server.version.startsWith('1.')
  const known = new Set(
    isBefore2
      ? []
      : z
          .array(z.looseObject({ taskRunId: z.string() }))
          .parse(await read(server, `/outputs/${id}`))
          .map((each) => each.taskRunId),
  )
  const runs = (taskRunList ?? []).map(async (run) => {
    const outputs =
      isBefore2 || !known.has(run.id) ? run.outputs : Values.parse(await read(server, `/outputs/${id}/${run.id}`))
    return outputs?.value === undefined ? [] : [`${run.taskId}=${String(outputs.value)}`]
  })
  return (await Promise.all(runs)).flat()
}
