import { resourceKey } from '../resource/resource.ts'
import { type PlannedResource, rankOf } from './plan.ts'

/** A flow on the server, by its name. */
export interface FlowOnServer {
  readonly namespace: string
  readonly flow: string
}

/** One execution with its times in milliseconds since 1970. */
export interface PastExecution extends FlowOnServer {
  /** Kestra's name of the state. */
  readonly state: string
  readonly began: number
  /** `undefined` if it has not ended. */
  readonly ended: number | undefined
}

/** The executions of one flow in the last days, without those of `kind=TEST`. */
export interface FlowHistory extends FlowOnServer {
  /** The counted period in days, up to the time of the request; above 0. Less than 30 if the server holds more executions than one answer. */
  readonly days: number
  readonly executions: number
  /** How many of them are in the state `FAILED`. */
  readonly failed: number
  /** The median duration of those that have ended; `null` if none has. */
  readonly medianSeconds: number | null
  /** When the newest began, as ISO 8601 in UTC, and its state; `null` if there is none. */
  readonly last: string | null
  readonly lastState: string | null
}

const DAY_MS = 24 * 60 * 60 * 1_000

const PERIOD_UNITS = [
  [DAY_MS, 'day'],
  [60 * 60 * 1_000, 'hour'],
  [60 * 1_000, 'minute'],
  [1_000, 'second'],
] as const

/** The longest unit of which a period has at least two: its milliseconds and its noun. Below two seconds it is the second. */
const unitOf = (periodMs: number) => PERIOD_UNITS.find(([size]) => periodMs >= 2 * size) ?? PERIOD_UNITS[3]

/** The longest period of whole units that `coveredMs` contains; 0 below one second. */
export const wholePeriod = (coveredMs: number): number => {
  const [unit] = unitOf(coveredMs)
  return Math.floor(coveredMs / unit) * unit
}

/** The counted period in its unit, for example 47 and `hour`. */
export const periodOf = ({ days }: FlowHistory): readonly [amount: number, noun: string] => {
  const milliseconds = Math.round(days * DAY_MS)
  const [size, noun] = unitOf(milliseconds)
  return [milliseconds / size, noun]
}

/**
 * The history of each flow from its executions in the `periodMs` milliseconds before `now`. `executions` holds all executions of these
 * flows in the period, in any order, and may hold others.
 */
export const historyOf = (
  flows: readonly FlowOnServer[],
  executions: readonly PastExecution[],
  { now, periodMs }: { readonly now: number; readonly periodMs: number },
): readonly FlowHistory[] => {
  const counted = executions.filter(({ began }) => began >= now - periodMs)
  return flows.map(({ namespace, flow }) => {
    const own = counted.filter((each) => each.namespace === namespace && each.flow === flow)
    const last = own.toSorted((a, b) => b.began - a.began)[0]
    return {
      namespace,
      flow,
      days: periodMs / DAY_MS,
      executions: own.length,
      failed: own.filter(({ state }) => state === 'FAILED').length,
      medianSeconds: medianSeconds(own),
      last: last === undefined ? null : new Date(last.began).toISOString(),
      lastState: last?.state ?? null,
    }
  })
}

/** To the millisecond. For an even number it is the mean of the middle two. */
const medianSeconds = (executions: readonly PastExecution[]): number | null => {
  const durations = executions
    .flatMap(({ began, ended }) => (ended === undefined ? [] : [ended - began]))
    .toSorted((a, b) => a - b)
  const middle = durations.length / 2
  const [low, high] = [durations[Math.ceil(middle) - 1], durations[Math.floor(middle)]]
  return low === undefined || high === undefined ? null : Math.round((low + high) / 2) / 1_000
}

/** Executions per day in the counted period. */
export const runsADay = ({ executions, days }: FlowHistory): number => executions / days

/** Sorts the resources of a plan by what they can hurt: by class as before, then flows that run more often first. Equal ones keep their order. */
export const orderByRuns = (
  resources: readonly PlannedResource[],
  history: readonly FlowHistory[],
): readonly PlannedResource[] => {
  const rates = new Map(
    history.map((one) => [resourceKey({ kind: 'flow', namespace: one.namespace, name: one.flow }), runsADay(one)]),
  )
  const rateOf = (resource: PlannedResource): number => rates.get(resourceKey(resource)) ?? 0
  return resources.toSorted((a, b) => rankOf(a) - rankOf(b) || rateOf(b) - rateOf(a))
}
