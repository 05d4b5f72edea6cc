import type { YAMLError } from 'yaml'
import { type Lexeme, lexemesOf } from './lexemes.ts'

/** What somebody most likely did wrong, and where: often a line above the one at which a parser gives up. */
export interface YamlMistake {
  readonly message: string
  readonly offset: number
  readonly isTab?: true
}

/**
 * The mistake behind the first error of a parser: the opening quote or bracket that is not closed, the line that is indented wrongly, a space or
 * a colon that is missing. Where none of these is certain, the error itself. It never quotes the file.
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

const lineStart = (source: string, offset: number): number => source.lastIndexOf('\n', offset - 1) + 1
const lineAt = (source: string, start: number): string => source.slice(start, `${source}\n`.indexOf('\n', start))
const isQuoted = ({ type }: Lexeme): boolean => type === 'double-quoted-scalar' || type === 'single-quoted-scalar'

type Fault = Pick<YAMLError, 'code' | 'message' | 'pos'>

/** Nobody means keys in a text in quotes: it ran on to the next quote, or to the end of the file. */
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

/** Blanks that look like a space and are none: they come with texts that were copied from a page. */
const OTHER_BLANK = /[\u00A0\u2000-\u200B\u202F\u3000]/

const findInLine = (source: string, start: number): YamlMistake | undefined => {
  const line = lineAt(source, start)
  const blank = line.search(OTHER_BLANK)
  if (blank !== -1)
    return {
      message: 'This is no space but another blank (a no-break space or the like): write a space.',
      offset: start + blank,
    }
  const tab = /^ *\t/.exec(line)
  if (tab !== null)
    return { message: 'Tabs cannot indent in YAML: use spaces.', offset: start + tab[0].length - 1, isTab: true }
  const dash = /^ *-(?=[\w"'])(?!-|\d)/.exec(line)
  if (dash !== null && line.includes(':'))
    return { message: 'A space is missing behind the dash.', offset: start + dash[0].length - 1 }
  const colon = /^ *(?:- +)?[A-Za-z][\w-]*:(?=[^\s:/])/.exec(line)
  if (colon === null || /: |:$/.test(line)) return undefined
  return { message: 'A space is missing behind the colon.', offset: start + colon[0].length - 1 }
}

/** A key cannot be read because a text without quotes ran on from the line before. */
const findOnNextLine = (lexemes: readonly Lexeme[], source: string, { code }: Fault): YamlMistake | undefined => {
  const last = lexemes.at(-1)
  if (code !== 'BLOCK_AS_IMPLICIT_KEY' && code !== 'MULTILINE_IMPLICIT_KEY') return undefined
  if (last?.type !== 'plain' || !last.text.includes('\n')) return undefined
  const start = lineStart(source, last.offset)
  if (/^ *(?:- +)?$/.test(source.slice(start, last.offset)))
    return { message: 'A colon is missing: this line is no "key: value".', offset: last.offset }
  const next = last.offset + last.text.indexOf('\n') + 1
  return { message: WRONGLY_INDENTED, offset: next + (/^ */.exec(source.slice(next))?.[0].length ?? 0) }
}

const WRONGLY_INDENTED = 'This line is indented wrongly: what belongs together begins in the same column.'

/** What a parser makes of a line that begins in no column of those above: it is the indentation that is wrong, not what the line holds. */
const findIndentation = (source: string, { code, message, pos: [at] }: Fault): YamlMistake | undefined => {
  const start = lineStart(source, at)
  const line = lineAt(source, start)
  const indent = /^ */.exec(line)?.[0].length ?? 0
  if (at > start + indent || !/^ *(?:- +)?[\w."'-]+ *:(?: |$)/.test(line)) return undefined
  const isMeant =
    code === 'BLOCK_AS_IMPLICIT_KEY' || /^(?:Sequence item without -|All (?:collection|mapping))/.test(message)
  return isMeant ? { message: WRONGLY_INDENTED, offset: start + indent } : undefined
}

/** What is wrong, for who does not know the words of the YAML grammar; by the code of the library. */
const WORDS: Readonly<Partial<Record<YAMLError['code'], string>>> = {
  ALIAS_PROPS: 'An alias (`*name`) can have neither an anchor nor a tag.',
  BAD_ALIAS:
    'An alias (`*name`) or anchor (`&name`) is not written as one: a text that begins with * or & needs quotes.',
  BAD_COLLECTION_TYPE: 'This tag (`!name`) belongs to another form of value.',
  BAD_DIRECTIVE:
    'A line that begins with % is a directive of YAML and not understood: a text that begins with % needs quotes.',
  BAD_DQ_ESCAPE: 'A backslash in double quotes begins an escape, and this is none: write \\\\, or use single quotes.',
  BAD_INDENT: 'The indentation is wrong: what belongs together begins in the same column.',
  BAD_PROP_ORDER: 'An anchor or a tag stands in the wrong place.',
  BAD_SCALAR_START: 'A text cannot begin with this character: put it in quotes.',
  BLOCK_AS_IMPLICIT_KEY:
    'There is one colon too many on this line: a text with ": " in it needs quotes, and nested keys a line of their own.',
  BLOCK_IN_FLOW: 'Between { } or [ ] a comma is missing, or an indented block stands where none may.',
  DUPLICATE_KEY: 'This key is there twice.',
  KEY_OVER_1024_CHARS: 'This key is longer than 1,024 characters: is a colon or a quote missing?',
  MULTILINE_IMPLICIT_KEY: 'A key must stand on one line: is the colon behind a key, or a quote, missing before?',
  MULTIPLE_ANCHORS: 'A value can have one anchor.',
  MULTIPLE_TAGS: 'A value can have one tag.',
  NON_STRING_KEY: 'This key is no text.',
  TAB_AS_INDENT: 'Tabs cannot indent in YAML: use spaces.',
  TAG_RESOLVE_FAILED: 'This tag (`!name`) is none that is known here, or does not fit the value behind it.',
}

/** The same where one code stands for several things; by how the sentence of the library begins. */
const BEGINNINGS: readonly (readonly [RegExp, string])[] = [
  [/^Implicit map keys need/, 'A colon is missing behind this key, or its line is indented wrongly.'],
  [/^Missing closing/, 'A quote that was opened is not closed.'],
  [/^Missing ,/, 'A comma is missing between two entries of { } or [ ].'],
  [/^Missing space after :/, 'A space is missing behind the colon.'],
  [
    /^(?:Flow (?:map|sequence)|Block-?flow).*end with/,
    'A bracket that was opened is not closed, or closed in the wrong column.',
  ],
  [/^Sequence item without -/, 'This entry of a list does not begin with "- ".'],
  [
    /^(?:Unexpected|Not a YAML token)/,
    'This cannot stand here: is a quote, a comma, a bracket or a line break missing before?',
  ],
  [/^Block scalar header/, 'Behind | or > nothing may stand on the same line: the text begins on the next.'],
]

const UNKNOWN = 'From here on this cannot be read as YAML.'

/** An error of the YAML library → one sentence for who writes flows. It never quotes the file, as the library's own would. */
export const yamlText = ({ code, message }: Pick<YAMLError, 'code' | 'message'>): string =>
  BEGINNINGS.find(([beginning]) => beginning.test(message))?.[1] ?? WORDS[code] ?? UNKNOWN
