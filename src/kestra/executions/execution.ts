import * as z from 'zod'
import type { KestraClient } from '../client.ts'
import type { Target } from '../server.ts'

/** One task run of an execution; a task in a loop has one per iteration. */
export interface TaskRun {
  readonly id: string
  readonly taskId: string
  readonly state: string
  /** The id of the task run around this one, if any. */
  readonly parent: string | undefined
  /** The value of the loop's iteration. */
  readonly value: string | undefined
  /** The id of the execution that the task started, where the server reports it (a Subflow, before 2.0). */
  readonly began: string | undefined
}

/** The state of an execution when it was read. */
export interface Execution {
  readonly id: string
  readonly namespace: string
  readonly flowId: string
  readonly revision: number | undefined
  /** Kestra's name of the state: `CREATED`, `RUNNING`, `SUCCESS`, … */
  readonly state: string
  readonly labels: ReadonlyMap<string, string>
  readonly taskRuns: readonly TaskRun[]
  /** Its page in Kestra's UI. */
  readonly url: string
}

const taskRun = z.looseObject({
  id: z.string(),
  taskId: z.string(),
  state: z.looseObject({ current: z.string() }),
  parentTaskRunId: z.string().nullish(),
  value: z.string().nullish(),
  // Other tasks have outputs of any form.
  outputs: z.looseObject({ executionId: z.string() }).optional().catch(undefined),
})
export const executionAnswer = z.looseObject({
  id: z.string(),
  namespace: z.string(),
  flowId: z.string(),
  flowRevision: z.number().nullish(),
  state: z.looseObject({ current: z.string() }),
  labels: z.array(z.looseObject({ key: z.string(), value: z.string().nullish() })).nullish(),
  taskRunList: z.array(taskRun).nullish(),
})
export const toExecution = (
  { target }: Pick<KestraClient, 'target'>,
  { id, namespace, flowId, flowRevision, state, labels, taskRunList }: z.infer<typeof executionAnswer>,
): Execution => ({
  id,
  namespace,
  flowId,
  revision: flowRevision ?? undefined,
  state: state.current,
  labels: new Map((labels ?? []).map(({ key, value }) => [key, value ?? ''])),
  taskRuns: (taskRunList ?? []).map((run) => ({
    id: run.id,
    taskId: run.taskId,
    state: run.state.current,
    parent: run.parentTaskRunId ?? undefined,
    value: run.value ?? undefined,
    began: run.outputs?.executionId,
  })),
  url: executionPage(target, { namespace, flowId, id }),
})

/** The page of an execution in Kestra's UI. */
export const executionPage = (
  { server, tenant }: Target,
  { namespace, flowId, id }: Pick<Execution, 'id' | 'namespace' | 'flowId'>,
): string => `${server}/ui/${[tenant, 'executions', namespace, flowId, id].map(encodeURIComponent).join('/')}`

/** The states in which an execution is over (docs/internals/facts/kestra.md, "Executions"). */
export const ENDED: readonly string[] = ['SUCCESS', 'WARNING', 'FAILED', 'KILLED', 'CANCELLED', 'SKIPPED', 'RETRIED']

export const hasEnded = ({ state }: Pick<Execution, 'state'>): boolean => ENDED.includes(state)
