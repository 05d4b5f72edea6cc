import type { ResourceName } from '../resource/resource.ts'

export type ResourceOutcomeKind = 'applied' | 'failed' | 'rolled-back' | 'rollback-failed' | 'not-attempted'

/** The end state of one resource that deploy was to write. */
export interface ResourceOutcome extends ResourceName {
  readonly outcome: ResourceOutcomeKind
  readonly action: 'create' | 'update' | 'delete'
  readonly revision: { readonly before: number | null; readonly after: number | null }
  /** Failure text, or what else happened (a revision that jumped, stored in spite of a 5xx). */
  readonly message?: string
}

export interface Outcome {
  readonly resources: readonly ResourceOutcome[]
  readonly isComplete: boolean
  /** Sentences for the reader, e.g. what to do when putting back failed as well. */
  readonly notices: readonly string[]
}
