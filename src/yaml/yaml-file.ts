import type { Problem } from '../finding/problem.ts'
import { makeProblem } from '../finding/problem-codes.ts'
import { closestWord } from '../text/closest-word.ts'
import type { DecodedText } from '../text/decode-utf8.ts'
import { hiddenLineEnds, LineIndex } from './source-text.ts'

/** At as many characters Kestra's parser stops (docs/internals/facts/kestra.md, "Large flows"). */
export const MAX_PARSED_BYTES = 3_145_728

/** What is said of a file that is not parsed, because no server could either. */
export const tooLargeToParse = (file: string, bytes: number): Problem => {
  const message = `The file has ${bytes} bytes, and is not read: no parser of YAML goes beyond ${MAX_PARSED_BYTES}.`
  return makeProblem('yaml-too-large', { message, file, position: { line: 1, column: 1 } })
}

/** What is odd about the characters of a text that is YAML and is deployed. */
export const encodingProblems = (file: string, { text, hasBom, brokenLine }: DecodedText): readonly Problem[] => {
  const problems = hiddenLineEndProblems(file, text)
  if (hasBom) {
    const message = 'The byte order mark is left out of what is sent.'
    problems.push(makeProblem('byte-order-mark', { message, file, position: { line: 1, column: 1 } }))
  }
  if (brokenLine !== undefined) {
    const message = 'This line holds bytes that are no UTF-8: a server would store other characters.'
    problems.push(makeProblem('not-utf-8', { message, file, position: { line: brokenLine, column: 1 } }))
  }
  return problems
}

/** Where Kestra ends a line and a reader sees none, line by line: what looks like a comment may hold a whole flow. */
const hiddenLineEndProblems = (file: string, text: string): Problem[] => {
  const lines = new LineIndex(text)
  const byLine = Map.groupBy(hiddenLineEnds(text), ({ offset }) => lines.lineAt(offset))
  return [...byLine.values()].map(([first, ...others]) => {
    const { offset = 0, name = '' } = first ?? {}
    const more = others.length === 0 ? '' : `, and at ${others.length} more on this line`
    const message = `Kestra's parser ends a line at this character (${name})${more}; editors, Git and GitHub do not. What stands behind it is a line of its own to Kestra, also in a comment.`
    return makeProblem('hidden-line-end', { message, file, position: lines.positionAt(offset, offset + 1) })
  })
}

/** Why a text of the server may not stand in Git: `undefined` where everybody reads in it what the server does. */
export const whyReadOtherwise = (source: string): string | undefined => {
  const [first] = hiddenLineEnds(source)
  if (first === undefined) return undefined
  const line = source.slice(0, first.offset).split('\n').length
  return `its source on the server ends a line at ${first.name} (in line ${line}), where editors, Git and GitHub do not`
}

/** A key that stands where another should. */
export interface Typo {
  readonly written: string
  readonly meant: string
}

/** The keys of a map that are nearly one of `wanted`, where the right one is not there. */
export const typosOf = (keys: readonly string[], wanted: readonly string[]): readonly Typo[] => {
  const missing = wanted.filter((key) => !keys.includes(key))
  return keys.flatMap((written) => {
    const meant = wanted.includes(written) ? undefined : closestWord(written, missing)
    return meant === undefined ? [] : [{ written, meant }]
  })
}

/** How many of the keys `wanted` a map has, misspelt ones counted. */
export const countKeys = (keys: readonly string[], wanted: readonly string[]): number => {
  const meant = typosOf(keys, wanted).map((typo) => typo.meant)
  return wanted.filter((key) => keys.includes(key) || meant.includes(key)).length
}

/** The keys at the start of a line, from the text alone: of what cannot be parsed, or need not be. */
export const keysInText = (source: string): readonly string[] =>
  [...source.matchAll(/^["']?([A-Za-z_][\w-]{0,30})["']?\s*:/gm)].map(([, key = '']) => key)
