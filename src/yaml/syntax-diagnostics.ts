import { type Document, isScalar, type YAMLError } from 'yaml'
import type { Position } from '../problem/problem.ts'
import type { ProblemCode } from '../problem/problem-codes.ts'
import { findAmbiguity, findRefusedCharacter, type SyntaxFault } from './lexemes.ts'
import type { LineIndex } from './source-text.ts'
import { yamlMistake } from './yaml-mistake.ts'

/** What keeps a document from being read at all, or what Kestra's parser silently reads as something else. */
export interface SyntaxDiagnostic {
  readonly code: ProblemCode
  readonly message: string
  readonly position: Position
  readonly isFatal: boolean
}

/** What is wrong with a file as YAML. `documents` is `undefined` when it is nested too deep to be read at all. */
export const syntaxDiagnostics = (
  source: string,
  documents: readonly Document.Parsed[] | undefined,
  lines: LineIndex,
): readonly SyntaxDiagnostic[] => {
  const diagnostic = ({ code, message, start, end }: SyntaxFault, isFatal: boolean): SyntaxDiagnostic => ({
    code,
    message,
    position: lines.positionAt(start, end),
    isFatal,
  })
  if (!documents) return [diagnostic(TOO_DEEP, true)]
  const [first, ...others] = documents
  const errors = first?.errors ?? []
  const conflict = errors.length === 0 ? undefined : findMergeConflict(source)
  if (conflict !== undefined) return [diagnostic(conflict, true)]
  const fault = findMistake(source, errors) ?? findRefusedCharacter(source) ?? findAmbiguity(source)
  const second = others.find((document) => !isEmptyDocument(document))
  return [
    ...(fault === undefined ? [] : [diagnostic(fault, true)]),
    ...(second === undefined ? [] : [diagnostic(severalDocuments(second), false)]),
  ]
}

const TOO_DEEP: SyntaxFault = {
  code: 'nested-too-deep',
  message: 'The document is nested too deep to be read.',
  start: 0,
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
