import { isUserError, orUserError } from '../finding/user-error.ts'
import { failedTaskOf } from '../flow-tests/run/judge-case.ts'
import type { KestraClient } from '../kestra/client.ts'
import { hasEnded } from '../kestra/executions/execution.ts'
import { readExecution } from '../kestra/executions/executions.ts'
import { type BegunExecution, executionsSince } from '../kestra/executions/search-executions.ts'
import type { RunOptions } from '../state/run-options.ts'
import { counted, seconds } from '../text/lists.ts'
import type { FollowedFlow } from './followed-flow.ts'

/** A flow that a deploy wrote. */
export interface WrittenFlow {
  readonly namespace: string
  readonly flow: string
  /** Kestra's revision of the written text; `null`: not known. */
  readonly revision: number | null
}

const PAUSE_MS = 5_000

/**
 * Watches the first execution of each flow with the written text, until all have ended or the time is over. A server that does not
 * list executions ends it with a notice. If the server becomes unavailable or the run ends, returns what was seen until then.
 */
export const followFlows = async (
  flows: readonly WrittenFlow[],
  budgetMs: number,
  { client, run }: { readonly client: KestraClient; readonly run: RunOptions },
): Promise<{ readonly followed: readonly FollowedFlow[]; readonly notices: readonly string[] }> => {
  const { now } = run.runtime
  const start = now()
  const first = new Map<WrittenFlow, BegunExecution>()
  const older = new OlderRevisions()
  const notices: string[] = []
  try {
    for (;;) {
      older.add(await refresh(flows, first, client))
      const waited = now() - start
      if (waited >= budgetMs || flows.every((flow) => isDone(first.get(flow)))) break
      run.log.progress(
        `Following ${counted(flows.length, 'flow')}, ${first.size} with an execution: ${seconds(waited)} of ${seconds(budgetMs)}`,
      )
      if (!(await client.http.pause(Math.min(PAUSE_MS, budgetMs - waited)))) break
    }
  } catch (error) {
    if (!isUserError(error)) throw error
    notices.push(`The results of the first executions are not known completely: ${error.message}`)
  }
  const followed: FollowedFlow[] = []
  for (const flow of flows)
    followed.push(await toFollowed(flow, { execution: first.get(flow), onOlderRevisions: older.countOf(flow) }, client))
  return { followed, notices }
}

const isDone = (execution: BegunExecution | undefined): boolean => execution !== undefined && hasEnded(execution)

/** The executions that begin while flows are watched. Executions in the first answer may have begun before the write. */
class OlderRevisions {
  private newestBefore: number | undefined
  private readonly before = new Set<string>()
  private readonly begun = new Map<string, BegunExecution>()

  add(listed: readonly BegunExecution[]): void {
    if (this.newestBefore === undefined) {
      this.newestBefore = listed.reduce((newest, { began }) => Math.max(newest, began), 0)
      for (const { id } of listed) this.before.add(id)
    }
    for (const one of listed)
      if (!this.before.has(one.id) && one.began >= this.newestBefore) this.begun.set(one.id, one)
  }

  countOf({ namespace, flow, revision }: WrittenFlow): number {
    const isOlder = (one: BegunExecution) =>
      revision !== null && one.revision !== undefined && one.revision < revision && one.flowId === flow
    return [...this.begun.values()].filter((one) => one.namespace === namespace && isOlder(one)).length
  }
}

/** Reads a known execution again. Returns all executions in the answer. For other flows it finds the earliest execution that began after the run connected, by the server's clock. */
const refresh = async (
  flows: readonly WrittenFlow[],
  first: Map<WrittenFlow, BegunExecution>,
  client: KestraClient,
): Promise<readonly BegunExecution[]> => {
  const since = new Date(client.serverTime ?? 0)
  const begun = await executionsSince(client, new Set(flows.map(({ namespace }) => namespace)), since)
  for (const flow of flows) {
    const known = first.get(flow)
    const of = begun.filter((one) => isOf(flow, one) && (known === undefined || one.id === known.id))
    const [earliest] = of.toSorted((a, b) => a.began - b.began)
    const now = earliest ?? (known && (await readByItself(known, client)))
    if (now !== undefined) first.set(flow, now)
  }
  return begun
}

/** Reads one execution alone: the list of a busy namespace may no longer contain it. */
const readByItself = async (known: BegunExecution, client: KestraClient): Promise<BegunExecution> => {
  if (hasEnded(known)) return known
  const state = (await readExecution(client, known.id))?.state ?? known.state
  return { ...known, state, changed: undefined }
}

/** False for an execution with an older text: it began before the deploy, or continues across it. */
const isOf = ({ namespace, flow, revision }: WrittenFlow, execution: BegunExecution): boolean =>
  execution.namespace === namespace &&
  execution.flowId === flow &&
  (revision === null || execution.revision === undefined || execution.revision >= revision)

const toFollowed = async (
  { namespace, flow }: WrittenFlow,
  {
    execution,
    onOlderRevisions,
  }: Pick<FollowedFlow, 'onOlderRevisions'> & { readonly execution: BegunExecution | undefined },
  client: KestraClient,
): Promise<FollowedFlow> => {
  if (execution === undefined) return { namespace, flow, execution, onOlderRevisions }
  const { id, url, state, began, changed } = execution
  const isOver = hasEnded(execution)
  return {
    ...{ namespace, flow, onOlderRevisions },
    execution: {
      ...{ id, url, state, hasEnded: isOver },
      milliseconds: isOver && changed !== undefined ? changed - began : undefined,
      failedTask: state === 'FAILED' ? await failedTask(id, client) : undefined,
    },
  }
}

/** The failed task and its log, as far as the server returns them. */
const failedTask = async (id: string, client: KestraClient) => {
  const execution = await orUserError(readExecution(client, id))
  return execution === undefined || isUserError(execution) ? undefined : failedTaskOf(execution, client)
}
