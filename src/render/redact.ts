import { findKnownSecrets } from '../problem/find-known-secrets.ts'
import type { Span } from '../problem/find-private-keys.ts'
import { findSecrets } from '../problem/find-secrets.ts'
import { replaceSpans } from '../problem/hide-secrets.ts'
import { visible } from '../text/visible.ts'

/** What a reader of the output may not see. Leaving all of it out hides nothing but values that look like credentials. */
export interface Privacy {
  /** The credentials of the connection: they appear in no sink (`findKnownSecrets`). */
  readonly maskedValues?: readonly string[]
  /** Readers of a public repository are everyone. */
  readonly isPublic?: boolean
  /** The setting `show-server-source`: shows lines that exist only on the server on public repositories as well. */
  readonly showServerSource?: boolean
}

/** True on a public repository, unless its owner wants them shown. */
export const hidesServerLines = ({ isPublic, showServerSource }: Privacy): boolean =>
  isPublic === true && showServerSource !== true

interface RedactOptions {
  /** Words the hidden value of a line that does not change. */
  readonly state?: 'changed' | 'unchanged'
  /** What looks like a credential in this text, as it is shown. */
  readonly detect?: (text: string) => readonly Span[]
}

/** Makes text fit to be shown; lines stay lines. */
export type Redact = (text: string, options?: RedactOptions) => string

/**
 * A function for one text after the other, before any of them becomes part of a document: replaces masked values, in every form, and whatever
 * `detect` finds in this very text by `(changed, N bytes)`, and spells out invisible characters. The value cannot be read, yet a reviewer sees
 * that it is there (docs/security.md, "What is hidden, and where"). Must come before anything is cut, because half a value is hard to find.
 */
export const makeRedact = ({ maskedValues = [] }: Privacy): Redact => {
  const known = findKnownSecrets(maskedValues)
  return (text, { state = 'changed', detect = findSecrets } = {}) => {
    const shown = visible(text)
    // What is spelt out is much longer: it is searched only where there is something to find.
    const masked = known(text).length > 0 ? known(shown) : []
    return replaceSpans(shown, [...masked, ...detect(shown)], state)
  }
}
