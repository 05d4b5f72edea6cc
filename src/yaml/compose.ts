import { Composer, type Document, isScalar, Parser, visit, type YAMLError } from 'yaml'
import type { Position } from '../finding/problem.ts'
import type { ProblemCode } from '../finding/problem-codes.ts'
import { findAmbiguity, findRefusedCharacter, type SyntaxFault } from './lexemes.ts'
import { type Remarks, toPlainValue } from './plain-value.ts'
import { LineIndex, withLinesOfKestra } from './source-text.ts'
import { yamlMistake } from './yaml-mistake.ts'

/** The result of reading a text as Kestra does. */
interface YamlContents {
  /** Root node of the first document, also if parts of it are unreadable. */
  readonly root: unknown
  readonly syntax: readonly SyntaxFinding[]
  /** False after a fatal syntax finding. */
  readonly isReadable: boolean
  /** The document as plain data; `undefined` if it is not readable. */
  readonly value: unknown
  /** Findings from the conversion to plain data. */
  readonly remarks: readonly SyntaxFinding[]
}

/** One text, which is read on first use as Kestra reads it. Never throws: syntax errors are in `contents.syntax`. */
export class ComposedYaml {
  readonly source: string
  /** The lines as editors, Git and GitHub count them. */
  readonly lines: LineIndex
  /** The source with the line ends of Kestra, at the same length. Nearly always equal to the source. */
  readonly #read: string
  #known: YamlContents | undefined

  constructor(source: string) {
    this.source = source
    this.lines = new LineIndex(source)
    this.#read = withLinesOfKestra(source)
  }

  /** The offset of a line and column as Kestra counts them; `undefined` if Kestra and editors count alike. */
  offsetOfKestra(line: number, column: number): number | undefined {
    return this.#read === this.source ? undefined : new LineIndex(this.#read).offsetAt(line, column)
  }

  get contents(): YamlContents {
    this.#known ??= read(this.#read, this.lines)
    return this.#known
  }
}

const read = (text: string, lines: LineIndex): YamlContents => {
  const documents = composeDocuments(text)
  const syntax = syntaxFindings(text, documents, lines)
  const isReadable = !syntax.some(({ isFatal }) => isFatal)
  const remarks: SyntaxFinding[] = []
  const add: Remarks['add'] = (code, message, offset) => {
    remarks.push({ code, message, position: lines.positionAt(offset), isFatal: false })
  }
  const root = documents?.[0]?.contents
  const value = isReadable ? toPlainValue(root, { source: text, lines, add }) : undefined
  return { root, syntax, isReadable, value, remarks }
}

// `failsafe` keeps every scalar as text, because Kestra's rules decide its type. The source tokens show how a block scalar is written.
const COMPOSE_OPTIONS = {
  version: '1.1',
  schema: 'failsafe',
  merge: false,
  uniqueKeys: false,
  keepSourceTokens: true,
} as const

/** The documents of the source; `undefined` if one is nested too deep to be read. Kestra's own limit is 1000. */
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

/** Drops the tokens of all nodes except block scalars, which are read from them. The others take three fifths of the memory of a text. */
const dropTokens = (document: Document.Parsed): void =>
  visit(document, {
    Pair: (_, pair) => {
      Object.assign(pair, NO_TOKENS)
    },
    Node: (_, node) => {
      if (node.srcToken?.type !== 'block-scalar') Object.assign(node, NO_TOKENS)
    },
  })

// Set to undefined and not deleted, because an object takes more memory after a delete.
const NO_TOKENS = { srcToken: undefined }

/** A fault that makes a document unreadable, or that Kestra's parser silently reads as something else. */
export interface SyntaxFinding {
  readonly code: ProblemCode
  readonly message: string
  readonly position: Position
  readonly isFatal: boolean
}

/** The syntax findings of a file. `documents` is `undefined` if it is nested too deep to be read. */
const syntaxFindings = (
  source: string,
  documents: readonly Document.Parsed[] | undefined,
  lines: LineIndex,
): readonly SyntaxFinding[] => {
  const finding = ({ code, message, start, end }: SyntaxFault, isFatal: boolean): SyntaxFinding => ({
    code,
    message,
    position: lines.positionAt(start, end),
    isFatal,
  })
  const message = 'The document is nested too deep to be read.'
  if (!documents) return [finding({ code: 'nested-too-deep', message, start: 0 }, true)]
  const [first, ...others] = documents
  const errors = first?.errors ?? []
  const conflict = errors.length === 0 ? undefined : findMergeConflict(source)
  if (conflict !== undefined) return [finding(conflict, true)]
  const fault = findMistake(source, errors) ?? findRefusedCharacter(source) ?? findAmbiguity(source)
  const second = others.find((document) => !isEmptyDocument(document))
  return [
    ...(fault === undefined ? [] : [finding(fault, true)]),
    ...(second === undefined ? [] : [finding(severalDocuments(second), false)]),
  ]
}

const YAML_CODES: ReadonlyMap<YAMLError['code'], ProblemCode> = new Map([
  ['TAB_AS_INDENT', 'tab-indentation'],
  ['RESOURCE_EXHAUSTION', 'nested-too-deep'],
])

// Errors of YAML 1.2 that Kestra's parser (SnakeYAML) accepts without a message.
const TOLERATED = /^Comments must be separated/

/** The first error only. After it a parser guesses, and Kestra's stops. */
const findMistake = (source: string, errors: readonly YAMLError[]): SyntaxFault | undefined => {
  const refused = errors.filter(({ message }) => !TOLERATED.test(message))
  const [first] = refused.toSorted((a, b) => a.pos[0] - b.pos[0])
  if (first === undefined) return undefined
  const { message, offset, isTab } = yamlMistake(source, first)
  const code = isTab ? 'tab-indentation' : (YAML_CODES.get(first.code) ?? 'yaml-syntax')
  return { code, message, start: offset }
}

const severalDocuments = ({ contents, range }: Document.Parsed): SyntaxFault => ({
  code: 'several-documents',
  message: 'A second document begins here; Kestra reads the first and ignores the rest.',
  start: contents?.range?.[0] ?? range[0],
})

const isEmptyDocument = ({ contents }: Document.Parsed): boolean =>
  contents === null || (isScalar(contents) && contents.source === '')

/**
 * The first merge conflict that Git left in a text: a line with `<<<<<<<`, one with `=======` and one with `>>>>>>>`, in this order. Each
 * is at the start of its line (git-merge(1), "How conflicts are presented").
 */
const findMergeConflict = (text: string): SyntaxFault | undefined => {
  const found = /^<{7}(?: .*)?\r?$[\s\S]*?^={7}\r?$[\s\S]*?^>{7}(?: .*)?\r?$/m.exec(text)
  if (found === null) return undefined
  const from = text.slice(0, found.index).split('\n').length
  const to = from + found[0].split('\n').length - 1
  const message = `Lines ${from} to ${to} are an unresolved merge conflict of Git.`
  return { code: 'merge-conflict', message, start: found.index }
}
