import { CST, Lexer } from 'yaml'

/** One token of a text. */
export interface Lexeme {
  /** Not the kinds of the library alone: a scalar without quotes, and the lines of a block scalar. */
  readonly type: CST.TokenType | 'plain' | 'block' | null
  readonly text: string
  readonly offset: number
  /** The character behind it; empty at the end of the text. */
  readonly next: string
  /** Between { } or [ ]. */
  readonly isInBrackets: boolean
  /** The header of the block scalar that it is, or from which only blanks and line ends separate it; empty for another. */
  readonly header: string
}

/** A text token by token, in one pass; what is no YAML is there as well. */
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

/** The lexer puts it before a plain or block scalar; it is not in the source. */
const SCALAR_FOLLOWS = '\u001F'

const isMark = (text: string): boolean => text === '\u0002' || text === '\u0018' || text === SCALAR_FOLLOWS
const scalarType = (header: string): 'block' | 'plain' => (header === '' ? 'plain' : 'block')

const depthOf = (type: Lexeme['type']): number => {
  if (type === 'flow-map-start' || type === 'flow-seq-start') return 1
  return type === 'flow-map-end' || type === 'flow-seq-end' ? -1 : 0
}
