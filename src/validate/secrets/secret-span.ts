/** A part of a text that looks like a credential: UTF-16 offsets, `end` behind the last character. */
export interface SecretSpan {
  readonly start: number
  readonly end: number
  /** What it looks like, in words for a message: `a GitHub token`. Never the value. */
  readonly kind: string
}
