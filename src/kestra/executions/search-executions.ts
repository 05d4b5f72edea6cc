import * as z from 'zod'
import { isAtLeast } from '../../flow/kestra-version.ts'
import { type KestraClient, namespacesFilter, queryOf, readPage } from '../client.ts'
import type { Page } from '../read-pages.ts'
import type { FlowName } from '../server.ts'
import { ENDED, type Execution, executionAnswer, executionPage, hasEnded, toExecution } from './execution.ts'
import { readExecution } from './executions.ts'

/** An execution as a list shows it. */
export type ListedExecution = Pick<Execution, 'id' | 'namespace' | 'flowId' | 'state' | 'url'>

const listed = z.looseObject({
  id: z.string(),
  namespace: z.string(),
  flowId: z.string(),
  flowRevision: z.number().nullish(),
  state: z.looseObject({ current: z.string(), histories: z.array(z.looseObject({ date: z.string() })) }),
})

/** The first page of a search with at most `size` executions, and the total count; `what` completes "Cannot …". */
const search = async <T>(
  client: KestraClient,
  item: z.ZodType<T>,
  { filters, size, what }: { readonly filters: readonly string[]; readonly size: number; readonly what: string },
): Promise<Page<T>> =>
  readPage(client, {
    path: `${client.base}/executions/search?${queryOf([...filters, `size=${size}`, 'page=1'])}`,
    item,
    what,
  })

const toListed = (
  { target }: KestraClient,
  { id, namespace, flowId, state }: z.infer<typeof listed>,
): ListedExecution => ({
  id,
  namespace,
  flowId,
  state: state.current,
  url: executionPage(target, { namespace, flowId, id }),
})

/** The executions in the answer to one request. */
export interface UnfinishedExecutions {
  /** Only of the given flows, in the server's order (newest first). */
  readonly executions: readonly ListedExecution[]
  /** False when these namespaces have more than one answer holds: the list may then be incomplete. */
  readonly isWhole: boolean
}

const MOST_UNFINISHED = 1000

/**
 * The executions of these flows that are running, queued or paused now, in one request. Without flows no request is
 * sent. On 1.x executions with `kind=TEST` are missing, because no search shows them there.
 */
export const listUnfinished = async (
  client: KestraClient,
  flows: readonly FlowName[],
): Promise<UnfinishedExecutions> => {
  if (flows.length === 0) return { executions: [], isWhole: true }
  const namespaces = new Set(flows.map(({ namespace }) => namespace))
  const { results, total } = await search(client, listed, {
    filters: [...namespacesFilter(namespaces), `filters[state][NOT_IN]=${ENDED.join(',')}`],
    size: MOST_UNFINISHED,
    what: 'list the executions that run',
  })
  // A server that does not know a filter ignores it.
  const asked = new Set(flows.map(({ namespace, id }) => `${namespace}/${id}`))
  const executions = results
    .map((each) => toListed(client, each))
    .filter((each) => asked.has(`${each.namespace}/${each.flowId}`) && !hasEnded(each))
  return { executions, isWhole: total <= results.length }
}

/** An execution with the times of its states. */
export interface BegunExecution extends ListedExecution {
  readonly revision: number | undefined
  /** The times of its first and of its present state, in milliseconds since 1970. */
  readonly began: number
  readonly changed: number | undefined
}

const MOST_BEGUN = 200

/**
 * The executions in these namespaces that began at or after `since`, without those of tests. One request; at most the
 * 200 that the server lists first.
 */
export const executionsSince = async (
  client: KestraClient,
  namespaces: ReadonlySet<string>,
  since: Date,
): Promise<readonly BegunExecution[]> => {
  const { results } = await search(client, listed, {
    filters: [...namespacesFilter(namespaces), `filters[startDate][GREATER_THAN_OR_EQUAL_TO]=${since.toISOString()}`],
    size: MOST_BEGUN,
    what: 'list the executions since the deploy',
  })
  return results
    .map((each) => toBegun(client, each))
    .filter(({ namespace, began }) => namespaces.has(namespace) && began >= since.getTime())
}

const toBegun = (client: KestraClient, execution: z.infer<typeof listed>): BegunExecution => {
  const dates = execution.state.histories.map(({ date }) => Date.parse(date))
  const revision = execution.flowRevision ?? undefined
  return { ...toListed(client, execution), revision, began: dates[0] ?? 0, changed: dates.at(-1) }
}

/** The newest executions in the answer to one request. */
export interface NewestExecutions {
  /** Newest first. On servers before 2.0 they include executions of other flows in the namespaces. */
  readonly executions: readonly BegunExecution[]
  /** False if there are older ones that the answer does not hold. */
  readonly isWhole: boolean
}

/** The largest page that 2.0 allows (docs/internals/facts/kestra.md, "Executions"). */
const MOST_NEWEST = 1000

/**
 * The newest executions of these flows that began at or after `since`, without those of tests, at most 1,000. One request. Servers
 * before 2.0 filter by one flow only; for more flows they count the executions of all flows in the namespaces.
 */
export const newestExecutions = async (
  client: KestraClient,
  flows: readonly FlowName[],
  since: Date,
): Promise<NewestExecutions> => {
  const namespaces = new Set(flows.map(({ namespace }) => namespace))
  const { results, total } = await search(client, listed, {
    filters: [
      ...namespacesFilter(namespaces),
      ...flowsFilter(client, new Set(flows.map(({ id }) => id))),
      `filters[startDate][GREATER_THAN_OR_EQUAL_TO]=${since.toISOString()}`,
      'sort=state.startDate:desc',
    ],
    size: MOST_NEWEST,
    what: 'list the executions of changed flows',
  })
  return { executions: results.map((each) => toBegun(client, each)), isWhole: total <= results.length }
}

const flowsFilter = ({ info }: KestraClient, ids: ReadonlySet<string>): readonly string[] => {
  const names = [...ids].map(encodeURIComponent).join(',')
  if (ids.size === 1) return [`filters[flowId][EQUALS]=${names}`]
  return isAtLeast(info, 2, 0) ? [`filters[flowId][IN]=${names}`] : []
}

/** The label with the id of the first execution in a chain. */
const ORIGIN = 'system.correlationId'

/**
 * The ids of all executions that an execution with `kind=TEST` started, directly or indirectly, at most 200. No search
 * of 1.3 shows them. So before 2.0 the executions that the tasks report are also followed
 * (docs/internals/facts/kestra.md, "Assertions").
 */
export const executionsBegunBy = async (client: KestraClient, execution: Execution): Promise<readonly string[]> => {
  const found = await searchBegunBy(client, execution.id)
  return isAtLeast(client.info, 2, 0) ? found : [...new Set([...found, ...(await followBegunBy(client, execution))])]
}

/**
 * Follows the executions that tasks report. An execution without the label of `execution` belongs to another chain and
 * is ignored.
 */
const followBegunBy = async (client: KestraClient, execution: Execution): Promise<readonly string[]> => {
  const ours: string[] = []
  const seen = new Set(begunBy(hasEnded(execution) ? execution : await readExecution(client, execution.id)))
  for (const id of seen) {
    const begun = ours.length < MOST_BEGUN && id !== execution.id ? await readExecution(client, id) : undefined
    if (begun?.labels.get(ORIGIN) !== execution.id) continue
    ours.push(id)
    for (const next of begunBy(begun)) seen.add(next)
  }
  return ours
}

const begunBy = (execution: Execution | undefined): readonly string[] =>
  (execution?.taskRuns ?? []).flatMap(({ began }) => began ?? [])

/** On 1.x these executions have no kind (docs/internals/facts/kestra.md, "Executions"). */
const searchBegunBy = async (client: KestraClient, id: string): Promise<readonly string[]> => {
  const { results } = await search(client, executionAnswer, {
    filters: [
      `filters[labels][EQUALS][${ORIGIN}]=${encodeURIComponent(id)}`,
      ...(isAtLeast(client.info, 2, 0) ? ['filters[kind][EQUALS]=TEST'] : []),
    ],
    size: MOST_BEGUN,
    what: `list what the execution ${id} began`,
  })
  // A server that does not know a filter ignores it.
  return results
    .map((each) => toExecution(client, each))
    .filter((each) => each.id !== id && each.labels.get(ORIGIN) === id)
    .map((each) => each.id)
}
