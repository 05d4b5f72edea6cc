import type { Links } from './links.ts'
import type { MarkerPayload } from './marker.ts'
import type { Privacy } from './redact.ts'

export interface CommentOptions extends Privacy {
  readonly marker: Omit<MarkerPayload, 'digest' | 'stage'>
  readonly stage: Exclude<MarkerPayload['stage'], 'drift'>
  readonly links: Links
  /** One line per run so far, oldest first; not part of the digest. */
  readonly runLog?: readonly string[]
  /** UTF-8 bytes; smaller after a server said that the body was too long. */
  readonly budget?: number
}

export interface SummaryOptions extends Privacy {
  readonly links: Links
}

export interface TerminalOptions extends Privacy {
  /** ANSI colours. */
  readonly color: boolean
  /** Columns; longer words are wrapped, diffs are not. */
  readonly width: number
  /** True inside GitHub Actions, where a line that starts with `::` is a command to the runner. */
  readonly isActions?: boolean
}
