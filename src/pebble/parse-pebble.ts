import { lexPebble, type PebbleWord } from './lex-pebble.ts'
import { invocation, parseExpression } from './parse-expression.ts'
import { PebbleReader, PebbleStop, TooDeep } from './pebble-reader.ts'
import type { PebbleExpression, PebbleFault, PebbleTag, PebbleTemplate } from './pebble-tree.ts'

/** The state while a template is parsed. */
class TemplateReader extends PebbleReader {
  readonly tags: PebbleTag[] = []
  /** The tag that is being parsed. */
  tag: Omit<PebbleTag, 'value'> = { name: 'print', start: 0, isInBlock: false }
  readonly names = new Set<string>()
  readonly macros = new Set<string>()
}

/**
 * Parses a text as Pebble does in Kestra (docs/internals/facts/kestra.md, "Expressions"). Returns the template, or the first fault, for
 * which Kestra fails the task that renders the text. A text that is nested too deep returns an empty template.
 */
export const parsePebble = (text: string): PebbleTemplate | PebbleFault => {
  const known = CACHE.get(text)
  if (known !== undefined) return known
  const parsed = parse(text)
  if (CACHE.size >= MAX_CACHED) CACHE.clear()
  if (text.length <= MAX_CACHED_LENGTH) CACHE.set(text, parsed)
  return parsed
}

/** The expression of a text that is a single `{{ … }}`; `undefined` for any other text. */
export const wholeExpression = (text: string): PebbleExpression | undefined => {
  const parsed = parsePebble(text.trim())
  return 'says' in parsed ? undefined : parsed.whole
}

/** Cache, because every rule parses the texts of a flow, one flow after the other (docs/internals/performance.md). */
const CACHE = new Map<string, PebbleTemplate | PebbleFault>()
const MAX_CACHED = 200
const MAX_CACHED_LENGTH = 5000

const parse = (text: string): PebbleTemplate | PebbleFault => {
  const tokens = lexPebble(text)
  const reader = new TemplateReader(tokens)
  try {
    parseBody(reader, undefined)
  } catch (error) {
    if (error instanceof PebbleStop) return error.fault
    if (!(error instanceof TooDeep)) throw error
    return { tags: [], names: new Set(), macros: new Set(), whole: undefined }
  }
  const { tags, names, macros } = reader
  const isWhole = tokens[0]?.kind === 'print' && tokens.findIndex(({ kind }) => kind === 'close') === tokens.length - 2
  return { tags, names, macros, whole: isWhole ? tags[0]?.value : undefined }
}

/** An open tag with a body, and the names of the tags that can end it. */
interface OpenTag {
  readonly word: PebbleWord
  readonly ends: readonly string[]
}

/** Reads up to the name of the tag that ends the body. The name is not consumed. */
const parseBody = (reader: TemplateReader, opened: OpenTag | undefined): string => {
  for (;;) {
    const word = reader.current()
    if (word.kind === 'data') reader.next()
    else if (word.kind === 'print') {
      reader.next()
      beginTag(reader, 'print', word.start)
      addExpression(reader, parseExpression(reader))
      expectClose(reader)
    } else if (word.kind === 'execute') {
      reader.next()
      const { kind, text } = reader.current()
      beginTag(reader, text, word.start)
      if (kind === 'name' && opened?.ends.includes(text)) return text
      parseTag(reader, opened)
    } else if (word.kind !== 'end') reader.stop('a parseTag')
    else if (opened === undefined) return ''
    else
      throw new PebbleStop({ ...opened.word, says: `\`${opened.word.text}\` has no \`{% ${opened.ends.at(-1)} %}\`` })
  }
}

const beginTag = (reader: TemplateReader, name: string, start: number): void => {
  reader.tag = { name, start, isInBlock: reader.tag.isInBlock || reader.tag.name !== 'print' }
}

const addExpression = (reader: TemplateReader, value: PebbleExpression): void =>
  void reader.tags.push({ ...reader.tag, value })

const expectClose = (reader: TemplateReader): void => {
  if (reader.current().kind !== 'close') reader.stop('an operator or the end of the expression')
  reader.next()
}

/** Reads a body and consumes the name of the tag that ends it. */
const parseNestedBody = (reader: TemplateReader, word: PebbleWord, ends: readonly string[]): string => {
  const end = reader.deeper(() => parseBody(reader, { word, ends }))
  reader.next()
  return end
}

/** Reads the end of a tag, its body and the closing tag. */
const parseEnclosed = (reader: TemplateReader, word: PebbleWord, end: string): void => {
  expectClose(reader)
  parseNestedBody(reader, word, [end])
  expectClose(reader)
}

/** Tags that Kestra supports. Other tags of Pebble are unknown. */
const TAGS: Readonly<Record<string, (reader: TemplateReader, word: PebbleWord) => void>> = {
  if: (reader, word) => {
    addExpression(reader, parseExpression(reader))
    expectClose(reader)
    for (
      let end = parseNestedBody(reader, word, IF_ENDS);
      end !== 'endif';
      end = parseNestedBody(reader, word, endsAfter(end))
    ) {
      if (end === 'elseif') addExpression(reader, parseExpression(reader))
      expectClose(reader)
    }
    expectClose(reader)
  },
  for: (reader, word) => {
    reader.names.add(reader.newName()).add('loop')
    const second = reader.expectName('`in`')
    if (second.text !== 'in') reader.stop('`in`', second)
    addExpression(reader, parseExpression(reader))
    expectClose(reader)
    if (parseNestedBody(reader, word, ['else', 'endfor']) === 'else') parseEnclosed(reader, word, 'endfor')
    else expectClose(reader)
  },
  set: (reader) => {
    reader.names.add(reader.newName())
    reader.expectSign('=')
    addExpression(reader, parseExpression(reader))
    expectClose(reader)
  },
  macro: (reader, word) => {
    reader.macros.add(reader.expectName('the name of the macro').text)
    macroArguments(reader)
    parseEnclosed(reader, word, 'endmacro')
  },
  block: (reader, word) => {
    blockName(reader)
    expectClose(reader)
    parseNestedBody(reader, word, ['endblock'])
    if (reader.current().kind !== 'close') blockName(reader)
    expectClose(reader)
  },
  filter: (reader, word) => {
    do {
      addExpression(reader, invocation(reader, 'filter', undefined))
    } while (reader.current().text === '|' && reader.next())
    parseEnclosed(reader, word, 'endfilter')
  },
}

const IF_ENDS = ['elseif', 'else', 'endif']
const endsAfter = (end: string): readonly string[] => (end === 'else' ? ['endif'] : IF_ENDS)

const parseTag = (reader: TemplateReader, opened: OpenTag | undefined): void => {
  const word = reader.current()
  if (word.kind !== 'name') reader.stop('the name of a parseTag')
  const read = Object.hasOwn(TAGS, word.text) ? TAGS[word.text] : undefined
  if (read === undefined) throw new PebbleStop({ ...word, says: unknownTag(word.text, opened) })
  reader.next()
  read(reader, word)
}

const unknownTag = (name: string, opened: OpenTag | undefined): string => {
  if (name === 'raw') return '`raw` and `endraw` must be on one line'
  if (!/^(?:end\w*|else\w*)$/.test(name)) return `there is no tag \`${name}\``
  return opened === undefined
    ? `\`${name}\` ends nothing, because no tag is open`
    : `\`${name}\` is inside \`${opened.word.text}\``
}

const blockName = (reader: TemplateReader): void => {
  if (!['name', 'text'].includes(reader.current().kind)) reader.stop('the name of the block')
  reader.next()
}

const macroArguments = (reader: TemplateReader): void => {
  reader.expectSign('(')
  for (let count = 0; !reader.isSign(')'); count += 1) {
    if (count > 0) reader.expectSign(',')
    reader.names.add(reader.newName())
    if (!reader.isSign('=')) continue
    reader.next()
    addExpression(reader, parseExpression(reader))
  }
  reader.expectSign(')')
}
