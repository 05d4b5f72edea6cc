import type { Command } from '../../settings/commands.ts'
import type { Settings } from '../../settings/settings.ts'

/** The event as the runner describes it: the `GITHUB_…` variables with the same names. */
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

/** An event with the settings that decide how to handle it. */
export type GitHubEvent = RunnerEvent & Pick<Settings, 'command' | 'isDryRun' | 'isForPreviews' | 'deployBranches'>

/** The source of the commit to compare with. base-commit.ts resolves it. */
export type BaseSource =
  /** The first parent of the merge commit that GitHub made for the pull request; `baseSha` may be older than it. */
  | { readonly from: 'merge-commit'; readonly mergeSha: string; readonly headSha: string; readonly baseSha: string }
  | { readonly from: 'commit'; readonly sha: string }
  | { readonly from: 'none'; readonly why: string }

/** The event that started a run, as far as the run needs it. */
export interface EventContext {
  readonly event: string
  /** The commit that the checkout holds, unless the workflow chose another one. */
  readonly sha: string
  /** The commit that readers know: the head of a pull request, where `sha` is a merge commit made by GitHub. */
  readonly shownSha: string
  readonly base: BaseSource
  /** Branch that the run stands for: the base of a pull request, else the one pushed or chosen. */
  readonly branch: string | undefined
  /** The branches whose history must contain a deployed commit. `commit` is `undefined` if the event may name anyone's commit. */
  readonly merged: { readonly commit: string | undefined; readonly branches: readonly string[] }
  /** True for the default branch, or for those that `deploy-branches` names. */
  readonly isDeployBranch: boolean
  /** A sentence for the reader about how the command was chosen. */
  readonly notice: string | undefined
  readonly pullRequest: number | undefined
  /** False without a pull request, and in a merge queue, where other runs write the comment. */
  readonly mayComment: boolean
  /** Commits of a push, oldest first, to find the merged pull requests; `undefined` for other events. */
  readonly pushedShas: readonly string[] | undefined
  readonly isFork: boolean
  /** For Dependabot the token is read-only and there are no secrets, as for forks. */
  readonly isDependabot: boolean
  /** Also true if the event does not say it. In a public repository, lines that exist only on the server stay hidden. */
  readonly isPublicRepository: boolean
  readonly run: { readonly id: number; readonly attempt: number; readonly url: string }
}

/** The run of another workflow whose artifact this run posts (docs/forks.md). */
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
  /** `isNotice`: users will look for the missing result, so the sentence is shown as a notice. */
  | { readonly kind: 'nothing'; readonly sentence: string; readonly isNotice?: true }
  | { readonly kind: 'error'; readonly message: string }

const BRANCH = 'refs/heads/'

/** The branch name of a ref; `undefined` for tags and other refs. */
export const branchOf = (ref: string): string | undefined =>
  ref.startsWith(BRANCH) ? ref.slice(BRANCH.length) : undefined

/** The page of one attempt of a run. `repository` is `owner/name`. */
export const runUrl = (serverUrl: string, repository: string, runId: number, runAttempt: number): string =>
  `${serverUrl}/${repository}/actions/runs/${runId}/attempts/${runAttempt}`

/** True for `pull_request`, `pull_request_target`, `pull_request_review` and `pull_request_review_comment`. Their code is not merged. */
export const isOfPullRequest = (event: string): boolean => event.startsWith('pull_request')

/** The command of the settings, or `auto` if they name none. With `dry-run`, a deploy becomes a plan. */
export const resolveCommand = ({ command, isDryRun }: GitHubEvent, auto: Command): Command => {
  const asked = command === 'auto' ? auto : command
  return asked === 'deploy' && isDryRun ? 'plan' : asked
}

/**
 * The error for a flow test of code that may come from a fork. A test runs the flows of that code, so a fork is tested only on
 * `pull_request`, where GitHub gives the job no secrets (docs/internals/threat-model.md, "Flow tests").
 */
export const noTestsOfFork = (event: string): string =>
  `"command: test" does not run on the event "${event}" for code that may come from a fork: its flows would run with the permissions of this job. Run it on "pull_request", where GitHub gives forks no secrets.`

/** With `command: auto`, a deploy branch is deployed and other refs are planned. */
export const deployOrPlan = (event: GitHubEvent, context: EventContext): EventDecision => {
  if (context.isDeployBranch || event.command !== 'auto') return { kind: resolveCommand(event, 'deploy'), context }
  const names = event.deployBranches.length === 0 ? 'the default branch' : event.deployBranches.join(', ')
  const notice = `Only planned: "auto" deploys ${names}, but this run is for ${context.branch ?? event.ref}. To deploy it, name the branch in "deploy-branches".`
  return { kind: resolveCommand(event, 'plan'), context: { ...context, notice } }
}

/**
 * The commit whose settings file is trusted. For a change that is not merged, it is the base, on all events of a pull request
 * (`pull_request_review` also runs on the merge commit). A `base` in the settings also means a change that is not merged, unless the command is deploy.
 */
export const trustedConfigOf = (
  { event }: Pick<EventContext, 'event'>,
  command: Command,
  { base }: Pick<Settings, 'base'>,
): 'base' | 'tree' => {
  const isProposal = event === 'merge_group' || isOfPullRequest(event)
  return isProposal || (base !== undefined && command !== 'deploy') ? 'base' : 'tree'
}
