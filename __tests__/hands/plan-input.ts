import type { PlanInput } from '../../src/plan/compute-plan.ts'
import type { KnownFlow } from '../../src/plan/known-flow.ts'
import type { Policy } from '../../src/plan/policy.ts'

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
  desired: { broken: [], ignored: new Set(), hides: () => false, namespaces: new Set() },
  desiredSides: new Map(),
  baseSides: undefined,
  liveSides: new Map(),
  recorded: new Map(),
  claims: new Map(),
  history: new Map(),
  unreadableRecords: new Set(),
  unread: new Set(),
  others: new Set(),
  paths: new Set(),
  problems: [],
  notices: [],
  policy: aPolicy(),
  ...overrides,
})

/** A flow that calls others; names are `namespace/id`. */
export const aKnownFlow = (name: string, ...targets: readonly string[]): KnownFlow => ({
  name,
  references: targets.map((target) => ({ relation: 'subflow', target })),
})
