import type { Settings } from '../settings/settings.ts'
import type { GitHubClient } from './client.ts'
import type { Runner } from './runner.ts'
import type { Core } from './sinks.ts'

/** One run of the action, ready to do what its event asks for. */
export interface Acting {
  readonly settings: Settings
  readonly runner: Runner
  readonly core: Core
  /** Absent without a token. */
  readonly github: GitHubClient | undefined
  readonly signal: AbortSignal
  /** While it is true, a deploy does not look again before each write. */
  readonly isFresh: () => boolean
}
