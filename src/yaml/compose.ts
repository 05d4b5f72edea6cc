import { Composer, type Document, isScalar, Parser, visit, type YAMLError } from 'yaml'
import type { Position } from '../finding/problem.ts'
import type { ProblemCode } from '../finding/problem-codes.ts'
import { findAmbiguity, findRefusedCharacter, type SyntaxFault } from './lexemes.ts'
import { type Remarks, toPlainValue } from './plain-value.ts'
import { LineIndex, withLinesOfKestra } from './source-text.ts'
import { yamlMistake } from './yaml-mistake.ts'

/** What reading a text as Kestra does brings to light. */
interface YamlContents {
  /** The nodes of the first document, also where something in it cannot be read. */
  readonly root: unknown
  readonly syntax: readonly SyntaxFinding[]
  /** False when something fatal stands in the way. */
  readonly isReadable: boolean
  /** Plain data; `undefined` when it is not readable. */
  readonly value: unknown
  /** What making plain data of it brought to light. */
  readonly remarks: readonly SyntaxFinding[]
}

/** One text, read as Kestra does when the first asks for what is in it. Never throws: what cannot be read is in `reading.syntax`. */
export class ComposedYaml {
  readonly source: string
  /** The lines that editors, Git and GitHub count. */
  readonly lines: LineIndex
  /** The source with the lines that Kestra reads, to the same length; nearly always the very same text. */
  readonly #read: string
  #known: YamlContents | undefined

  constructor(source: string) {
    this.source = source
    this.lines = new LineIndex(source)
    this.#read = withLinesOfKestra(source)
  }

  /** The offset of a line and column as Kestra counts them; `undefined` where everybody counts alike. */
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

/** What keeps a document from being read at all, or what Kestra's parser silently reads as something else. */
export interface SyntaxFinding {
  readonly code: ProblemCode
  readonly message: string
  readonly position: Position
  readonly isFatal: boolean
}

/** What is wrong with a file as YAML. `documents` is `undefined` when it is nested too deep to be read at all. */
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

// What YAML 1.2 forbids and Kestra's parser (SnakeYAML) reads without a word.
const TOLERATED = /^Comments must be separated/

/** One: behind the first error a parser only guesses, and Kestra's does not go on. */
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
  message: 'This file holds a second document from here on; Kestra reads the first and ignores the rest.',
  start: contents?.range?.[0] ?? range[0],
})

const isEmptyDocument = ({ contents }: Document.Parsed): boolean =>
  contents === null || (isScalar(contents) && contents.source === '')

/**
 * The first merge conflict that Git left in a text: a line with `<<<<<<<`, one with `=======` and one with `>>>>>>>`, in this order, each at the
 * start of its line (git-merge(1), "How conflicts are presented").
 */
const findMergeConflict = (text: string): SyntaxFault | undefined => {
  const found = /^<{7}(?: .*)?\r?$[\s\S]*?^={7}\r?$[\s\S]*?^>{7}(?: .*)?\r?$/m.exec(text)
  if (found === null) return undefined
  const from = text.slice(0, found.index).split('\n').length
  const to = from + found[0].split('\n').length - 1
  const message = `Lines ${from} to ${to} are a merge conflict of Git that is not resolved.`
  return { code: 'merge-conflict', message, start: found.index }
}
