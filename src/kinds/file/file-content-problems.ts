import { LineCounter, parseAllDocuments } from 'yaml'
import type { Position, Problem } from '../../finding/problem.ts'
import { makeProblem } from '../../finding/problem-codes.ts'
import { brokenLineOf, decodeUtf8 } from '../../text/decode-utf8.ts'
import { findJsonFault, parseJson } from '../../text/json.ts'
import { yamlText } from '../../yaml/yaml-mistake.ts'

const TEXT = /\.(?:sql|py|js|ts|sh|r|json|ya?ml|csv|md|txt|toml|ini)$/i
/** Larger files are data, and parsing them takes too long. */
const MAX_BYTES = 65_536
/** Marks of a template, which a flow renders before it is JSON or YAML. */
const TEMPLATE = /\{\{|\{%/

export interface FileInTree {
  /** The path in the namespace. */
  readonly name: string
  readonly file: string
  readonly content: Uint8Array
}

/** Mistakes in text files that Kestra accepts: bytes that are not valid UTF-8, and invalid JSON or YAML. */
export const findFileContentProblems = ({ name, file, content }: FileInTree): readonly Problem[] => {
  if (!TEXT.test(name) || content.byteLength > MAX_BYTES) return []
  const brokenLine = brokenLineOf(content)
  if (brokenLine !== undefined) {
    const message = 'This file is not UTF-8 text: a script that reads it as UTF-8 fails or sees other characters.'
    return [makeProblem('file-not-utf8', { message, file, position: { line: brokenLine, column: 1 } })]
  }
  const { text } = decodeUtf8(content)
  if (TEMPLATE.test(text)) return []
  if (/\.json$/i.test(name)) return jsonProblems(text, file)
  return /\.ya?ml$/i.test(name) ? yamlProblems(text, file) : []
}

const jsonProblems = (text: string, file: string): readonly Problem[] => {
  const fault = findJsonFault(text)
  if (fault === undefined || isJsonLines(text)) return []
  return [syntaxProblem('The file is not valid JSON from here on.', file, fault)]
}

/** True for JSON Lines: one document per line. */
const isJsonLines = (text: string): boolean => {
  const [first = '', second = ''] = text.split('\n')
  return second.trim() !== '' && parseJson(first) !== undefined
}

const yamlProblems = (text: string, file: string): readonly Problem[] => {
  const lines = new LineCounter()
  try {
    const documents = parseAllDocuments(text, { lineCounter: lines, logLevel: 'silent', uniqueKeys: false })
    const [first] = [...documents].flatMap(({ errors }) => errors)
    // The parser gives up on deep nesting, so the file may be valid.
    if (first === undefined || first.code === 'RESOURCE_EXHAUSTION') return []
    const { line, col } = lines.linePos(first.pos[0])
    return [syntaxProblem(yamlText(first), file, { line, column: col })]
  } catch (error) {
    if (error instanceof RangeError) return []
    throw error
  }
}

const syntaxProblem = (message: string, file: string, position: Position): Problem =>
  makeProblem('file-syntax', { message, file, position })
