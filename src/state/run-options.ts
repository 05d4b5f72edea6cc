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
       * Opens its files if git does not have them. Files equal to those in `local`, the checkout, are read there. Throws `UserError`
       * if they cannot be read.
       */
      readonly open?: (local: Tree) => Promise<Tree>
    }
  | {
      readonly kind: 'unknown'
      /** A clause without a final stop. */
      readonly why: string
      /** True if the event names a commit that could not be read: the run reports this. */
      readonly isMissed?: boolean
    }

/** The histories whose commits may be deployed: of a commit, and of branches. */
export interface MergedHistory {
  /** The commit that the event names; `undefined` if the event does not take it from one of these branches. */
  readonly commit: string | undefined
  readonly branches: readonly string[]
}

/** Everything that a command needs from outside; created by main.ts and cli.ts. */
export interface RunOptions {
  readonly settings: Settings
  readonly command: Command
  /** Top of the checkout. */
  readonly directory: string
  /** `owner/name`: the owner in the deployment record. */
  readonly repository: string
  /** The run's id or URL, for the deployment record. */
  readonly runName: string
  readonly base: Base
  /** Which commit's rules (docs/rules.md) apply. A change that is only proposed must follow the rules of its base. */
  readonly trustedConfig: 'base' | 'tree'
  /** The commit to show if another one is checked out (the head of a pull request's merge commit). */
  readonly shownCommit: string | undefined
  /** Why the run uses no server although one may be set: pull requests from forks get no secrets. */
  readonly whyOffline: string | undefined
  /**
   * Asks GitHub whether `commit` is an ancestor of `descendant` if git cannot answer (a shallow checkout). `undefined`: not known.
   */
  readonly askAncestry: ((commit: string, descendant: string) => Promise<boolean | undefined>) | undefined
  /** The histories that a deployed commit must be in; `undefined`: any commit may be deployed. */
  readonly merged: MergedHistory | undefined
  /** Finds the plans that were shown before the merge; `undefined` if the run cannot find them. */
  readonly mergeSource: MergeSource | undefined
  /** Publishes the files of an export; `undefined`: they go into the work tree. */
  readonly publishExport: ((files: readonly PlacedFile[]) => Promise<PublishedExport>) | undefined
  /** True if everyone can read the output of this run, and `show-server-source` does not allow showing all of the server. */
  readonly isPublic: boolean
  /** True if a GitHub workflow runs this; false for a person or another system. */
  readonly isOnGitHub: boolean
  readonly log: RunLog
  readonly runtime: Runtime
}

/** Options of a run that GitHub did not start: it does not talk to GitHub. */
export const LOCAL_RUN = {
  shownCommit: undefined,
  whyOffline: undefined,
  askAncestry: undefined,
  merged: undefined,
  mergeSource: undefined,
  publishExport: undefined,
  isPublic: false,
  isOnGitHub: false,
} as const

/** A server connection that already reads, while the tree is parsed, all flows that this job may see. */
export interface ServerConnection extends AsyncDisposable {
  readonly client: Promise<KestraClient>
  readonly flows: Promise<ResourceMap>
}

/** A running command. */
export interface Run extends RunOptions {
  /** The connection; `undefined` offline. */
  readonly server: ServerConnection | undefined
  /** Called with notices as soon as they are known, so that a failing run still shows them. */
  readonly onNotices?: (notices: readonly string[]) => void
}

/** Finds the plans that were shown before the merge. Never throws for an answer of GitHub. */
export interface MergeSource {
  /** Finds the pull requests merged since the commit of the last deploy; `undefined`: since the push began. */
  find(since: string | undefined): Promise<readonly MergedPullRequest[]>
  /** Adds to the checks the other pull requests that changed each resource. */
  explain(
    checks: readonly ApprovedPlanCheck[],
    merged: readonly MergedPullRequest[],
  ): Promise<readonly ApprovedPlanCheck[]>
}

/** The log of a run. `progress` replaces itself on a terminal, and is one line per group elsewhere. */
export interface RunLog {
  info(text: string): void
  progress(text: string): void
  /** Shows what is being read, only on a terminal and only before the first write. */
  reading(text: string): void
}

/** The services of the process. */
export interface Runtime {
  /** Aborted when the run must end (`endOfRun`). The reason is the `UserError` to report. */
  readonly signal: AbortSignal
  /** A monotonic clock in milliseconds. */
  readonly now: () => number
  /** Milliseconds per second of waiting for a server; tests shorten it. */
  readonly secondMs?: number
  /** A folder that outlives the run: the tool cache of a runner. */
  readonly cacheFolder?: string | undefined
}

/** A deploy of thousands of resources takes minutes. A stopped deploy continues when it is run again. */
const RUN_LIMIT_MINUTES = 60

/**
 * Returns a signal that is aborted when the run must end, with the `UserError` to report. It ends by Ctrl-C, by a runner's SIGTERM
 * (`onCancel` receives the function to call then), or after 60 minutes. Afterwards no write starts, reads end at once, and the run
 * reports what it wrote.
 */
export const endOfRun = (onCancel: (cancel: () => void) => void): AbortSignal => {
  const controller = new AbortController()
  onCancel(() => controller.abort(cancelled()))
  setTimeout(() => controller.abort(tooLong()), RUN_LIMIT_MINUTES * 60_000).unref()
  return controller.signal
}

/** Calls `cancel` on Ctrl-C, and on the SIGTERM of a runner that ends a job. */
export const onSignals = (cancel: () => void): void => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, cancel)
}

/** Reports an error that was not caught and ends the process with code 1. Node alone would print it unmasked, or end silently. */
export const onLostErrors = (report: (error: unknown) => void): void => {
  for (const event of ['unhandledRejection', 'uncaughtException'] as const) {
    process.on(event, (error) => {
      report(error)
      process.exit(1)
    })
  }
}

/** The error of a run that was stopped. */
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
