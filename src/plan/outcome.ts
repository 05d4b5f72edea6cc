import type { ResourceName } from '../resource/resource.ts'

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
  readonly failure: { readonly reason: string; readonly message: string } | undefined
  /** Sentences for the reader, e.g. what to do when putting back failed as well. */
  readonly notices: readonly string[]
}
