import type { PlacedFile, PublishedExport } from '../export/export-change.ts'
import { UserError } from '../finding/user-error.ts'
import type { KestraClient } from '../kestra/client.ts'
import type { ApprovedPlanCheck, MergedPullRequest } from '../plan/approved-plan.ts'
import type { Tree } from '../repository/tree.ts'
import type { ResourceMap } from '../resource/resource-state.ts'
import type { Command } from '../settings/commands.ts'
import type { Settings } from '../settings/settings.ts'

/** The commit that a change is compared with, or why it is not known. */
export type Base =
  | {
      readonly kind: 'found'
      readonly sha: string
      /**
       * Opens its files where git does not have them; what is the same in `local`, the checkout, is read there. Throws
       * `UserError` when they cannot be had.
       */
      readonly open?: (local: Tree) => Promise<Tree>
    }
  | {
      readonly kind: 'unknown'
      /** A clause without a final stop. */
      readonly why: string
      /** The event names a commit, but it could not be had: the reader is told. */
      readonly isMissed?: boolean
    }

/** Where the commits stand that a deploy may take: the histories of a commit and of branches. */
export interface MergedHistory {
  /** Of the event itself; `undefined` where the event does not choose it from such a branch. */
  readonly commit: string | undefined
  readonly branches: readonly string[]
}

/** All that one command needs from the world outside; made by main.ts and cli.ts. */
export interface RunOptions {
  readonly settings: Settings
  readonly command: Command
  /** Top of the checkout. */
  readonly directory: string
  /** `owner/name`: who deploys, for the deployment record. */
  readonly repository: string
  /** The run's id or URL, for the deployment record. */
  readonly runName: string
  readonly base: Base
  /** Whose rules (docs/rules.md) count: a change that is only proposed is held to those of its base. */
  readonly trustedConfig: 'base' | 'tree'
  /** The commit to show where it is not the one that is checked out (the head of a pull request's merge commit). */
  readonly shownCommit: string | undefined
  /** Why there is no server although one may be set: pull requests from forks get no secrets. */
  readonly whyOffline: string | undefined
  /**
   * Whether `commit` is an ancestor of `descendant`, from GitHub where git cannot tell (a shallow checkout);
   * `undefined` = not known.
   */
  readonly askAncestry: ((commit: string, descendant: string) => Promise<boolean | undefined>) | undefined
  /** A deploy of a commit that is in none of these histories is refused; `undefined`: any commit may be deployed. */
  readonly merged: MergedHistory | undefined
  /** What was promised before the merge; `undefined` where nobody can tell. */
  readonly merges: MergeSource | undefined
  /** Takes the files of an export elsewhere; `undefined`: into the work tree. */
  readonly publishExport: ((files: readonly PlacedFile[]) => Promise<PublishedExport>) | undefined
  /** Everyone reads what this run tells and publishes, and `show-server-source` does not say that they may read it all. */
  readonly isPublic: boolean
  /** A workflow runs this, else a person or another system does. */
  readonly isOnGitHub: boolean
  readonly log: RunLog
  readonly runtime: Runtime
}

/** A run that GitHub did not start: nothing is asked or told there. */
export const LOCAL_RUN = {
  shownCommit: undefined,
  whyOffline: undefined,
  askAncestry: undefined,
  merged: undefined,
  merges: undefined,
  publishExport: undefined,
  isPublic: false,
  isOnGitHub: false,
} as const

/** A server that is being read while the tree is: the connection, and under way all flows that this job may see. */
export interface ServerConnection extends AsyncDisposable {
  readonly client: Promise<KestraClient>
  readonly flows: Promise<ResourceMap>
}

/** A command under way. */
export interface Run extends RunOptions {
  /** `undefined` offline. */
  readonly server: ServerConnection | undefined
  /** Notices as soon as they are known: a run that breaks off later tells them as well. */
  readonly onNotices?: (notices: readonly string[]) => void
}

/** Where a deploy learns what was promised before the merge. Never throws for what GitHub answers. */
export interface MergeSource {
  /** The pull requests merged since a commit, which is the one of the last deploy; `undefined`: since the push began. */
  find(since: string | undefined): Promise<readonly MergedPullRequest[]>
  /** The same checks, with the pull requests that a resource carries as well. */
  explain(
    checks: readonly ApprovedPlanCheck[],
    merged: readonly MergedPullRequest[],
  ): Promise<readonly ApprovedPlanCheck[]>
}

/** Where a run tells what it does. `progress` replaces itself on a terminal and is one line per group elsewhere. */
export interface RunLog {
  info(text: string): void
  progress(text: string): void
  /** What is being read; shown only where somebody watches, and nothing is written yet. */
  reading(text: string): void
}

/** What only the process itself can tell. */
export interface Runtime {
  /** Aborted, its reason the `UserError` to tell, when the run is to end (`endOfRun`). */
  readonly signal: AbortSignal
  /** Milliseconds since some point of time. */
  readonly now: () => number
  /** Milliseconds that one second of waiting for a server takes; tests shorten it. */
  readonly secondMs?: number
  /** A folder that outlives the run: the tool cache of a runner. */
  readonly cacheFolder?: string | undefined
}

/** A whole run; a deploy of thousands of resources takes minutes, and one that is ended goes on when it is run again. */
const RUN_LIMIT_MINUTES = 60

/**
 * Aborted, with the `UserError` to tell, when the run is to end: by Ctrl-C or a runner's SIGTERM (`onCancel` is given what they
 * are to call), or after 60 minutes. No further write is begun then, reads end at once, and what was written is told.
 */
export const endOfRun = (onCancel: (cancel: () => void) => void): AbortSignal => {
  const controller = new AbortController()
  onCancel(() => controller.abort(cancelled()))
  setTimeout(() => controller.abort(tooLong()), RUN_LIMIT_MINUTES * 60_000).unref()
  return controller.signal
}

/** Calls `cancel` on Ctrl-C and on the SIGTERM of a runner that ends a job. */
export const onSignals = (cancel: () => void): void => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, cancel)
}

/** Tells of an error that nobody caught, and ends the process with code 1: Node would print it as it is, or end in silence. */
export const onLostErrors = (tell: (error: unknown) => void): void => {
  for (const event of ['unhandledRejection', 'uncaughtException'] as const) {
    process.on(event, (error) => {
      tell(error)
      process.exit(1)
    })
  }
}

/** Somebody stopped the run. */
export const cancelled = (): UserError =>
  new UserError(
    'cancelled',
    'The run was cancelled: by Ctrl-C, or because the job was stopped. It may be run again at any time.',
  )

const tooLong = (): UserError =>
  new UserError(
    'run-too-long',
    `The run did not end within ${RUN_LIMIT_MINUTES} minutes and was stopped. Is the server, or what is in front of it, very slow? A deploy that is run again goes on where this one stopped.`,
  )
