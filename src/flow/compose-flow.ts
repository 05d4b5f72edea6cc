import { Composer, type Document, Parser } from 'yaml'
import { toPlainValue } from './plain-value.ts'
import { LineIndex } from './source-text.ts'
import { collectReadingDiagnostics, type SyntaxDiagnostic, syntaxDiagnostics } from './syntax-diagnostics.ts'

/** One text, and what reading it as Kestra does brings to light. Never throws: what cannot be read is in `syntax`. */
export class ComposedFlow {
  readonly source: string
  readonly lines: LineIndex
  readonly syntax: readonly SyntaxDiagnostic[]
  /** False when something fatal stands in the way. */
  readonly isReadable: boolean
  /** Plain data; `undefined` when it is not readable. */
  readonly value: unknown
  /** What making plain data of it brought to light. */
  readonly notes: readonly SyntaxDiagnostic[]

  constructor(source: string) {
    const documents = composeDocuments(source)
    this.source = source
    this.lines = new LineIndex(source)
    this.syntax = orNone(syntaxDiagnostics(source, documents, this.lines))
    this.isReadable = !this.syntax.some(({ isFatal }) => isFatal)
    const notes = collectReadingDiagnostics(this.lines)
    this.value = this.isReadable ? toPlainValue(documents?.[0]?.contents, notes) : undefined
    this.notes = orNone(notes.found)
  }

  /** The nodes, for places in the text: made again for whoever asks, and kept until those of many others have been asked for. */
  get root(): unknown {
    const known = kept.get(this)
    if (known !== undefined) return known.nodes
    const nodes = composeDocuments(this.source)?.[0]?.contents
    kept.set(this, { nodes })
    keptCharacters += this.source.length
    for (const oldest of kept.keys()) {
      if (keptCharacters <= MOST_KEPT_CHARACTERS) break
      kept.delete(oldest)
      keptCharacters -= oldest.source.length
    }
    return nodes
  }
}

// Nodes take about thirty times the room of their text: those of ten thousand flows would be most of what a run needs.
const MOST_KEPT_CHARACTERS = 400_000

const kept = new Map<ComposedFlow, { readonly nodes: unknown }>()
let keptCharacters = 0

/** Nearly every text has none, and need not hold a list of them. */
const orNone = (found: readonly SyntaxDiagnostic[]): readonly SyntaxDiagnostic[] => (found.length === 0 ? NONE : found)
const NONE: readonly SyntaxDiagnostic[] = []

// `failsafe` keeps every scalar as its text: its type is for Kestra's rules to say, not for this library's.
const COMPOSE_OPTIONS = { version: '1.1', schema: 'failsafe', merge: false, uniqueKeys: false } as const

/** `undefined` when the document is nested deeper than can be read; Kestra's own limit is 1000. */
const composeDocuments = (source: string): Document.Parsed[] | undefined => {
  try {
    return [...new Composer(COMPOSE_OPTIONS).compose(new Parser().parse(source), true, source.length)]
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
