import type { YAMLError } from 'yaml'
import { type Lexeme, lexemesOf } from './lexemes.ts'
import { lineStart } from './source-text.ts'

/** The most likely mistake of the author and its offset, which is often a line above the place where a parser stops. */
export interface YamlMistake {
  readonly message: string
  readonly offset: number
  readonly isTab?: true
}

/**
 * The mistake that caused the first error of a parser: an unclosed quote or bracket, a wrongly indented line, a missing space or colon. If
 * none of these is certain, it describes the error itself. The message never quotes the file.
 */
export const yamlMistake = (source: string, error: Fault): YamlMistake => {
  const at = error.pos[0]
  const lexemes = [...lexemesOf(source)].filter(({ offset }) => offset <= at)
  return (
    findOpenQuote(lexemes, source, error) ??
    findOpenBracket(lexemes, error) ??
    findInLine(source, lineStart(source, at)) ??
    findOnNextLine(lexemes, source, error) ??
    findIndentation(source, error) ?? { message: yamlText(error), offset: at }
  )
}

const lineAt = (source: string, start: number): string => source.slice(start, `${source}\n`.indexOf('\n', start))
const isQuoted = ({ type }: Lexeme): boolean => type === 'double-quoted-scalar' || type === 'single-quoted-scalar'

type Fault = Pick<YAMLError, 'code' | 'message' | 'pos'>

/** Keys inside a quoted text: the quote was not closed, so the text continued to the next quote or the end of the file. */
const KEY_WITHIN = /\n[ ]*(?:- +)?[\w.-]+:(?:[ \n]|$)/

const findOpenQuote = (lexemes: readonly Lexeme[], source: string, error: Fault): YamlMistake | undefined => {
  const quoted = lexemes.findLast(isQuoted)
  if (quoted === undefined) return undefined
  const [at] = error.pos
  const { offset, text } = quoted
  const isEndless = error.message.startsWith('Missing closing')
  const end = offset + text.length
  if (text.startsWith("'") && end === at && /\w/.test(source.charAt(end)))
    return {
      message: "An apostrophe in a text in single quotes is written twice (''); or write double quotes.",
      offset: end - 1,
    }
  const endsHere = lineStart(source, end) === lineStart(source, at) || end > at
  if (!isEndless && !(endsHere && KEY_WITHIN.test(text))) return undefined
  return { message: 'The quote that opens here is not closed.', offset }
}

const OPEN_BRACKET = /^(?:Flow (?:map|sequence)|Block-?flow).*(?:end with|must be)/

const findOpenBracket = (lexemes: readonly Lexeme[], { message }: Fault): YamlMistake | undefined => {
  if (!OPEN_BRACKET.test(message)) return undefined
  const open: number[] = []
  for (const { type, offset } of lexemes) {
    if (type === 'flow-map-start' || type === 'flow-seq-start') open.push(offset)
    if (type === 'flow-map-end' || type === 'flow-seq-end') open.pop()
  }
  const offset = open.at(-1)
  return offset === undefined ? undefined : { message: 'The bracket that opens here is not closed.', offset }
}

/** Blanks that look like a space but are not, for example in text copied from a web page. */
const OTHER_BLANK = /[\u00A0\u2000-\u200B\u202F\u3000]/

const findInLine = (source: string, start: number): YamlMistake | undefined => {
  const line = lineAt(source, start)
  const blank = line.search(OTHER_BLANK)
  if (blank !== -1)
    return {
      message: 'This is not a space but another blank (such as a no-break space): write a space.',
      offset: start + blank,
    }
  const tab = /^ *\t/.exec(line)
  if (tab !== null)
    return { message: 'Tabs cannot indent in YAML: use spaces.', offset: start + tab[0].length - 1, isTab: true }
  const dash = /^ *-(?=[\w"'])(?!-|\d)/.exec(line)
  if (dash !== null && line.includes(':'))
    return { message: 'A space is missing after the dash.', offset: start + dash[0].length - 1 }
  const colon = /^ *(?:- +)?[A-Za-z][\w-]*:(?=[^\s:/])/.exec(line)
  if (colon === null || /: |:$/.test(line)) return undefined
  return { message: 'A space is missing after the colon.', offset: start + colon[0].length - 1 }
}

/** Finds a key that is unreadable because an unquoted text continues from the line before. */
const findOnNextLine = (lexemes: readonly Lexeme[], source: string, { code }: Fault): YamlMistake | undefined => {
  const last = lexemes.at(-1)
  if (code !== 'BLOCK_AS_IMPLICIT_KEY' && code !== 'MULTILINE_IMPLICIT_KEY') return undefined
  if (last?.type !== 'plain' || !last.text.includes('\n')) return undefined
  const start = lineStart(source, last.offset)
  if (/^ *(?:- +)?$/.test(source.slice(start, last.offset)))
    return { message: 'A colon is missing: this line is not a "key: value".', offset: last.offset }
  const next = last.offset + last.text.indexOf('\n') + 1
  return { message: WRONGLY_INDENTED, offset: next + (/^ */.exec(source.slice(next))?.[0].length ?? 0) }
}

const WRONGLY_INDENTED = 'This line is indented wrongly: entries of one list or map begin in the same column.'

/** Finds a line that begins in none of the columns above it: its indentation is wrong, not its content. */
const findIndentation = (source: string, { code, message, pos: [at] }: Fault): YamlMistake | undefined => {
  const start = lineStart(source, at)
  const line = lineAt(source, start)
  const indent = /^ */.exec(line)?.[0].length ?? 0
  if (at > start + indent || !/^ *(?:- +)?[\w."'-]+ *:(?: |$)/.test(line)) return undefined
  const isIndentation =
    code === 'BLOCK_AS_IMPLICIT_KEY' || /^(?:Sequence item without -|All (?:collection|mapping))/.test(message)
  return isIndentation ? { message: WRONGLY_INDENTED, offset: start + indent } : undefined
}

/** Messages for authors who do not know the terms of the YAML grammar, by error code of the library. */
const MESSAGES: Readonly<Partial<Record<YAMLError['code'], string>>> = {
  ALIAS_PROPS: 'An alias (`*name`) can have neither an anchor nor a tag.',
  BAD_ALIAS: 'This is not a valid alias (`*name`) or anchor (`&name`): a text that begins with * or & needs quotes.',
  BAD_COLLECTION_TYPE: 'This tag (`!name`) belongs to another type of value.',
  BAD_DIRECTIVE:
    'A line that begins with % is a YAML directive, and this one is unknown: a text that begins with % needs quotes.',
  BAD_DQ_ESCAPE:
    'A backslash in double quotes begins an escape, and this one is not valid: write \\\\, or use single quotes.',
  BAD_INDENT: 'The indentation is wrong: entries of one list or map begin in the same column.',
  BAD_PROP_ORDER: 'An anchor or a tag is in the wrong place.',
  BAD_SCALAR_START: 'A text cannot begin with this character: put it in quotes.',
  BLOCK_AS_IMPLICIT_KEY:
    'There is one colon too many on this line: a text with ": " needs quotes, and nested keys need a separate line.',
  BLOCK_IN_FLOW: 'Between { } or [ ] a comma is missing, or an indented block is where none is allowed.',
  DUPLICATE_KEY: 'This key appears twice.',
  KEY_OVER_1024_CHARS: 'This key is longer than 1,024 characters: is a colon or a quote missing?',
  MULTILINE_IMPLICIT_KEY: 'A key must be on one line: is the colon after a key, or a quote, missing before this place?',
  MULTIPLE_ANCHORS: 'A value can have one anchor.',
  MULTIPLE_TAGS: 'A value can have one tag.',
  NON_STRING_KEY: 'This key is not text.',
  TAB_AS_INDENT: 'Tabs cannot indent in YAML: use spaces.',
  TAG_RESOLVE_FAILED: 'This tag (`!name`) is unknown, or does not fit the value after it.',
}

/** Messages for codes with several meanings, by the beginning of the message of the library. */
const MESSAGES_BY_BEGINNING: readonly (readonly [RegExp, string])[] = [
  [/^Implicit map keys need/, 'A colon is missing after this key, or its line is indented wrongly.'],
  [/^Missing closing/, 'A quote is not closed.'],
  [/^Missing ,/, 'A comma is missing between two entries of { } or [ ].'],
  [/^Missing space after :/, 'A space is missing after the colon.'],
  [/^(?:Flow (?:map|sequence)|Block-?flow).*end with/, 'A bracket is not closed, or is closed in the wrong column.'],
  [/^Sequence item without -/, 'This entry of a list does not begin with "- ".'],
  [
    /^(?:Unexpected|Not a YAML token)/,
    'This is not allowed here: is a quote, a comma, a bracket or a line break missing before this place?',
  ],
  [/^Block scalar header/, 'No text may follow | or > on the same line: the text begins on the next line.'],
]

const UNKNOWN = 'From here on this cannot be read as YAML.'

/** One sentence for authors of flows about an error of the YAML library. It never quotes the file, unlike the message of the library. */
export const yamlText = ({ code, message }: Pick<YAMLError, 'code' | 'message'>): string =>
  MESSAGES_BY_BEGINNING.find(([beginning]) => beginning.test(message))?.[1] ?? MESSAGES[code] ?? UNKNOWN
