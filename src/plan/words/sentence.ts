/** How much a change matters to who approves it, most important first. */
export const RANKS = ['state', 'breaks', 'removed', 'starts', 'added', 'changed', 'settings', 'prose'] as const

/** One change in words (the contract of `text` is at `code`), with its place in the order of the sentences. */
export interface Sentence {
  readonly rank: (typeof RANKS)[number]
  readonly text: string
}
