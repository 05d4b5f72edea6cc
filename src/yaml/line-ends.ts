/**
 * The characters at which SnakeYAML, Kestra's parser, ends a line and editors, Git and the YAML library of this program do not: a
 * carriage return by itself, U+0085, U+2028 and U+2029 (docs/facts/kestra.md, "Line ends in YAML").
 */
const HIDDEN = /\r(?!\n)|[\u0085\u2028\u2029]/g

/** A line end that no reader sees, at its offset in UTF-16 units; `name` is its code point, `U+2028`. */
export interface HiddenLineEnd {
  readonly offset: number
  readonly name: string
}

/** All of them in the order of the text; of nearly every text none. */
export const hiddenLineEnds = (text: string): readonly HiddenLineEnd[] =>
  [...text.matchAll(HIDDEN)].map(({ 0: character, index }) => ({
    offset: index,
    name: `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  }))

/** True where Kestra counts more lines in a text than its readers do. */
export const hasHiddenLineEnd = (text: string): boolean => text.search(HIDDEN) !== -1

/** The text with the lines that Kestra sees: a line feed in the place of each, so that every offset stays. */
export const withLinesOfKestra = (text: string): string => text.replace(HIDDEN, '\n')
