import type { ListedExecution } from '../kestra/executions/search-executions.ts'
import type { ResourceName } from '../resource/resource.ts'
import { grouped, joined, listed } from '../text/lists.ts'

/** How an execution that has not ended stands: `queued` has not begun, `paused` waits for somebody or something. */
type Standing = 'running' | 'queued' | 'paused'

const STANDINGS: ReadonlyMap<string, Standing> = new Map([
  ['CREATED', 'queued'],
  ['SUBMITTED', 'queued'],
  ['QUEUED', 'queued'],
  ['PAUSED', 'paused'],
  ['BREAKPOINT', 'paused'],
])

/** A state that is not known runs: nobody is to believe that nothing does. */
const standingOf = (state: string): Standing => STANDINGS.get(state) ?? 'running'

/** A flow that a deploy changes or deletes. */
export interface TouchedFlow {
  readonly namespace: string
  readonly flow: string
  readonly action: 'update' | 'delete'
}

/** A flow that a deploy changes or deletes, and its executions that have not ended. */
export interface FlowWithRunningExecutions extends TouchedFlow {
  readonly running: number
  readonly queued: number
  readonly paused: number
  /** The first of them. */
  readonly executions: readonly Pick<ListedExecution, 'id' | 'url'>[]
}

/** Links that one flow gets. */
const MOST_LINKS = 5

/** The flows among these resources that the server has and a deploy changes or deletes. */
export const touchedFlows = (
  resources: readonly (ResourceName & { readonly action: string })[],
): readonly TouchedFlow[] =>
  resources.flatMap(({ kind, namespace, name, action }) =>
    kind === 'flow' && (action === 'update' || action === 'delete') ? [{ namespace, flow: name, action }] : [],
  )

/** What a change meets: of the flows that it touches those with executions that have not ended. */
export const meet = (
  touched: readonly TouchedFlow[],
  open: readonly ListedExecution[],
): readonly FlowWithRunningExecutions[] =>
  touched.flatMap((one) => {
    const of = open.filter(({ namespace, flowId }) => namespace === one.namespace && flowId === one.flow)
    if (of.length === 0) return []
    const count = (standing: Standing): number => of.filter(({ state }) => standingOf(state) === standing).length
    return [
      {
        ...one,
        ...{ running: count('running'), queued: count('queued'), paused: count('paused') },
        executions: of.slice(0, MOST_LINKS).map(({ id, url }) => ({ id, url })),
      },
    ]
  })

/** `2 running, 1 paused`. */
export const runningText = (runningExecutions: FlowWithRunningExecutions): string =>
  joined(
    (['running', 'queued', 'paused'] as const).flatMap((standing) =>
      runningExecutions[standing] > 0 ? [`${grouped(runningExecutions[standing])} ${standing}`] : [],
    ),
  )

/** Whether a deploy waits for it: what is paused may stay so for days, and is not waited for. */
export const isBusy = ({ running, queued }: FlowWithRunningExecutions): boolean => running + queued > 0

const MOST_NAMES = 3

/** The flows of these by name, each with what runs of it. */
export const formatRunningFlows = (runningExecutions: readonly FlowWithRunningExecutions[]): string =>
  listed(
    runningExecutions.map((one) => `\`${one.namespace}.${one.flow}\` (${runningText(one)})`),
    MOST_NAMES,
  )
