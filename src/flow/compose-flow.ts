import { Composer, type Document, isScalar, type Node, Parser } from 'yaml'
import { withLinesOfKestra } from '../text/line-ends.ts'
import type { NodePath } from './map-value.ts'
import { indexPlaces, type NodePlace, type PlaceIndex, placeIn } from './place-index.ts'
import { findKey, findNode, toPlainValue } from './plain-value.ts'
import { LineIndex } from './source-text.ts'
import { collectReadingDiagnostics, type SyntaxDiagnostic, syntaxDiagnostics } from './syntax-diagnostics.ts'

/** What reading a text as Kestra does brings to light. */
interface Reading {
  readonly syntax: readonly SyntaxDiagnostic[]
  readonly isReadable: boolean
  readonly value: unknown
  readonly notes: readonly SyntaxDiagnostic[]
  readonly places: PlaceIndex | undefined
}

/** One text, read as Kestra does when the first asks for what is in it. Never throws: what cannot be read is in `syntax`. */
export class ComposedFlow {
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

  get syntax(): readonly SyntaxDiagnostic[] {
    return this.#reading.syntax
  }

  /** False when something fatal stands in the way. */
  get isReadable(): boolean {
    return this.#reading.isReadable
  }

  /** Plain data; `undefined` when it is not readable. */
  get value(): unknown {
    return this.#reading.value
  }

  /** What making plain data of it brought to light. */
  get notes(): readonly SyntaxDiagnostic[] {
    return this.#reading.notes
  }

  /** Where the node at a path stands, or its key; `undefined` where there is none. */
  placeOf(path: NodePath, part: 'key' | 'value'): NodePlace | undefined {
    const { places } = this.#reading
    const found = places === undefined ? 'unclear' : placeIn(places, this.#read, { path, part })
    if (found === 'unclear') return placeOfNode(part === 'key' ? findKey(this.root, path) : findNode(this.root, path))
    return found === 'absent' ? undefined : found
  }

  get #reading(): Reading {
    this.#known ??= read(this.#read, this.lines)
    return this.#known
  }

  /** The nodes, for what nothing else tells: made again for whoever asks, and kept until those of many others have been asked for. */
  get root(): unknown {
    const known = kept.get(this)
    if (known !== undefined) return known.nodes
    const nodes = composeDocuments(this.#read)?.[0]?.contents
    kept.set(this, { nodes })
    keptCharacters += this.source.length
    for (const oldest of kept.keys()) {
      // These are asked for again, however long the text is: each of its problems has a place.
      if (keptCharacters <= MOST_KEPT_CHARACTERS || oldest === this) break
      kept.delete(oldest)
      keptCharacters -= oldest.source.length
    }
    return nodes
  }
}

const read = (text: string, lines: LineIndex): Reading => {
  const documents = composeDocuments(text)
  const syntax = syntaxDiagnostics(text, documents, lines)
  const isReadable = !syntax.some(({ isFatal }) => isFatal)
  const notes = collectReadingDiagnostics(lines)
  const value = isReadable ? toPlainValue(documents?.[0]?.contents, notes) : undefined
  const places = indexPlaces(documents?.[0]?.contents, text)
  return { syntax: orNone(syntax), isReadable, value, notes: orNone(notes.found), places }
}

const placeOfNode = (node: Node | undefined): NodePlace | undefined =>
  node?.range ? { start: node.range[0], end: node.range[1], isScalar: isScalar(node) } : undefined

// Nodes take about thirty times the room of their text: those of ten thousand flows would be most of what a run needs.
const MOST_KEPT_CHARACTERS = 400_000

const kept = new Map<ComposedFlow, { readonly nodes: unknown }>()
let keptCharacters = 0

/** Nearly every text has none, and need not hold a list of them. */
const orNone = (found: readonly SyntaxDiagnostic[]): readonly SyntaxDiagnostic[] => (found.length === 0 ? NONE : found)
const NONE: readonly SyntaxDiagnostic[] = []

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
    return [...new Composer(COMPOSE_OPTIONS).compose(new Parser().parse(source), true, source.length)]
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
