import type { YAMLError } from 'yaml'

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
export const yamlWords = ({ code, message }: Pick<YAMLError, 'code' | 'message'>): string =>
  BEGINNINGS.find(([beginning]) => beginning.test(message))?.[1] ?? WORDS[code] ?? UNKNOWN
