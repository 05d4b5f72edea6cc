import { lexPebble, type PebbleWord } from './lex-pebble.ts'
import { invocation, parseExpression } from './parse-expression.ts'
import { PebbleReader, PebbleStop, TooDeep } from './pebble-reader.ts'
import type { PebbleExpression, PebbleFault, PebbleTag, PebbleTemplate } from './pebble-tree.ts'

/** A template on the way, and what is found in it. */
class TemplateReader extends PebbleReader {
  readonly tags: PebbleTag[] = []
  /** The one that is read. */
  tag: Omit<PebbleTag, 'value'> = { name: 'print', start: 0, isInBlock: false }
  readonly names = new Set<string>()
  readonly macros = new Set<string>()
}

/**
 * A text as Pebble parses it in Kestra (docs/internals/facts/kestra.md, "Expressions"): its expressions, or the first fault for which Kestra fails the
 * task that renders it. A text that is nested deeper than anybody writes is empty.
 */
export const parsePebble = (text: string): PebbleTemplate | PebbleFault => {
  const known = KNOWN.get(text)
  if (known !== undefined) return known
  const parsed = parse(text)
  if (KNOWN.size >= MOST_KNOWN) KNOWN.clear()
  if (text.length <= LONGEST_KNOWN) KNOWN.set(text, parsed)
  return parsed
}

/** The expression between the braces of a text that is nothing else; `undefined` for any other text. */
export const wholeExpression = (text: string): PebbleExpression | undefined => {
  const parsed = parsePebble(text.trim())
  return 'says' in parsed ? undefined : parsed.whole
}

/** Every rule reads the texts of a flow by itself, one flow after the other (docs/internals/performance.md). */
const KNOWN = new Map<string, PebbleTemplate | PebbleFault>()
const MOST_KNOWN = 200
const LONGEST_KNOWN = 5000

const parse = (text: string): PebbleTemplate | PebbleFault => {
  const words = lexPebble(text)
  const found = new TemplateReader(words)
  try {
    body(found, undefined)
  } catch (error) {
    if (error instanceof PebbleStop) return error.fault
    if (!(error instanceof TooDeep)) throw error
    return { tags: [], names: new Set(), macros: new Set(), whole: undefined }
  }
  const { tags, names, macros } = found
  const isWhole = words[0]?.kind === 'print' && words.findIndex(({ kind }) => kind === 'close') === words.length - 2
  return { tags, names, macros, whole: isWhole ? tags[0]?.value : undefined }
}

/** A tag that has a body, for which the word is looked that ends it. */
interface OpenTag {
  readonly word: PebbleWord
  readonly ends: readonly string[]
}

/** Reads up to the word that ends the body, which is left to be read. */
const body = (found: TemplateReader, opened: OpenTag | undefined): string => {
  for (;;) {
    const word = found.current()
    if (word.kind === 'data') found.next()
    else if (word.kind === 'print') {
      found.next()
      begin(found, 'print', word.start)
      add(found, parseExpression(found))
      close(found)
    } else if (word.kind === 'execute') {
      found.next()
      const { kind, text } = found.current()
      begin(found, text, word.start)
      if (kind === 'name' && opened?.ends.includes(text)) return text
      tag(found, opened)
    } else if (word.kind !== 'end') found.stop('a tag')
    else if (opened === undefined) return ''
    else
      throw new PebbleStop({ ...opened.word, says: `\`${opened.word.text}\` has no \`{% ${opened.ends.at(-1)} %}\`` })
  }
}

const begin = (found: TemplateReader, name: string, start: number): void => {
  found.tag = { name, start, isInBlock: found.tag.isInBlock || found.tag.name !== 'print' }
}

const add = (found: TemplateReader, value: PebbleExpression): void => void found.tags.push({ ...found.tag, value })

const close = (found: TemplateReader): void => {
  if (found.current().kind !== 'close') found.stop('an operator or the end of the expression')
  found.next()
}

/** Reads a body and the word that ends it. */
const bodyOf = (found: TemplateReader, word: PebbleWord, ends: readonly string[]): string => {
  const end = found.deeper(() => body(found, { word, ends }))
  found.next()
  return end
}

/** The end of a tag, its body and the tag that ends it. */
const enclosed = (found: TemplateReader, word: PebbleWord, end: string): void => {
  close(found)
  bodyOf(found, word, [end])
  close(found)
}

/** Those of Pebble that Kestra leaves out are unknown like any other word. */
const TAGS: Readonly<Record<string, (found: TemplateReader, word: PebbleWord) => void>> = {
  if: (found, word) => {
    add(found, parseExpression(found))
    close(found)
    for (let end = bodyOf(found, word, IF_ENDS); end !== 'endif'; end = bodyOf(found, word, endsAfter(end))) {
      if (end === 'elseif') add(found, parseExpression(found))
      close(found)
    }
    close(found)
  },
  for: (found, word) => {
    found.names.add(found.newName()).add('loop')
    const second = found.expectName('`in`')
    if (second.text !== 'in') found.stop('`in`', second)
    add(found, parseExpression(found))
    close(found)
    if (bodyOf(found, word, ['else', 'endfor']) === 'else') enclosed(found, word, 'endfor')
    else close(found)
  },
  set: (found) => {
    found.names.add(found.newName())
    found.expectSign('=')
    add(found, parseExpression(found))
    close(found)
  },
  macro: (found, word) => {
    found.macros.add(found.expectName('the name of the macro').text)
    macroArguments(found)
    enclosed(found, word, 'endmacro')
  },
  block: (found, word) => {
    blockName(found)
    close(found)
    bodyOf(found, word, ['endblock'])
    if (found.current().kind !== 'close') blockName(found)
    close(found)
  },
  filter: (found, word) => {
    do {
      add(found, invocation(found, 'filter', undefined))
    } while (found.current().text === '|' && found.next())
    enclosed(found, word, 'endfilter')
  },
}

const IF_ENDS = ['elseif', 'else', 'endif']
const endsAfter = (end: string): readonly string[] => (end === 'else' ? ['endif'] : IF_ENDS)

const tag = (found: TemplateReader, opened: OpenTag | undefined): void => {
  const word = found.current()
  if (word.kind !== 'name') found.stop('the name of a tag')
  const read = Object.hasOwn(TAGS, word.text) ? TAGS[word.text] : undefined
  if (read === undefined) throw new PebbleStop({ ...word, says: unknownTag(word.text, opened) })
  found.next()
  read(found, word)
}

const unknownTag = (name: string, opened: OpenTag | undefined): string => {
  if (name === 'raw') return '`raw` and `endraw` have to be in one line'
  if (!/^(?:end\w*|else\w*)$/.test(name)) return `there is no tag \`${name}\``
  return opened === undefined
    ? `nothing is open that \`${name}\` could end`
    : `\`${name}\` stands inside of \`${opened.word.text}\``
}

const blockName = (found: TemplateReader): void => {
  if (!['name', 'text'].includes(found.current().kind)) found.stop('the name of the block')
  found.next()
}

const macroArguments = (found: TemplateReader): void => {
  found.expectSign('(')
  for (let count = 0; !found.isSign(')'); count += 1) {
    if (count > 0) found.expectSign(',')
    found.names.add(found.newName())
    if (!found.isSign('=')) continue
    found.next()
    add(found, parseExpression(found))
  }
  found.expectSign(')')
}
