import * as z from 'zod'
import { type KestraClient, namespacesFilter, queryOf, readPage } from '../client.ts'
import type { Page } from '../read-pages.ts'
import { type FlowName, isAtLeast } from '../server.ts'
import { ENDED, type Execution, executionAnswer, executionPage, hasEnded, toExecution } from './execution.ts'
import { readExecution } from './executions.ts'

/** An execution as a list tells it. */
export type ListedExecution = Pick<Execution, 'id' | 'namespace' | 'flowId' | 'state' | 'url'>

const listed = z.looseObject({
  id: z.string(),
  namespace: z.string(),
  flowId: z.string(),
  flowRevision: z.number().nullish(),
  state: z.looseObject({ current: z.string(), histories: z.array(z.looseObject({ date: z.string() })) }),
})

/** The first page of a search, of at most `size` executions, and how many there are in all; `what` completes "Cannot …". */
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
  ...{ id, namespace, flowId, state: state.current },
  url: executionPage(target, { namespace, flowId, id }),
})

/** The answer to one request. */
export interface UnfinishedExecutions {
  /** Of the flows that were asked about, the newest first as far as the server sorts them. */
  readonly executions: readonly ListedExecution[]
  /** False when there are more in these namespaces than one answer holds: then the list may miss some. */
  readonly isWhole: boolean
}

const MOST_UNFINISHED = 1000

/**
 * The executions of some flows that run, wait in a queue or are paused now, in one request. None of those with `kind=TEST` on 1.x, which no search
 * shows there. No request for no flow.
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
  // A server that does not know a filter leaves it out.
  const asked = new Set(flows.map(({ namespace, id }) => `${namespace}/${id}`))
  const executions = results
    .map((each) => toListed(client, each))
    .filter((each) => asked.has(`${each.namespace}/${each.flowId}`) && !hasEnded(each))
  return { executions, isWhole: total <= results.length }
}

/** An execution with the times of its states. */
export interface BegunExecution extends ListedExecution {
  readonly revision: number | undefined
  /** When it came into its first and into its present state, in milliseconds since 1970. */
  readonly began: number
  readonly changed: number | undefined
}

const MOST_BEGUN = 200

/** The executions of these namespaces that began since then, those of tests left out: the 200 that the server lists first, in one request. */
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
    .map((each) => {
      const dates = each.state.histories.map(({ date }) => Date.parse(date))
      const revision = each.flowRevision ?? undefined
      return { ...toListed(client, each), revision, began: dates[0] ?? 0, changed: dates.at(-1) }
    })
    .filter(({ namespace, began }) => namespaces.has(namespace) && began >= since.getTime())
}

/** The id of the execution that all of these go back to. */
const ORIGIN = 'system.correlationId'

/**
 * The ids of the executions that an execution with `kind=TEST` began, of whatever flow and depth, at most 200. No search of 1.3 shows them, so that before
 * 2.0 it is also followed what its tasks say that they began (docs/internals/facts/kestra.md, "Assertions").
 */
export const executionsBegunBy = async (client: KestraClient, execution: Execution): Promise<readonly string[]> => {
  const found = await searchBegunBy(client, execution.id)
  return isAtLeast(client.info, 2, 0) ? found : [...new Set([...found, ...(await followBegunBy(client, execution))])]
}

/** One that does not go back to `execution` is somebody else's, whatever a task says. */
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

/** On 1.x they are of no kind (docs/internals/facts/kestra.md, "Executions"). */
const searchBegunBy = async (client: KestraClient, id: string): Promise<readonly string[]> => {
  const { results } = await search(client, executionAnswer, {
    filters: [
      `filters[labels][EQUALS][${ORIGIN}]=${encodeURIComponent(id)}`,
      ...(isAtLeast(client.info, 2, 0) ? ['filters[kind][EQUALS]=TEST'] : []),
    ],
    size: MOST_BEGUN,
    what: `list what the execution ${id} began`,
  })
  // A server that does not know a filter leaves it out.
  return results
    .map((each) => toExecution(client, each))
    .filter((each) => each.id !== id && each.labels.get(ORIGIN) === id)
    .map((each) => each.id)
}
