import { fingerprintOf } from '../../src/kinds/kinds.ts'
import type { PlanInput } from '../../src/plan/compute-plan.ts'
import type { CallingFlow } from '../../src/plan/known-flows.ts'
import { type Content, type ResourceKey, type ResourceName, resourceKey } from '../../src/resource/resource.ts'
import type { ResourceMap, ResourceState } from '../../src/resource/resource-state.ts'
import type { Policy } from '../../src/settings/policy.ts'

/** A run that deletes what is missing, overwrites no edit, and was not started by a person. */
export const aPolicy = (overrides: Partial<Policy> = {}): Policy => ({
  whenMissing: 'delete',
  mirrorKinds: ['flow', 'file'],
  onDrift: 'keep',
  onDriftOf: {},
  maxDeletes: 10,
  maxOverwrites: 50,
  protectedNamespaces: ['system'],
  isByHand: false,
  ...overrides,
})

/** An empty tree, an empty server, no record, and no base. */
export const aPlanInput = (overrides: Partial<PlanInput> = {}): PlanInput => ({
  desired: { broken: [], ignored: new Set(), hides: () => false, namespaces: new Set(), layout: [] },
  desiredResources: new Map(),
  baseResources: undefined,
  liveResources: new Map(),
  recorded: new Map(),
  owner: 'acme/flows',
  ownedByOthers: new Map(),
  owners: new Map(),
  history: new Map(),
  unreadableRecords: new Set(),
  skippedUnchanged: new Set(),
  unmanagedKeys: new Set(),
  paths: new Set(),
  problems: [],
  notices: [],
  policy: aPolicy(),
  ...overrides,
})

/** What each side holds of one resource; `recorded` as its content, `earlier` in older commits of its file. */
export interface StatesOfOne {
  readonly desired?: Content | undefined
  readonly live?: Content | undefined
  readonly base?: Content | undefined
  readonly recorded?: Content | undefined
  readonly earlier?: readonly Content[]
  /** A deploy has noted that Git no longer has it. */
  readonly isGone?: true
}

export type Situation = readonly (readonly [ResourceName, StatesOfOne])[]

/** Where in Git a resource of a situation stands. */
export const fileOf = ({ name }: ResourceName): string => `flows/${name}.yml`

/** The input for a situation. The base is known; all namespaces are in the tree. */
export const planInputOf = (situation: Situation, overrides: Partial<PlanInput> = {}): PlanInput => {
  const resourceStates = (pick: (states: StatesOfOne) => Content | undefined): ResourceMap =>
    new Map(
      situation.flatMap(([name, states]): [ResourceKey, ResourceState][] => {
        const content = pick(states)
        if (content === undefined) return []
        const fingerprint = fingerprintOf(name.kind, content)
        const size = content.length
        const revision = name.kind === 'flow' ? 3 : undefined
        return [[resourceKey(name), { name, content, fingerprint, size, file: fileOf(name), revision, isDraft: false }]]
      }),
    )
  const noted = new Set(situation.filter(([, { isGone }]) => isGone === true).map(([name]) => resourceKey(name)))
  const recorded = [...resourceStates((states) => states.recorded)]
  return aPlanInput({
    desired: { ...aPlanInput().desired, namespaces: new Set(situation.map(([{ namespace }]) => namespace)) },
    desiredResources: resourceStates((states) => states.desired),
    baseResources: resourceStates((states) => states.base),
    liveResources: resourceStates((states) => states.live),
    recorded: new Map(
      recorded.map(([key, { fingerprint }]) => [
        key,
        { deployed: fingerprint, isGone: noted.has(key) ? true : undefined },
      ]),
    ),
    history: new Map(
      situation.map(([name, { earlier = [] }]) => [
        resourceKey(name),
        earlier.map((content) => fingerprintOf(name.kind, content)),
      ]),
    ),
    paths: new Set(situation.flatMap(([name, { desired }]) => (desired === undefined ? [] : [fileOf(name)]))),
    ...overrides,
  })
}

/** A flow that calls others; names are `namespace/id`. */
export const aCallingFlow = (name: string, ...targets: readonly string[]): CallingFlow => ({
  name,
  references: targets.map((target) => ({ relation: 'subflow', target })),
})
