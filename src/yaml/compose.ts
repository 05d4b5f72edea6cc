import { Composer, type Document, Parser, visit } from 'yaml'
import { type Remarks, toPlainValue } from './plain-value.ts'
import { LineIndex, withLinesOfKestra } from './source-text.ts'
import { type SyntaxDiagnostic, syntaxDiagnostics } from './syntax-diagnostics.ts'

/** What reading a text as Kestra does brings to light. */
interface Reading {
  /** The nodes of the first document, also where something in it cannot be read. */
  readonly root: unknown
  readonly syntax: readonly SyntaxDiagnostic[]
  /** False when something fatal stands in the way. */
  readonly isReadable: boolean
  /** Plain data; `undefined` when it is not readable. */
  readonly value: unknown
  /** What making plain data of it brought to light. */
  readonly remarks: readonly SyntaxDiagnostic[]
}

/** One text, read as Kestra does when the first asks for what is in it. Never throws: what cannot be read is in `reading.syntax`. */
export class ComposedYaml {
  readonly source: string
  /** The lines that editors, Git and GitHub count. */
  readonly lines: LineIndex
  /** The source with the lines that Kestra reads, to the same length; nearly always the very same text. */
  readonly #read: string
  #known: Reading | undefined

  constructor(source: string) {
    this.source = source
    this.lines = new LineIndex(source)
    this.#read = withLinesOfKestra(source)
  }

  /** The offset of a line and column as Kestra counts them; `undefined` where everybody counts alike. */
  offsetOfKestra(line: number, column: number): number | undefined {
    return this.#read === this.source ? undefined : new LineIndex(this.#read).offsetAt(line, column)
  }

  get reading(): Reading {
    this.#known ??= read(this.#read, this.lines)
    return this.#known
  }
}

const read = (text: string, lines: LineIndex): Reading => {
  const documents = composeDocuments(text)
  const syntax = syntaxDiagnostics(text, documents, lines)
  const isReadable = !syntax.some(({ isFatal }) => isFatal)
  const remarks: SyntaxDiagnostic[] = []
  const add: Remarks['add'] = (code, message, offset) => {
    remarks.push({ code, message, position: lines.positionAt(offset), isFatal: false })
  }
  const root = documents?.[0]?.contents
  const value = isReadable ? toPlainValue(root, { source: text, lines, add }) : undefined
  return { root, syntax, isReadable, value, remarks }
}

// `failsafe` keeps every scalar as its text: its type is for Kestra's rules to say, not for this library's. The tokens tell how a block
// scalar is written.
const COMPOSE_OPTIONS = {
  version: '1.1',
  schema: 'failsafe',
  merge: false,
  uniqueKeys: false,
  keepSourceTokens: true,
} as const

/** `undefined` when the document is nested deeper than can be read; Kestra's own limit is 1000. */
const composeDocuments = (source: string): Document.Parsed[] | undefined => {
  try {
    const documents = [...new Composer(COMPOSE_OPTIONS).compose(new Parser().parse(source), true, source.length)]
    for (const document of documents) dropTokens(document)
    return documents
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** Only a block scalar is read from its tokens: those of the others are three fifths of all that is kept of a text. */
const dropTokens = (document: Document.Parsed): void =>
  visit(document, {
    Pair: (_, pair) => {
      Object.assign(pair, NO_TOKENS)
    },
    Node: (_, node) => {
      if (node.srcToken?.type !== 'block-scalar') Object.assign(node, NO_TOKENS)
    },
  })

// Set and not deleted: an object that a property is deleted from takes more room than the tokens did.
const NO_TOKENS = { srcToken: undefined }
