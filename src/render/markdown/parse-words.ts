/** A run of a sentence: either shown as code or as text. White space belongs to the text. */
export interface WordsPart {
  readonly kind: 'code' | 'text'
  readonly text: string
}

/**
 * What GitHub would turn into something else outside code: mentions, issue and advisory references, e-mail addresses,
 * URLs, commit SHAs, formulas, emoji short names.
 */
const LIVE_ON_GITHUB = /[@#$]|(?<![a-z0-9])(?:GH|GHSA|CVE)-|:\/\/|www\.|mailto:|[0-9a-f]{7}|:[\w+-]+:/i

/**
 * Reads a sentence in which pairs of backticks delimit code. A word of the text that GitHub would make a mention or a
 * link of becomes code as well: GitHub leaves code alone, and an escaped `@name` it does not.
 */
export const parseWords = (words: string): readonly WordsPart[] =>
  words
    .split(/(`[^`]+`)/)
    .flatMap((piece): WordsPart[] =>
      /^`[^`]+`$/.test(piece) ? [{ kind: 'code', text: piece.slice(1, -1) }] : piece.split(/(\s+)/).map(classifyWord),
    )
    .filter(({ text }) => text !== '')

const classifyWord = (word: string): WordsPart => ({ kind: LIVE_ON_GITHUB.test(word) ? 'code' : 'text', text: word })
