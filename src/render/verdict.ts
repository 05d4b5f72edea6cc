/** `safe`: nothing to look at. `look`: something that cannot be undone or was not known. `blocked`: nothing is deployed. */
export type Verdict = 'safe' | 'look' | 'blocked' | 'unknown' | 'done' | 'failed'

/** The answer of a run in one line; `words` is a sentence in words, without a final stop. */
export interface Headline {
  readonly verdict: Verdict
  readonly words: string
}
