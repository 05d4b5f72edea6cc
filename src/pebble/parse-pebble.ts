import { lexPebble, type PebbleWord } from './lex-pebble.ts'
import { invocation, parseExpression } from './parse-expression.ts'
import {
  current,
  deeper,
  expectName,
  expectSign,
  isSign,
  newName,
  next,
  type PebbleReader,
  PebbleStop,
  stop,
  TooDeep,
} from './pebble-reader.ts'
import type { PebbleExpression, PebbleFault, PebbleTag, PebbleTemplate } from './pebble-tree.ts'

/** What is found on the way through a template. */
interface Found extends PebbleReader {
  readonly tags: PebbleTag[]
  /** The one that is read. */
  tag: Omit<PebbleTag, 'value'>
  readonly names: Set<string>
  readonly macros: Set<string>
}

/**
 * A text as Pebble parses it in Kestra (docs/facts/kestra.md, "Expressions"): its expressions, or the first fault for which Kestra fails the
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

/** Every rule reads the texts of a flow by itself, one flow after the other (docs/performance.md). */
const KNOWN = new Map<string, PebbleTemplate | PebbleFault>()
const MOST_KNOWN = 200
const LONGEST_KNOWN = 5000

const parse = (text: string): PebbleTemplate | PebbleFault => {
  const words = lexPebble(text)
  const tag = { name: 'print', start: 0, isInBlock: false }
  const found: Found = { words, at: 0, depth: 0, tags: [], tag, names: new Set(), macros: new Set() }
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
interface Opened {
  readonly word: PebbleWord
  readonly ends: readonly string[]
}

/** Reads up to the word that ends the body, which is left to be read. */
const body = (found: Found, opened: Opened | undefined): string => {
  for (;;) {
    const word = current(found)
    if (word.kind === 'data') next(found)
    else if (word.kind === 'print') {
      next(found)
      begin(found, 'print', word.start)
      add(found, parseExpression(found))
      close(found)
    } else if (word.kind === 'execute') {
      next(found)
      const { kind, text } = current(found)
      begin(found, text, word.start)
      if (kind === 'name' && opened?.ends.includes(text)) return text
      tag(found, opened)
    } else if (word.kind !== 'end') stop(found, 'a tag')
    else if (opened === undefined) return ''
    else
      throw new PebbleStop({ ...opened.word, says: `\`${opened.word.text}\` has no \`{% ${opened.ends.at(-1)} %}\`` })
  }
}

const begin = (found: Found, name: string, start: number): void => {
  found.tag = { name, start, isInBlock: found.tag.isInBlock || found.tag.name !== 'print' }
}

const add = (found: Found, value: PebbleExpression): void => void found.tags.push({ ...found.tag, value })

const close = (found: Found): void => {
  if (current(found).kind !== 'close') stop(found, 'an operator or the end of the expression')
  next(found)
}

/** Reads a body and the word that ends it. */
const bodyOf = (found: Found, word: PebbleWord, ends: readonly string[]): string => {
  const end = deeper(found, () => body(found, { word, ends }))
  next(found)
  return end
}

/** Those of Pebble that Kestra leaves out are unknown like any other word. */
const TAGS: Readonly<Record<string, (found: Found, word: PebbleWord) => void>> = {
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
    found.names.add(newName(found).text).add('loop')
    if (expectName(found, '`in`').text !== 'in') {
      found.at -= 1
      stop(found, '`in`')
    }
    add(found, parseExpression(found))
    close(found)
    if (bodyOf(found, word, ['else', 'endfor']) === 'else') {
      close(found)
      bodyOf(found, word, ['endfor'])
    }
    close(found)
  },
  set: (found) => {
    found.names.add(newName(found).text)
    expectSign(found, '=')
    add(found, parseExpression(found))
    close(found)
  },
  macro: (found, word) => {
    found.macros.add(expectName(found, 'the name of the macro').text)
    macroArguments(found)
    close(found)
    bodyOf(found, word, ['endmacro'])
    close(found)
  },
  block: (found, word) => {
    blockName(found)
    close(found)
    bodyOf(found, word, ['endblock'])
    if (current(found).kind !== 'close') blockName(found)
    close(found)
  },
  filter: (found, word) => {
    do {
      add(found, invocation(found, 'filter', undefined))
    } while (current(found).text === '|' && next(found))
    close(found)
    bodyOf(found, word, ['endfilter'])
    close(found)
  },
}

const IF_ENDS = ['elseif', 'else', 'endif']
const endsAfter = (end: string): readonly string[] => (end === 'else' ? ['endif'] : IF_ENDS)

const tag = (found: Found, opened: Opened | undefined): void => {
  const word = current(found)
  if (word.kind !== 'name') stop(found, 'the name of a tag')
  const read = Object.hasOwn(TAGS, word.text) ? TAGS[word.text] : undefined
  if (read === undefined) throw new PebbleStop({ ...word, says: unknownTag(word.text, opened) })
  next(found)
  read(found, word)
}

const unknownTag = (name: string, opened: Opened | undefined): string => {
  if (name === 'raw') return '`raw` and `endraw` have to be in one line'
  if (!/^(?:end\w*|else\w*)$/.test(name)) return `there is no tag \`${name}\``
  return opened === undefined
    ? `nothing is open that \`${name}\` could end`
    : `\`${name}\` stands inside of \`${opened.word.text}\``
}

const blockName = (found: Found): void => {
  if (!['name', 'text'].includes(current(found).kind)) stop(found, 'the name of the block')
  next(found)
}

const macroArguments = (found: Found): void => {
  expectSign(found, '(')
  for (let count = 0; !isSign(current(found), ')'); count += 1) {
    if (count > 0) expectSign(found, ',')
    found.names.add(newName(found).text)
    if (!isSign(current(found), '=')) continue
    next(found)
    add(found, parseExpression(found))
  }
  expectSign(found, ')')
}
