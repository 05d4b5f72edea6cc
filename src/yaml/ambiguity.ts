import { type Lexeme, lexemesOf } from './lexemes.ts'
import type { SourceRange } from './source-text.ts'

/** Characters that Kestra's parser and the YAML libraries of today take for different things. */
export interface Ambiguity {
  readonly message: string
  readonly range: SourceRange
}

/**
 * The first place that two parsers of YAML read as different things: then the reviewer would see another flow than the server. SnakeYAML's
 * scanner reads YAML 1.1: names of anchors end at a colon, tags go on behind a comma, and `?` and `:` in brackets need no blank.
 */
export const findAmbiguity = (source: string): Ambiguity | undefined => {
  if (!MAY_HAVE.test(source)) return undefined
  for (const lexeme of lexemesOf(source)) {
    const message = RULES.find(({ isBroken }) => isBroken(lexeme))?.message
    if (message !== undefined) {
      const start = lexeme.offset
      return { message, range: { start, end: start + Math.min(lexeme.text.length, MOST_SHOWN) } }
    }
  }
  return undefined
}

const MOST_SHOWN = 80

/** Cheap: nearly no flow has one of these where it is a sign. */
const MAY_HAVE = /\uFEFF|(?:^|\n)%TAG|(?:^|[\s,:?{}[\]"'-])[&*!][^\s]|(?:^|[[{,\s])\?|\\\r?\n|[|>][+-]?[1-9]/

interface Rule {
  readonly isBroken: (lexeme: Lexeme) => boolean
  readonly message: string
}

// SnakeYAML: ScannerImpl.scanAnchor, scanTag, checkKey, scanFlowScalarSpaces; StreamReader takes a mark away at the start alone.
const RULES: readonly Rule[] = [
  {
    isBroken: ({ type, offset, next }) => type === 'byte-order-mark' && (offset > 0 || next === ' '),
    message: 'An invisible byte-order mark (U+FEFF) stands here; Kestra reads it as a part of the text. Remove it.',
  },
  {
    isBroken: ({ type, text }) => (type === 'anchor' || type === 'alias') && /[:,[\]{}/.*&]/.test(text.slice(1)),
    message:
      "Kestra's parser ends the name of an anchor or alias at such a character and reads on behind it: letters, digits, - and _ are safe. A text that begins with & or * needs quotes.",
  },
  {
    isBroken: ({ type, text, next }) => type === 'tag' && !(SAFE_TAG.test(text) && /^\s?$/.test(next)),
    message:
      "Kestra's parser reads such a tag otherwise: write `!!str` and its like with a blank behind it. A text that begins with ! needs quotes.",
  },
  {
    isBroken: ({ type, text }) => type === 'directive-line' && text.startsWith('%TAG'),
    message: 'A directive that gives tags another meaning: parsers differ in what they make of it. Remove it.',
  },
  {
    isBroken: ({ type, text, isInBrackets }) =>
      type === 'explicit-key-ind' || (type === 'plain' && isInBrackets && /^[?:]/.test(text)),
    message:
      'This sign belongs to a key without a name of its own, which parsers read in different ways: put the text, or the key, in quotes.',
  },
  {
    isBroken: ({ type, text }) => type === 'double-quoted-scalar' && /\\\r?\n[ \t]*\r?\n/.test(text),
    message: "Kestra's parser keeps the empty line behind this backslash at the end of a line: write \\n for it.",
  },
  {
    isBroken: ({ type, next, header }) => type === 'space' && /^[\r\n]?$/.test(next) && /[1-9]/.test(header),
    message: "Kestra's parser reads these blanks behind the text as a part of it: remove them.",
  },
]

// `!!float` takes whatever Java takes for a number, `!!binary` leaves out blanks.
const SAFE_TAG = /^(?:![\w-]*|(?:!!|!<tag:yaml\.org,2002:)(?!float|binary)[\w-]*>?)$/
