import { CST, Lexer } from 'yaml'
import type { ProblemCode } from '../finding/problem-codes.ts'

/** One token of a text. */
export interface Lexeme {
  /** A token type of the library, or `plain` (a scalar without quotes) or `block` (the lines of a block scalar). */
  readonly type: CST.TokenType | 'plain' | 'block' | null
  readonly text: string
  readonly offset: number
  /** The next character; empty at the end of the text. */
  readonly next: string
  /** True between { } or [ ]. */
  readonly isInBrackets: boolean
  /** The header of the block scalar, also for the blanks and line ends after it; empty for other tokens. */
  readonly header: string
}

/** Yields the tokens of a text in one pass, including parts that are not valid YAML. */
export function* lexemesOf(source: string): Generator<Lexeme> {
  let [offset, depth, nextHeader, header, isScalar] = [0, 0, '', '', false]
  for (const text of new Lexer().lex(source)) {
    if (!isScalar && isMark(text)) {
      isScalar = text === SCALAR_FOLLOWS
      continue
    }
    const type = isScalar ? scalarType(nextHeader) : CST.tokenType(text)
    if (type === 'block') header = nextHeader
    else if (type !== 'space' && type !== 'newline') header = ''
    yield { type, text, offset, next: source.charAt(offset + text.length), isInBrackets: depth > 0, header }
    if (type === 'block-scalar-header') nextHeader = text
    else if (isScalar) nextHeader = ''
    depth += depthOf(type)
    offset += text.length
    isScalar = false
  }
}

/** The lexer yields this mark before a plain or block scalar. It is not in the source. */
const SCALAR_FOLLOWS = '\u001F'

const isMark = (text: string): boolean => text === '\u0002' || text === '\u0018' || text === SCALAR_FOLLOWS
const scalarType = (header: string): 'block' | 'plain' => (header === '' ? 'plain' : 'block')

const depthOf = (type: Lexeme['type']): number => {
  if (type === 'flow-map-start' || type === 'flow-seq-start') return 1
  return type === 'flow-map-end' || type === 'flow-seq-end' ? -1 : 0
}

/**
 * A place that Kestra's parser refuses or reads differently than a YAML 1.2 library. `end` is the offset after the last character, if
 * known.
 */
export interface SyntaxFault {
  readonly code: ProblemCode
  readonly message: string
  readonly start: number
  readonly end?: number
}

/**
 * The first place that two YAML parsers read differently, so that a reviewer would see another flow than the server. SnakeYAML reads YAML
 * 1.1: anchor names end at a colon, tags continue after a comma, and `?` and `:` in brackets need no blank.
 */
export const findAmbiguity = (source: string): SyntaxFault | undefined => {
  if (!MAY_HAVE.test(source)) return undefined
  for (const lexeme of lexemesOf(source)) {
    const message = RULES.find(({ isBroken }) => isBroken(lexeme))?.message
    if (message !== undefined) {
      const start = lexeme.offset
      return { code: 'yaml-read-two-ways', message, start, end: start + Math.min(lexeme.text.length, MAX_SHOWN) }
    }
  }
  return undefined
}

const MAX_SHOWN = 80

/** A cheap test: almost no flow has one of these characters where a node can begin. Cron expressions and shell scripts have them elsewhere. */
const MAY_HAVE =
  /\uFEFF|(?:^|\n)%TAG|(?:^|[\r\n,:?{[-])[ \t]*(?:[&*]\S|[!?])|[\r\n,{[][ \t]*:|\\\r?\n[ \t]*\r?\n|[|>][+-]?[1-9]/

interface Rule {
  readonly isBroken: (lexeme: Lexeme) => boolean
  readonly message: string
}

// Source: SnakeYAML, ScannerImpl.scanAnchor, scanTag, checkKey, scanFlowScalarSpaces. StreamReader only removes a byte-order mark at the
// start.
const RULES: readonly Rule[] = [
  {
    isBroken: ({ type, offset, next }) => type === 'byte-order-mark' && (offset > 0 || next === ' '),
    message: 'An invisible byte-order mark (U+FEFF) is here; Kestra reads it as a part of the text. Remove it.',
  },
  {
    isBroken: ({ type, text }) => (type === 'anchor' || type === 'alias') && /[:,[\]{}/.*&]/.test(text.slice(1)),
    message:
      "Kestra's parser ends the name of an anchor or alias at this character and reads on after it: letters, digits, - and _ are safe. A text that begins with & or * needs quotes.",
  },
  {
    isBroken: ({ type, text, next }) => type === 'tag' && !(SAFE_TAG.test(text) && /^\s?$/.test(next)),
    message:
      "Kestra's parser reads this tag differently: write tags such as `!!str` with a blank after them. A text that begins with ! needs quotes.",
  },
  {
    isBroken: ({ type, text }) => type === 'directive-line' && text.startsWith('%TAG'),
    message: 'This directive gives tags another meaning, and parsers read it differently. Remove it.',
  },
  {
    isBroken: ({ type, text, isInBrackets }) =>
      type === 'explicit-key-ind' || (type === 'plain' && isInBrackets && /^[?:]/.test(text)),
    message:
      'This character marks a key without a name, which parsers read in different ways: put the text, or the key, in quotes.',
  },
  {
    isBroken: ({ type, text }) => type === 'double-quoted-scalar' && /\\\r?\n[ \t]*\r?\n/.test(text),
    message: "Kestra's parser keeps the empty line after this backslash at the end of a line: write \\n for it.",
  },
  {
    isBroken: ({ type, next, header }) => type === 'space' && /^[\r\n]?$/.test(next) && /[1-9]/.test(header),
    message: "Kestra's parser reads these blanks after the text as a part of it: remove them.",
  },
]

// `!!float` accepts any number of Java, and `!!binary` drops blanks.
const SAFE_TAG = /^(?:![\w-]*|(?:!!|!<tag:yaml\.org,2002:)(?!float|binary)[\w-]*>?)$/

// The printable characters of YAML 1.1, from SnakeYAML's StreamReader.
const UNPRINTABLE = /[^\t\n\r\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u

/** The first character that SnakeYAML refuses and a YAML 1.2 library accepts: a control character, or a tab before a token. */
export const findRefusedCharacter = (source: string): SyntaxFault | undefined => {
  const start = source.search(UNPRINTABLE)
  if (start !== -1) {
    const message = "This control character is not allowed in YAML; Kestra's parser refuses the file."
    return { code: 'yaml-syntax', message, start, end: start + 1 }
  }
  const tab = source.includes('\t') ? findRefusedTab(source) : undefined
  if (tab === undefined) return undefined
  const message = "Kestra's parser refuses a tab here; only spaces may separate the parts of a line."
  return { code: 'tab-indentation', message, start: tab, end: tab + 1 }
}

/** SnakeYAML skips tabs only inside scalars and after a plain scalar. */
const findRefusedTab = (source: string): number | undefined => {
  let isAfterPlain = false
  for (const { type, text, offset } of lexemesOf(source)) {
    if (type === 'space' && !isAfterPlain && text.includes('\t')) return offset + text.indexOf('\t')
    isAfterPlain = type === 'plain' || type === 'block' || (isAfterPlain && type === 'space')
  }
  return undefined
}
