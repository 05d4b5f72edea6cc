import { isUserError } from '../finding/user-error.ts'
import type { KestraClient } from '../kestra/client.ts'
import { listTriggers, triggerKey } from '../kestra/triggers.ts'
import type { Plan, PlannedResource } from '../plan/plan.ts'
import { resourceKey } from '../resource/resource.ts'
import { onDriftOf } from '../settings/policy.ts'
import type { GitState } from '../state/git/read-git.ts'
import type { States } from '../state/read-states.ts'
import type { RunOptions } from '../state/run-options.ts'
import { parseYaml } from '../yaml/yaml-document.ts'
import {
  clockOf,
  type FlowTriggers,
  planTriggers,
  type SchedulerView,
  zonesOfServer,
} from './triggers/plan-triggers.ts'
import { triggersIn } from './triggers/text-triggers.ts'
import { dateText, type TriggerState } from './triggers/trigger-state.ts'

/** The triggers' states in a scheduler, with sentences about what could not be read. */
export interface KnownTriggers {
  readonly flows: readonly FlowTriggers[]
  /** `undefined` if nothing was asked, or the server did not answer. */
  readonly view: SchedulerView | undefined
  readonly states: readonly TriggerState[]
  readonly notices: readonly string[]
}

const NOTHING: KnownTriggers = { flows: [], view: undefined, states: [], notices: [] }

/**
 * The triggers of flows that a deploy of this plan changes, and those that still fire of flows that these commits remove from Git and
 * that stay on the server. Sends a request only if there are any.
 */
export const statesOfPlan = async (
  plan: Plan,
  { client }: Pick<States, 'client'>,
  run: RunOptions,
): Promise<KnownTriggers> => {
  if (client === undefined) return NOTHING
  const staying = stayingTriggers(plan)
  const known = await statesOf([...changedTriggers(plan), ...staying], { client, run })
  const triggersOfStaying = new Map(staying.map(({ namespace, flow, before }) => [`${namespace} ${flow}`, before]))
  const states = known.states.flatMap((state) => {
    const triggers = triggersOfStaying.get(`${state.namespace} ${state.flow}`)
    return triggers === undefined ? [state] : stillFiring(state, triggers, known.view)
  })
  return { ...known, states }
}

/** The triggers that still fire of a flow removed from Git, with dates. Omits disabled triggers and those without a date. */
const stillFiring = (
  state: TriggerState,
  triggers: FlowTriggers['before'],
  view: SchedulerView | undefined,
): readonly TriggerState[] => {
  if (state.next === null || view === undefined) return []
  const next = dateText(new Date(state.next), clockOf(triggers.get(state.trigger), view))
  const says = `leaves Git and still fires, next ${next}`
  return [{ ...state, says, needsLook: false }]
}

/** Like `statesOfPlan`, before a deploy. If Git overwrites server edits, includes the triggers of all other flows, to enable them again. */
export const statesOfDeploy = async (
  plan: Plan,
  resourceStates: Pick<States, 'client' | 'git'>,
  run: RunOptions,
): Promise<KnownTriggers> => {
  const { client, git } = resourceStates
  if (client === undefined || onDriftOf(run.settings.policy, 'flow') !== 'overwrite')
    return client === undefined ? NOTHING : statesOf(changedTriggers(plan), { client, run })
  const changed = changedTriggers(plan)
  const known = await statesOf([...changed, ...unchangedTriggers(git, plan)], { client, run })
  const isChanged = new Set(changed.map(({ namespace, flow }) => `${namespace} ${flow}`))
  const states = known.states.filter(
    ({ namespace, flow, state }) => isChanged.has(`${namespace} ${flow}`) || state === 'off-on-server',
  )
  return { ...known, states }
}

/** The triggers of all flows that do not fire although Git and the server have the same text. */
export const sleepingTriggers = async (
  plan: Plan,
  { client, git }: Pick<States, 'client' | 'git'>,
  run: RunOptions,
): Promise<KnownTriggers> => {
  if (client === undefined) return NOTHING
  const known = await statesOf(unchangedTriggers(git, plan), { client, run })
  return { ...known, states: known.states.filter(({ state }) => state !== 'on' && state !== 'off-in-git') }
}

const statesOf = async (
  flows: readonly FlowTriggers[],
  { client, run }: { readonly client: KestraClient; readonly run: RunOptions },
): Promise<KnownTriggers> => {
  if (flows.length === 0) return NOTHING
  const view = await readTriggers(client, flows, { ...run, sinceMs: 0 })
  if (typeof view === 'string') return { ...NOTHING, flows, notices: [view] }
  return { flows, view, states: planTriggers(flows, view), notices: [] }
}

/** The flows that a deploy would write or delete and that have a trigger before or after it. */
const changedTriggers = ({ resources }: Pick<Plan, 'resources'>): readonly FlowTriggers[] =>
  resources.flatMap((resource) => {
    const { kind, namespace, name, action, live, desired } = resource
    if (kind !== 'flow' || action === 'none') return []
    return withTriggers({
      namespace,
      flow: name,
      before: triggersOf(live),
      after: triggersOf(action === 'delete' ? undefined : desired),
    })
  })

/** The flows with a trigger that these commits remove from Git and a deploy keeps. */
const stayingTriggers = ({ resources }: Pick<Plan, 'resources'>): readonly FlowTriggers[] =>
  resources
    .filter(
      ({ kind, change, action, origin }) =>
        kind === 'flow' && change === 'delete' && action === 'none' && origin === 'here',
    )
    .flatMap(({ namespace, name, live }) => {
      const triggers = triggersOf(live)
      return withTriggers({ namespace, flow: name, before: triggers, after: triggers })
    })

/** The flows with a trigger whose text is the same in Git and on the server. */
const unchangedTriggers = (
  { flows }: Pick<GitState, 'flows'>,
  { resources }: Pick<Plan, 'resources'>,
): readonly FlowTriggers[] => {
  const differing = new Set(resources.map(resourceKey))
  return flows.flatMap(({ namespace, id, document }) => {
    if (differing.has(resourceKey({ kind: 'flow', namespace, name: id })) || !mayHaveTriggers(document.source))
      return []
    const triggers = triggersIn(document)
    return withTriggers({ namespace, flow: id, before: triggers, after: triggers })
  })
}

const withTriggers = (flow: FlowTriggers): readonly FlowTriggers[] =>
  flow.before.size + flow.after.size === 0 ? [] : [flow]

const triggersOf = (content: PlannedResource['live']): FlowTriggers['before'] =>
  typeof content === 'string' && mayHaveTriggers(content) ? triggersIn(parseYaml(content)) : new Map()

const mayHaveTriggers = (source: string): boolean => source.includes('triggers')

/**
 * Reads the triggers of these flows from the server. Sends no request without flows. Returns a sentence if the server does not answer.
 * Throws `UserError` if the run was ended. `sinceMs`: milliseconds since the run connected to the server.
 */
export const readTriggers = async (
  client: KestraClient,
  flows: readonly FlowTriggers[],
  { runtime, settings, sinceMs }: Pick<RunOptions, 'runtime' | 'settings'> & { readonly sinceMs: number },
): Promise<SchedulerView | string> => {
  const { serverTime, info } = client
  if (serverTime === undefined) return `${NOT_READ} The server does not report its time.`
  try {
    const namespaces = [...new Set(flows.map(({ namespace }) => namespace))].toSorted()
    const live = new Map((await listTriggers(client, namespaces)).map((each) => [triggerKey(each), each] as const))
    const now = new Date(serverTime + sinceMs)
    return {
      live,
      now,
      version: info,
      serverZones: zonesOfServer(flows, { live, now }),
      switchesOn: onDriftOf(settings.policy, 'flow') === 'overwrite',
    }
  } catch (error) {
    if (!isUserError(error) || runtime.signal.aborted) throw error
    return `${NOT_READ} ${error.message}`
  }
}

const NOT_READ = 'Whether and when triggers fire is not known.'
