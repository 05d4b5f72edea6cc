import type { GitEdit } from './edit-tree.ts'
import type { Name } from './name.ts'
import type { RunPolicy } from './policy.ts'

/** What a person does on the server. `pick` chooses among the resources that are there, by its remainder. */
export type ServerEdit =
  | { readonly edit: 'write'; readonly name: Name; readonly variant: string }
  | { readonly edit: 'change'; readonly pick: number; readonly variant: string }
  | { readonly edit: 'delete' | 'disable'; readonly pick: number }

/** What happens to a run on its way. `nth` and `nthWrite` count its requests, or those that write, from 1. */
export type Disturbance =
  | { readonly kind: 'none' }
  /** The process is gone after that request, which the server carried out or not. */
  | { readonly kind: 'kill'; readonly nth: number; readonly isCarriedOut: boolean }
  /** The run is told to end, as GitHub's "cancel" does. */
  | { readonly kind: 'cancel'; readonly nth: number }
  /** Some writes are answered with an error. */
  | { readonly kind: 'fault'; readonly nthWrite: number; readonly count: number; readonly isCarriedOut: boolean }
  /** The server answers nothing but errors from there on. */
  | { readonly kind: 'outage'; readonly nth: number; readonly isCarriedOut: boolean }
  | { readonly kind: 'meanwhile'; readonly nthWrite: number; readonly act: ServerEdit | 'deploy-head' | 'deploy-older' }

export interface Deploy {
  readonly step: 'deploy'
  /** How many commits before the newest one. */
  readonly back: number
  readonly knowsBase: boolean
  readonly policy: RunPolicy
  readonly disturbance: Disturbance
}

/** One thing that happens in a history. */
export type Step =
  | { readonly step: 'commit'; readonly edits: readonly GitEdit[] }
  /** The branch is put onto an older commit. */
  | { readonly step: 'reset'; readonly back: number }
  | { readonly step: 'server'; readonly act: ServerEdit }
  | Deploy

/** Everything that happened to one repository and one server, in order. */
export interface History {
  readonly steps: readonly Step[]
  /** The last, undisturbed runs go by this. */
  readonly lastPolicy: RunPolicy
}
