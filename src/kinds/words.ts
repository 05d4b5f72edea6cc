import { findSecrets } from '../problem/find-secrets.ts'
import { replaceSpans } from '../problem/hide-secrets.ts'
import { counted } from '../text/lists.ts'
import { visibleLine } from '../text/visible.ts'

/** Ids of Kestra have at most 100 characters (docs/facts/kestra.md, "Names"); what is longer is data and not a name. */
const MAX_CODE_LENGTH = 100

/**
 * Untrusted text as one code span of a sentence in words, `` `text` ``.
 *
 * The contract of every sentence about a change: it is one line of plain text, not Markdown, in which pairs of backticks
 * delimit code. Whatever comes from a flow stands inside such a pair, on one line, cut after 100 characters, with
 * invisible characters spelt out and its own backticks replaced by ′, so that no id can open or close a pair. What looks
 * like a credential in it is replaced by its length. Who shows a sentence escapes both, the text and the
 * code.
 */
export const code = (text: string): string => {
  const shown = replaceSpans(text, findSecrets(text), 'hidden')
  return `\`${visibleLine(shown, MAX_CODE_LENGTH).replaceAll('`', '′') || '""'}\``
}

const MAX_NAMES = 4

/** `` `a`, `b` ``; of more than four names the first three and how many there are besides. */
export const listNames = (names: readonly string[]): string => {
  if (names.length <= MAX_NAMES) return names.map(code).join(', ')
  const shown = names.slice(0, MAX_NAMES - 1)
  return `${shown.map(code).join(', ')} and ${names.length - shown.length} more`
}

/** How much a change matters to who approves it, most important first. */
const RANKS = ['state', 'breaks', 'removed', 'starts', 'added', 'changed', 'settings', 'prose'] as const

/** One change in words (the contract of `text` is at `code`), with its place in the order of the sentences. */
export interface Sentence {
  readonly rank: (typeof RANKS)[number]
  readonly text: string
}

const MAX_SENTENCES = 12

/** The texts of the sentences, most important first: at most 12, then `and 3 more changes`. */
export const mostImportant = (sentences: readonly Sentence[]): readonly string[] => {
  const ordered = RANKS.flatMap((rank) => sentences.filter((sentence) => sentence.rank === rank))
  const rest = ordered.length - MAX_SENTENCES
  const shown = ordered.slice(0, MAX_SENTENCES).map(({ text }) => text)
  return rest > 0 ? [...shown, `and ${counted(rest, 'more change')}`] : shown
}
