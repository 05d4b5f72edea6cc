import type { Command } from '../../settings/commands.ts'
import type { Settings } from '../../settings/settings.ts'

/** What the runner tells of the event: the `GITHUB_…` variables of the same names. */
export interface RunnerEvent {
  readonly eventName: string
  /** The parsed event file. */
  readonly payload: unknown
  readonly sha: string
  readonly ref: string
  /** `owner/name`. */
  readonly repository: string
  readonly runId: number
  readonly runAttempt: number
  readonly actor: string
  readonly serverUrl: string
}

/** An event, and what of the settings decides what to do about it. */
export type GitHubEvent = RunnerEvent & Pick<Settings, 'command' | 'isDryRun' | 'isForPreviews' | 'deployBranches'>

/** Where the commit to compare with comes from; base-commit.ts looks for it. */
export type BaseSource =
  /** The first parent of the merge commit that GitHub made for the pull request; `baseSha` may be older than it. */
  | { readonly from: 'merge-commit'; readonly mergeSha: string; readonly headSha: string; readonly baseSha: string }
  | { readonly from: 'commit'; readonly sha: string }
  | { readonly from: 'none'; readonly why: string }

/** What a run needs to know of the event that started it. */
export interface EventContext {
  readonly event: string
  /** The commit that the checkout holds, unless the workflow chose another one. */
  readonly sha: string
  /** The commit that readers know: the head of a pull request, where `sha` is a merge commit nobody made. */
  readonly shownSha: string
  readonly base: BaseSource
  /** Branch that the run stands for: the base of a pull request, else the one pushed or chosen. */
  readonly branch: string | undefined
  /** The histories that a deploy may take its commit from, whatever the workflow checked out; no `commit`: that of the event may be of anybody. */
  readonly merged: { readonly commit: string | undefined; readonly branches: readonly string[] }
  /** True for the default branch, or for those that `deploy-branches` names. */
  readonly isDeployBranch: boolean
  /** What the reader must know of how the command was chosen. */
  readonly notice: string | undefined
  readonly pullRequest: number | undefined
  /** False where a comment would be another run's business (merge queue) or there is no pull request. */
  readonly mayComment: boolean
  /** Commits of a push, oldest first, to find the merged pull requests; `undefined` for other events. */
  readonly pushedShas: readonly string[] | undefined
  readonly isFork: boolean
  /** Then the token is read-only and there are no secrets, as for forks. */
  readonly isDependabot: boolean
  /** True as well when the event does not tell: then lines that only the server holds stay hidden. */
  readonly isPublicRepository: boolean
  readonly run: { readonly id: number; readonly attempt: number; readonly url: string }
}

/** The run of another workflow whose artifact is to be posted (docs/forks.md). */
export interface TriggeringRun {
  readonly id: number
  readonly headSha: string
  readonly headBranch: string
  readonly headRepository: string
  readonly headOwner: string
}

export type EventDecision =
  | { readonly kind: Command; readonly context: EventContext }
  | { readonly kind: 'mark-closed'; readonly pullRequest: number; readonly context: EventContext }
  | { readonly kind: 'post-artifact'; readonly triggeringRun: TriggeringRun; readonly context: EventContext }
  | {
      readonly kind: 'preview'
      readonly pullRequest: number
      readonly isEnding: boolean
      readonly context: EventContext
    }
  | { readonly kind: 'remove-previews'; readonly context: EventContext }
  /** `isNotice`: somebody will look for what was not done. */
  | { readonly kind: 'nothing'; readonly sentence: string; readonly isNotice?: true }
  | { readonly kind: 'error'; readonly message: string }

const BRANCH = 'refs/heads/'

/** The name of the branch that a ref is; `undefined` of a tag and every other ref. */
export const branchOf = (ref: string): string | undefined =>
  ref.startsWith(BRANCH) ? ref.slice(BRANCH.length) : undefined

/** The page of one attempt of a run. `repository` is `owner/name`. */
export const runUrl = (serverUrl: string, repository: string, runId: number, runAttempt: number): string =>
  `${serverUrl}/${repository}/actions/runs/${runId}/attempts/${runAttempt}`

/** `pull_request`, `pull_request_target`, `pull_request_review` and `pull_request_review_comment`: of code that is not merged. */
export const isOfPullRequest = (event: string): boolean => event.startsWith('pull_request')

/** The command as asked for, `auto` where none was; a deploy becomes a plan with `dry-run`. */
export const resolveCommand = ({ command, isDryRun }: GitHubEvent, auto: Command): Command => {
  const asked = command === 'auto' ? auto : command
  return asked === 'deploy' && isDryRun ? 'plan' : asked
}

/**
 * A test runs the flows of whoever opened the pull request: of a fork only on `pull_request`, where the job has no secret by GitHub's own rule
 * (docs/internals/threat-model.md, "Flow tests").
 */
export const noTestsOfFork = (event: string): string =>
  `"command: test" does not run on the event "${event}" for what may come from a fork: its flows would run with what this job may do. Run it on "pull_request", where GitHub gives forks no secrets.`

/** Where no command is given, a deploy branch is deployed; of any other ref it is told what a deploy would do. */
export const deployOrPlan = (event: GitHubEvent, context: EventContext): EventDecision => {
  if (context.isDeployBranch || event.command !== 'auto') return { kind: resolveCommand(event, 'deploy'), context }
  const names = event.deployBranches.length === 0 ? 'the default branch' : event.deployBranches.join(', ')
  const notice = `Only planned: "auto" deploys ${names}, and this run is of ${context.branch ?? event.ref}. To deploy it, name the branch in "deploy-branches".`
  return { kind: resolveCommand(event, 'plan'), context: { ...context, notice } }
}

/**
 * Whose rules count. Of a change that is not merged yet, those of its base, whichever event of a pull request started the run
 * (`pull_request_review` runs on its merge commit as well); who names a base asks about such a change, unless it is deployed.
 */
export const trustedConfigOf = (
  { event }: Pick<EventContext, 'event'>,
  command: Command,
  { base }: Pick<Settings, 'base'>,
): 'base' | 'tree' => {
  const isProposal = event === 'merge_group' || isOfPullRequest(event)
  return isProposal || (base !== undefined && command !== 'deploy') ? 'base' : 'tree'
}
