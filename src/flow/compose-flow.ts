import { Composer, type Document, Parser } from 'yaml'
import { toPlainValue } from './plain-value.ts'
import { createLineIndex, type LineIndex } from './source-text.ts'
import { collectReadingDiagnostics, type SyntaxDiagnostic, syntaxDiagnostics } from './syntax-diagnostics.ts'

/** The nodes of one text, and what reading it as Kestra does brings to light. */
export interface ComposedFlow {
  readonly source: string
  readonly lines: LineIndex
  readonly root: unknown
  readonly syntax: readonly SyntaxDiagnostic[]
  /** False when something fatal stands in the way. */
  readonly isReadable: boolean
  /** Built when it is first asked for. */
  reading(): { readonly value: unknown; readonly diagnostics: readonly SyntaxDiagnostic[] }
}

/** Never throws: what cannot be read is in `syntax`. */
export const composeFlow = (source: string): ComposedFlow => {
  const lines = createLineIndex(source)
  const documents = composeDocuments(source)
  const root = documents?.[0]?.contents
  const syntax = syntaxDiagnostics(source, documents, lines)
  const isReadable = !syntax.some(({ isFatal }) => isFatal)
  const reading = memo(() => {
    const notes = collectReadingDiagnostics(lines)
    return { value: isReadable ? toPlainValue(root, notes) : undefined, diagnostics: notes.found }
  })
  return { source, lines, root, syntax, isReadable, reading }
}

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

const memo = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
