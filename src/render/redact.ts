import { findKnownSecrets, type Span } from '../problem/find-known-secrets.ts'
import { findSecrets } from '../problem/find-secrets.ts'
import { replaceSpans } from '../problem/hide-secrets.ts'
import { visible } from '../text/visible.ts'

/** What a reader of the output may not see. Leaving all of it out hides nothing but values that look like credentials. */
export interface Privacy {
  /** Secrets that the run knows of: they appear in no sink (`findKnownSecrets`). */
  readonly maskedValues?: readonly string[]
  /** Readers of a public repository are everyone. */
  readonly isPublic?: boolean
  /** The setting `show-server-source`: shows lines that exist only on the server on public repositories as well. */
  readonly showServerSource?: boolean
}

/** True on a public repository, unless its owner wants them shown. */
export const hidesServerLines = ({ isPublic, showServerSource }: Privacy): boolean =>
  isPublic === true && showServerSource !== true

/** Makes text fit to be shown; lines stay lines. `unchanged` words the hidden value of a line that does not change. */
export type Redact = (text: string, state?: 'changed' | 'unchanged') => string

/**
 * A function that replaces masked values, in every form, and whatever `detect` finds by `(changed, N bytes)`, and spells out
 * invisible characters: the value cannot be read, yet a reviewer sees that it is there (docs/security.md, "What leaves the server").
 * Must come before anything is cut, because half a value is hard to find.
 */
export const makeRedact = (
  { maskedValues = [] }: Privacy,
  detect: (text: string) => readonly Span[] = findSecrets,
): Redact => {
  const known = findKnownSecrets(maskedValues)
  return (text, state = 'changed') => {
    const shown = visible(replaceSpans(text, known(text), state))
    return replaceSpans(shown, detect(shown), state)
  }
}
