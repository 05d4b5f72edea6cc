import type { ListedExecution } from '../kestra/executions/search-executions.ts'
import type { ResourceName } from '../resource/resource.ts'
import { grouped, joined, listed } from '../text/lists.ts'

/** The progress of an execution that has not ended: `queued` has not begun, `paused` waits for a person or an event. */
type Progress = 'running' | 'queued' | 'paused'

const PROGRESS_OF_STATE: ReadonlyMap<string, Progress> = new Map([
  ['CREATED', 'queued'],
  ['SUBMITTED', 'queued'],
  ['QUEUED', 'queued'],
  ['PAUSED', 'paused'],
  ['BREAKPOINT', 'paused'],
])

/** An unknown state counts as running: the report must not say that nothing runs. */
const progressOf = (state: string): Progress => PROGRESS_OF_STATE.get(state) ?? 'running'

/** A flow that a deploy changes or deletes. */
export interface TouchedFlow {
  readonly namespace: string
  readonly flow: string
  readonly action: 'update' | 'delete'
}

/** A flow that a deploy changes or deletes, with its executions that have not ended. */
export interface FlowWithRunningExecutions extends TouchedFlow {
  readonly running: number
  readonly queued: number
  readonly paused: number
  /** At most `MOST_LINKS` of them. */
  readonly executions: readonly Pick<ListedExecution, 'id' | 'url'>[]
}

/** Maximum number of links per flow. */
const MOST_LINKS = 5

/** The flows on the server that a deploy changes or deletes. */
export const touchedFlows = (
  resources: readonly (ResourceName & { readonly action: string })[],
): readonly TouchedFlow[] =>
  resources.flatMap(({ kind, namespace, name, action }) =>
    kind === 'flow' && (action === 'update' || action === 'delete') ? [{ namespace, flow: name, action }] : [],
  )

/** The touched flows with executions that have not ended. */
export const flowsWithExecutions = (
  touched: readonly TouchedFlow[],
  open: readonly ListedExecution[],
): readonly FlowWithRunningExecutions[] =>
  touched.flatMap((one) => {
    const of = open.filter(({ namespace, flowId }) => namespace === one.namespace && flowId === one.flow)
    if (of.length === 0) return []
    const count = (progress: Progress): number => of.filter(({ state }) => progressOf(state) === progress).length
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
    (['running', 'queued', 'paused'] as const).flatMap((progress) =>
      runningExecutions[progress] > 0 ? [`${grouped(runningExecutions[progress])} ${progress}`] : [],
    ),
  )

/** True if a deploy waits for it. Paused executions are not waited for: they may stay paused for days. */
export const isBusy = ({ running, queued }: FlowWithRunningExecutions): boolean => running + queued > 0

const MOST_NAMES = 3

/** Names the flows, each with the number of its executions by state. */
export const formatRunningFlows = (runningExecutions: readonly FlowWithRunningExecutions[]): string =>
  listed(
    runningExecutions.map((one) => `\`${one.namespace}.${one.flow}\` (${runningText(one)})`),
    MOST_NAMES,
  )
