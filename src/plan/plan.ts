import { createHash } from 'node:crypto'
import type { Problem } from '../finding/problem.ts'
import { fingerprintOf, kindEntries } from '../kinds/kinds.ts'
import { type Content, type ResourceKind, type ResourceName, resourceKey } from '../resource/resource.ts'
import { compareText } from '../text/compare.ts'

/** The classes of docs/decisions.md, "Classes". Approved plans store their index: the order never changes. */
export const CHANGE_CLASSES = [
  'unchanged',
  'create',
  'update',
  'adopt',
  'delete',
  'drift',
  'conflict',
  'unmanaged',
  'invalid',
] as const

export type ChangeClass = (typeof CHANGE_CLASSES)[number]

/** Classes whose write replaces a text that was made or edited on the server. */
export const OVERWRITING: ReadonlySet<ChangeClass> = new Set(['adopt', 'drift', 'conflict'])

/** The actions of a deploy for a resource under the settings of this run. Approved plans store the index: the order never changes. */
export const ACTIONS = ['none', 'create', 'update', 'delete'] as const

export type Action = (typeof ACTIONS)[number]

/**
 * Why the plan contains a resource: the commits of this run changed it in Git (`here`), an earlier change waits to be
 * deployed (`pending`), or only the server differs (`server`).
 */
export type Origin = 'here' | 'pending' | 'server'

/** The kinds of drift that two contents can show. `behind`: the live text equals an older commit of the file. */
export type DriftCause = 'edited' | 'disabled' | 'enabled' | 'deleted' | 'behind' | 'draft'

/** One resource of the plan with its known contents; `undefined`: that state does not have the resource. */
export interface PlannedResource extends ResourceName {
  /** Path in the repository; absent if only the server has the resource. */
  readonly file: string | undefined
  readonly change: ChangeClass
  readonly action: Action
  readonly origin: Origin
  readonly desired: Content | undefined
  readonly live: Content | undefined
  /** The content at the base commit. */
  readonly base: Content | undefined
  readonly cause: DriftCause | undefined
  /** When the resource was edited on the server, in the server's notation, if the server reports it. */
  readonly edited: string | undefined
  /** `after`: the revision after the write if nothing else writes first. `null`: not known, or none. */
  readonly revision: { readonly live: number | null; readonly after: number | null }
  /** Descriptions of the change, e.g. `cron 0 6 * * * → 0 7 * * *`. */
  readonly words: readonly string[]
  /** Names of the flows that the action breaks. */
  readonly breaks: readonly string[]
  /** The reason for the action: one sentence without a final stop (`kept: when-missing is keep`). */
  readonly note: string | undefined
  /** Its name at the base commit. The server treats the two names as different resources. */
  readonly renamedFrom: Pick<ResourceName, 'namespace' | 'name'> | undefined
}

/** The optional properties of a planned resource, all absent. */
export const NOT_KNOWN = {
  file: undefined,
  desired: undefined,
  live: undefined,
  base: undefined,
  cause: undefined,
  edited: undefined,
  breaks: [],
  note: undefined,
  renamedFrom: undefined,
} as const satisfies Partial<PlannedResource>

/** Why a run writes nothing: a stable code, and a sentence that says what to do. */
export interface Refusal {
  readonly reason: string
  readonly message: string
}

export type Summary = Readonly<Record<ChangeClass, number>>

/** One edge of the graph of affected flows: `from` calls or listens to `to`. Names are `namespace/id`. */
export interface FlowEdge {
  readonly from: string
  readonly to: string
  readonly relation: 'subflow' | 'for-each-item' | 'flow-trigger'
}

/**
 * Resources that exist only on the server, in namespaces of the tree (dashboards: if the tree has one). Leaves out those in any
 * deployment record and those that `.kestraignore` hides. `names` are in the order of a plan; on a public repository they are left out.
 */
export interface Unmanaged {
  readonly count: number
  readonly names: readonly ResourceName[]
}

export const NONE_UNMANAGED: Unmanaged = { count: 0, names: [] }

export interface Plan {
  /** All resources except unchanged and unmanaged ones (see `unmanaged`). Order: conflicts, deletes, then by namespace and name; where runs are known, flows that run more often first. */
  readonly resources: readonly PlannedResource[]
  readonly summary: Summary
  readonly problems: readonly Problem[]
  /** Set if the deploy writes nothing although there are changes. */
  readonly refusal: Refusal | undefined
  /** Sentences about what was not read and which fallbacks were used. */
  readonly notices: readonly string[]
  readonly edges: readonly FlowEdge[]
  readonly unmanaged: Unmanaged
  /** `sha256:…` over the canonical form of the changes. Equal plans have equal digests. */
  readonly digest: string
}

/** `unconfirmed`: the server accepted the write, but its state afterwards could not be read. */
export type ResourceOutcomeKind =
  | 'applied'
  | 'unconfirmed'
  | 'failed'
  | 'rolled-back'
  | 'rollback-failed'
  | 'not-attempted'

/** The result of one resource that the deploy was to write. */
export interface ResourceOutcome extends ResourceName {
  readonly outcome: ResourceOutcomeKind
  readonly action: 'create' | 'update' | 'delete'
  readonly revision: { readonly before: number | null; readonly after: number | null }
  /** The server's time of the write, if the server reports it and the resource was read back. */
  readonly updated?: string | undefined
  /** True if the write failed and it is not known whether the server stored it. */
  readonly isUnknown: boolean
  /** The failure, or a remark (the revision skipped a number, the server stored the text despite a 5xx). */
  readonly message: string | undefined
}

export interface Outcome {
  readonly resources: readonly ResourceOutcome[]
  readonly isComplete: boolean
  /** Why the deploy stopped for a reason other than one resource: the server is unavailable, or the run was cancelled. */
  readonly failure: Refusal | undefined
  /** Sentences for the reader, e.g. what to do after a failed rollback. */
  readonly notices: readonly string[]
  /** Planned resources of kinds that the server does not offer. They were not written, did not fail, and are not in `resources`. */
  readonly unsupported: readonly ResourceName[]
}

const RANK: Readonly<Record<ChangeClass, number>> = {
  conflict: 0,
  invalid: 1,
  delete: 2,
  drift: 3,
  adopt: 4,
  update: 4,
  create: 4,
  unmanaged: 5,
  unchanged: 6,
}

/** Sorts what needs a decision first: conflicts, invalid, deletes, drift; then by namespace, kind and name. */
export const sortResources = (resources: readonly PlannedResource[]): PlannedResource[] => {
  const compare = compareNames()
  return resources.toSorted((a, b) => rankOf(a) - rankOf(b) || compare(a, b))
}

/** The place of a resource's class in the order of a plan, lowest first. */
export const rankOf = ({ change }: Pick<PlannedResource, 'change'>): number => RANK[change]

/** Returns a comparison by namespace, kind and name. */
export const compareNames = (): ((a: ResourceName, b: ResourceName) => number) => {
  const order = kindEntries().map(([kind]) => kind)
  return (a, b) =>
    compareText(a.namespace, b.namespace) ||
    order.indexOf(a.kind) - order.indexOf(b.kind) ||
    compareText(a.name, b.name)
}

/** Counts resources per class. A resource that Git no longer has but the deploy keeps counts as `unmanaged`; `delete` counts real deletes. */
export const summarize = (resources: readonly PlannedResource[]): Summary => {
  const counts: Record<ChangeClass, number> = {
    create: 0,
    update: 0,
    adopt: 0,
    delete: 0,
    drift: 0,
    conflict: 0,
    unchanged: 0,
    unmanaged: 0,
    invalid: 0,
  }
  for (const { change, action } of resources) counts[countedAs(change, action)] += 1
  return counts
}

const countedAs = (change: ChangeClass, action: PlannedResource['action']): ChangeClass =>
  change === 'delete' && action === 'none' ? 'unmanaged' : change

/**
 * `sha256:…` over the states before and after each write. Computed from the canonical structure, not from rendered text:
 * equal plans have equal digests, whatever their wording.
 */
export const digestOf = (resources: readonly PlannedResource[]): string => {
  const hash = createHash('sha256')
  for (const { kind, namespace, name, change, action, live, desired } of resources) {
    const line = [resourceKey({ kind, namespace, name }), change, action, stateOf(kind, live), stateOf(kind, desired)]
    hash.update(`${JSON.stringify(line)}\n`)
  }
  return `sha256:${hash.digest('hex')}`
}

const stateOf = (kind: ResourceKind, content: Content | undefined): string | null =>
  content === undefined ? null : fingerprintOf(kind, content)
