import { createHash } from 'node:crypto'
import type { Problem } from '../finding/problem.ts'
import { fingerprintOf, kindEntries } from '../kinds/kinds.ts'
import { type Content, type ResourceKind, type ResourceName, resourceKey } from '../resource/resource.ts'
import { compareText } from '../text/compare.ts'

/** The classes of docs/decisions.md, "Classes". A promise numbers them: their order never changes. */
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

/** Those in which a write replaces what was made or edited on the server. */
export const OVERWRITING: ReadonlySet<ChangeClass> = new Set(['adopt', 'drift', 'conflict'])

/** What apply will do to a resource under the settings of this run. A promise numbers them as well. */
export const ACTIONS = ['none', 'create', 'update', 'delete'] as const

export type Action = (typeof ACTIONS)[number]

/**
 * Why the plan touches or mentions a resource: this commit range changed it in Git (`here`), it was already waiting to
 * be deployed before (`pending`), or only the server differs (`server`).
 */
export type Origin = 'here' | 'pending' | 'server'

/** What happened on the server, where that can be told. `behind`: live equals an older commit of the file. */
export type DriftCause = 'edited' | 'disabled' | 'enabled' | 'deleted' | 'behind' | 'draft'

/** One resource of the plan, with the content of every side that is known; `undefined` = absent on that side. */
export interface PlannedResource extends ResourceName {
  /** Path in the repository; absent for what is only on the server. */
  readonly file: string | undefined
  readonly change: ChangeClass
  readonly action: Action
  readonly origin: Origin
  readonly desired: Content | undefined
  readonly live: Content | undefined
  /** What Git held at the base commit. */
  readonly base: Content | undefined
  readonly cause: DriftCause | undefined
  /** When somebody edited it on the server, as the server writes it, where it tells. */
  readonly edited: string | undefined
  /** `after` is what the server will number it, if nobody else writes first; `null` = not known or none. */
  readonly revision: { readonly live: number | null; readonly after: number | null }
  /** The change in words, e.g. `cron 0 6 * * * → 0 7 * * *`. */
  readonly words: readonly string[]
  /** Names of the flows that no longer work once the action is done. */
  readonly breaks: readonly string[]
  /** Why the action is what it is, one sentence without a final stop (`kept: when-missing is keep`). */
  readonly note: string | undefined
  /** The name that it had in the Git base. For the server the two are different resources. */
  readonly renamedFrom: Pick<ResourceName, 'namespace' | 'name'> | undefined
}

/** What need not be known of a planned resource. */
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

/** A reason for which a run writes nothing, as a stable code and a sentence that says what to do. */
export interface Refusal {
  readonly reason: string
  readonly message: string
}

export type Summary = Readonly<Record<ChangeClass, number>>

/** One edge of the blast radius: `from` calls or listens to `to`. Names are `namespace/id`. */
export interface FlowEdge {
  readonly from: string
  readonly to: string
  readonly relation: 'subflow' | 'for-each-item' | 'flow-trigger'
}

/**
 * What is on the server only, in the namespaces of the tree (dashboards: where the tree has one). No deployment record has it, and
 * `.kestraignore` hides none of it. `names` are in the order of a plan; on a public repository they are left out.
 */
export interface Unmanaged {
  readonly count: number
  readonly names: readonly ResourceName[]
}

export const NONE_UNMANAGED: Unmanaged = { count: 0, names: [] }

export interface Plan {
  /** Every resource but the unchanged and unmanaged ones (see `unmanaged`), sorted: conflicts, deletes, then namespace/name. */
  readonly resources: readonly PlannedResource[]
  readonly summary: Summary
  readonly problems: readonly Problem[]
  /** Set when deploy would write nothing although there are changes. */
  readonly refusal: Refusal | undefined
  /** Sentences a reader must know: what was not read, which fallbacks were taken. */
  readonly notices: readonly string[]
  readonly edges: readonly FlowEdge[]
  readonly unmanaged: Unmanaged
  /** `sha256:…` over the canonical form of what will change; equal plans have equal digests. */
  readonly digest: string
}

/** `unconfirmed`: the server took the write, but what it holds now could not be read. */
export type ResourceOutcomeKind =
  | 'applied'
  | 'unconfirmed'
  | 'failed'
  | 'rolled-back'
  | 'rollback-failed'
  | 'not-attempted'

/** The end state of one resource that deploy was to write. */
export interface ResourceOutcome extends ResourceName {
  readonly outcome: ResourceOutcomeKind
  readonly action: 'create' | 'update' | 'delete'
  readonly revision: { readonly before: number | null; readonly after: number | null }
  /** When the server says that it was written, where it tells and it was read back. */
  readonly updated?: string | undefined
  /** The write failed, and nobody can say whether it is stored all the same. */
  readonly isUnknown: boolean
  /** Failure text, or what else happened (a revision that jumped, stored in spite of a 5xx). */
  readonly message: string | undefined
}

export interface Outcome {
  readonly resources: readonly ResourceOutcome[]
  readonly isComplete: boolean
  /** Why the deploy broke off, where that is not the failure of one resource: the server is gone, the run was ended. */
  readonly failure: Refusal | undefined
  /** Sentences for the reader, e.g. what to do when putting back failed as well. */
  readonly notices: readonly string[]
  /** Planned resources of a kind that the server turned out not to offer: neither written nor failed, and not in `resources`. */
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

/** What needs a decision first: conflicts, invalid, deletes, drift; then by namespace, kind and name. */
export const sortResources = (resources: readonly PlannedResource[]): PlannedResource[] => {
  const compare = compareNames()
  return resources.toSorted((a, b) => RANK[a.change] - RANK[b.change] || compare(a, b))
}

/** An order by namespace, kind and name. */
export const compareNames = (): ((a: ResourceName, b: ResourceName) => number) => {
  const order = kindEntries().map(([kind]) => kind)
  return (a, b) =>
    compareText(a.namespace, b.namespace) ||
    order.indexOf(a.kind) - order.indexOf(b.kind) ||
    compareText(a.name, b.name)
}

/** Counts per class. What Git no longer has but is kept counts as `unmanaged`: `delete` counts what will be deleted. */
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
 * `sha256:…` over what a deploy would write, and over what it would write it: equal plans have equal digests, whatever
 * their wording. Made of the canonical structure, not of rendered text.
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
