import type { MergedPullRequest, PromiseCheck } from '../plan/keep-promise.ts'

/** Where a deploy learns what was promised before the merge. Never throws for what GitHub answers. */
export interface MergeSource {
  /** The pull requests merged since a commit, which is the one of the last deploy; `undefined`: since the push began. */
  find(since: string | undefined): Promise<readonly MergedPullRequest[]>
  /** The same checks, with the pull requests that a resource carries as well. */
  explain(checks: readonly PromiseCheck[], merged: readonly MergedPullRequest[]): Promise<readonly PromiseCheck[]>
}
