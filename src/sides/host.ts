import { UserError } from '../problem/user-error.ts'

/** Where a run tells what it does. `progress` replaces itself on a terminal and is one line per group elsewhere. */
export interface RunLog {
  info(text: string): void
  progress(text: string): void
  /** What is being read; shown only where somebody watches, and nothing is written yet. */
  reading(text: string): void
}

/** What only the process itself can tell. */
export interface Host {
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
