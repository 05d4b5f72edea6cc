import { Lexer } from 'yaml'
import type { SourceRange } from './edit-source.ts'

/** A character that Kestra's parser refuses where a YAML library of today does not. */
export interface RefusedCharacter {
  readonly kind: 'unprintable' | 'tab'
  readonly range: SourceRange
}

// SnakeYAML's StreamReader: the printable characters of YAML 1.1.
const UNPRINTABLE = /[^\t\n\r\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u

/** The first character that SnakeYAML does not let through: a control character, or a tab before a token. */
export const findRefusedCharacter = (source: string): RefusedCharacter | undefined => {
  const start = source.search(UNPRINTABLE)
  if (start !== -1) return { kind: 'unprintable', range: { start, end: start + 1 } }
  const tab = source.includes('\t') ? findRefusedTab(source) : undefined
  return tab === undefined ? undefined : { kind: 'tab', range: { start: tab, end: tab + 1 } }
}

// The lexer puts these before a document, a flow error and a plain scalar; they are not in the source.
const MARKS = new Set(['\u0002', '\u0018', '\u001F'])
const PLAIN_FOLLOWS = '\u001F'

/** SnakeYAML skips tabs only inside scalars and behind a plain one. */
const findRefusedTab = (source: string): number | undefined => {
  let offset = 0
  let isBehindPlain = false
  let isPlainNext = false
  for (const lexeme of new Lexer().lex(source)) {
    if (MARKS.has(lexeme)) {
      isPlainNext = lexeme === PLAIN_FOLLOWS
      continue
    }
    const isBlank = /^[ \t]+$/.test(lexeme)
    if (isBlank && !isPlainNext && !isBehindPlain && lexeme.includes('\t')) return offset + lexeme.indexOf('\t')
    isBehindPlain = isPlainNext || (isBehindPlain && isBlank)
    isPlainNext = false
    offset += lexeme.length
  }
  return undefined
}
