import { type Document, isScalar, type YAMLError } from 'yaml'
import type { Position } from '../problem/problem.ts'
import type { LineIndex } from './line-index.ts'
import { findRefusedCharacter, type RefusedCharacter } from './refused-characters.ts'

/** A fault that keeps a document from being read at all, or that Kestra's parser would silently read otherwise. */
export interface SyntaxFault {
  readonly code: string
  readonly message: string
  readonly position: Position
  readonly isFatal: boolean
}

/** The faults of a file as YAML. `documents` is `undefined` when it is nested too deep to be read at all. */
export const syntaxFaults = (
  source: string,
  documents: readonly Document.Parsed[] | undefined,
  lines: LineIndex,
): SyntaxFault[] => {
  if (!documents) {
    const message = 'The document is nested too deep to be read.'
    return [{ code: 'nested-too-deep', message, position: lines.positionAt(0), isFatal: true }]
  }
  const [first, ...others] = documents
  const faults = (first?.errors ?? []).filter(isRefusedByKestra).map((error) => yamlFault(error, lines))
  const refused = faults.length === 0 ? findRefusedCharacter(source) : undefined
  if (refused) faults.push(refusedCharacter(refused, lines))
  const second = others.find((document) => !isEmptyDocument(document))
  if (second) faults.push(severalDocuments(second, lines))
  return faults
}

const FAULT_CODES: Partial<Record<YAMLError['code'], string>> = {
  TAB_AS_INDENT: 'tab-indentation',
  RESOURCE_EXHAUSTION: 'nested-too-deep',
}

// What YAML 1.2 forbids and Kestra's parser (SnakeYAML) reads without a word.
const TOLERATED = /^Comments must be separated/

const isRefusedByKestra = (error: YAMLError): boolean => !TOLERATED.test(error.message)

const yamlFault = (error: YAMLError, lines: LineIndex): SyntaxFault => ({
  code: FAULT_CODES[error.code] ?? 'yaml-syntax',
  message: `${error.message}.`,
  position: lines.positionAt(error.pos[0]),
  isFatal: true,
})

const refusedCharacter = ({ kind, range }: RefusedCharacter, lines: LineIndex): SyntaxFault => ({
  code: kind === 'tab' ? 'tab-indentation' : 'yaml-syntax',
  message:
    kind === 'tab'
      ? "Kestra's parser refuses a tab here; only spaces may stand between the parts of a line."
      : "This control character is not allowed in YAML; Kestra's parser refuses the file.",
  position: lines.positionAt(range.start, range.end),
  isFatal: true,
})

const severalDocuments = (second: Document.Parsed, lines: LineIndex): SyntaxFault => ({
  code: 'several-documents',
  message: 'This file holds a second document from here on; Kestra reads the first and ignores the rest.',
  position: lines.positionAt(second.contents?.range?.[0] ?? second.range[0]),
  isFatal: false,
})

const isEmptyDocument = ({ contents }: Document.Parsed): boolean =>
  contents === null || (isScalar(contents) && contents.source === '')
