import type { Problem } from '../finding/problem.ts'
import { makeProblem } from '../finding/problem-codes.ts'
import { closestWord } from '../text/closest-word.ts'
import type { DecodedText } from '../text/decode-utf8.ts'
import { hiddenLineEnds, LineIndex } from './source-text.ts'

/** The limit of characters of Kestra's parser (docs/internals/facts/kestra.md, "Large flows"). */
export const MAX_PARSED_BYTES = 3_145_728

/** The problem of a file that is too large to be parsed, here or by a server. */
export const tooLargeToParse = (file: string, bytes: number): Problem => {
  const message = `The file has ${bytes} bytes and is not read: the limit of YAML parsers is ${MAX_PARSED_BYTES}.`
  return makeProblem('yaml-too-large', { message, file, position: { line: 1, column: 1 } })
}

/** Problems with the characters of a YAML text that is deployed. */
export const encodingProblems = (file: string, { text, hasBom, brokenLine }: DecodedText): readonly Problem[] => {
  const problems = hiddenLineEndProblems(file, text)
  if (hasBom) {
    const message = 'The byte order mark is not sent.'
    problems.push(makeProblem('byte-order-mark', { message, file, position: { line: 1, column: 1 } }))
  }
  if (brokenLine !== undefined) {
    const message = 'This line has bytes that are not UTF-8: a server would store other characters.'
    problems.push(makeProblem('not-utf-8', { message, file, position: { line: brokenLine, column: 1 } }))
  }
  return problems
}

/** One problem for each line with invisible line ends. Text that looks like a comment may contain a whole flow. */
const hiddenLineEndProblems = (file: string, text: string): Problem[] => {
  const lines = new LineIndex(text)
  const byLine = Map.groupBy(hiddenLineEnds(text), ({ offset }) => lines.lineAt(offset))
  return [...byLine.values()].map(([first, ...others]) => {
    const { offset = 0, name = '' } = first ?? {}
    const more = others.length === 0 ? '' : `, and at ${others.length} more on this line`
    const message = `Kestra's parser ends a line at this character (${name})${more}; editors, Git and GitHub do not. For Kestra the text after it is a separate line, also in a comment.`
    return makeProblem('hidden-line-end', { message, file, position: lines.positionAt(offset, offset + 1) })
  })
}

/** Why a source of the server must not be written to Git; `undefined` if editors and Kestra read it alike. */
export const whyReadOtherwise = (source: string): string | undefined => {
  const [first] = hiddenLineEnds(source)
  if (first === undefined) return undefined
  const line = source.slice(0, first.offset).split('\n').length
  return `its source on the server ends a line at ${first.name} (in line ${line}), where editors, Git and GitHub do not`
}

/** A misspelt key and the intended one. */
export interface Typo {
  readonly written: string
  readonly intended: string
}

/** Misspelt keys of a map: keys that are similar to one of `wanted` that is missing. */
export const typosOf = (keys: readonly string[], wanted: readonly string[]): readonly Typo[] => {
  const missing = wanted.filter((key) => !keys.includes(key))
  return keys.flatMap((written) => {
    const intended = wanted.includes(written) ? undefined : closestWord(written, missing)
    return intended === undefined ? [] : [{ written, intended }]
  })
}

/** The number of the `wanted` keys in a map, including misspelt ones. */
export const countKeys = (keys: readonly string[], wanted: readonly string[]): number => {
  const intended = typosOf(keys, wanted).map((typo) => typo.intended)
  return wanted.filter((key) => keys.includes(key) || intended.includes(key)).length
}

/** The keys at the start of a line, without parsing: for texts that cannot or need not be parsed. */
export const keysInText = (source: string): readonly string[] =>
  [...source.matchAll(/^["']?([A-Za-z_][\w-]{0,30})["']?\s*:/gm)].map(([, key = '']) => key)
