import type { Outcome } from '../deploy/outcome.ts'
import type { Target } from '../kestra/live.ts'
import type { Plan } from '../plan/plan.ts'
import type { Problem } from '../problem/problem.ts'
import type { LayoutRoot } from '../resource/desired.ts'

export type Command = 'validate' | 'plan' | 'deploy' | 'drift' | 'export'

export type Result = 'in-sync' | 'changes' | 'deployed' | 'drift' | 'invalid' | 'refused' | 'failed'

/** Everything one run found out and did: the only value that the renderers read. */
export interface Report {
  readonly command: Command
  readonly result: Result
  /** Kebab-case code of a refusal or failure, `null` when there is none. */
  readonly reason: string | null
  /** The sentence to `reason`: what failed, on what, why probably, what to do. */
  readonly message?: string
  /** `server` is `null` offline. */
  readonly target: {
    readonly server: Target['server'] | null
    readonly tenant: string
    readonly serverVersion: string | null
  }
  readonly commit: string | null
  readonly base: string | null
  /** Absent when the run ended before a plan was made (server down, invalid settings). */
  readonly plan?: Plan
  readonly outcome?: Outcome
  readonly problems: readonly Problem[]
  readonly layout: readonly LayoutRoot[]
  readonly notices: readonly string[]
  readonly requests: { readonly kestra: number; readonly github: number }
}

/** Exit code of the command line (product.md, "What the reader sees"): 2 only on request. */
export const exitCodeOf = (result: Result, hasDetailedExitcode: boolean): 0 | 1 | 2 => {
  if (result === 'invalid' || result === 'refused' || result === 'failed') return 1
  return hasDetailedExitcode && (result === 'changes' || result === 'drift') ? 2 : 0
}
