import { isMap, isNode, isScalar, isSeq, type Pair, parseDocument, visit } from 'yaml'
import type { Position, Problem } from '../../finding/problem.ts'
import { makeProblem } from '../../finding/problem-codes.ts'
import { closestWord } from '../../text/closest-word.ts'
import { hiddenLineEnds, LineIndex } from '../../yaml/source-text.ts'
import { yamlText } from '../../yaml/yaml-mistake.ts'

/** A settings file as plain data, with the positions of its values. */
export interface ConfigYaml {
  readonly value: unknown
  /** Start of the key or list item at a path. A missing path has the position of its nearest existing parent. */
  readonly positionOf: (path: readonly PropertyKey[]) => Position
  /** Makes a `config-invalid` finding at the position of a path. */
  readonly invalid: (message: string, path: readonly PropertyKey[]) => Problem
}

const START: Position = { line: 1, column: 1 }

/**
 * Parses a settings file. Returns its plain value, or its YAML problems.
 * Aliases are rejected because nine lines of them can expand to gigabytes. `maxBytes` bounds lookups, which take linear time.
 */
export const readConfigYaml = (
  file: string,
  text: string,
  maxBytes: number,
): ConfigYaml | { readonly problems: readonly Problem[] } => {
  const invalidAt = (message: string, position: Position): Problem =>
    makeProblem('config-invalid', { message, file, position })
  if (Buffer.byteLength(text) > maxBytes)
    return { problems: [invalidAt(`The file is larger than ${maxBytes / 1024} KB.`, START)] }
  const lines = new LineIndex(text)
  const problems: Problem[] = []
  const found = (message: string, offset: number) => void problems.push(invalidAt(message, lines.positionAt(offset)))
  try {
    // `uniqueKeys` takes quadratic time: the library compares each key with all others.
    const document = parseDocument(text, { logLevel: 'silent', uniqueKeys: false })
    for (const error of document.errors) found(yamlText(error), error.pos[0])
    for (const { name, offset } of hiddenLineEnds(text))
      found(`Some programs end a line at this character (${name}), and others do not. Write a line feed.`, offset)
    visit(document, {
      Alias: (_key, { range }) =>
        found('Aliases (`*name`) are not supported here. Write the value out.', range?.[0] ?? 0),
      Map: (_key, { items }) => repeatedKeys(items).forEach((offset) => void found('This key is set twice.', offset)),
    })
    if (problems.length > 0) return { problems }
    const positionOf = (path: readonly PropertyKey[]) => lines.positionAt(offsetOf(document.contents, path))
    return { value: document.toJS(), positionOf, invalid: (message, path) => invalidAt(message, positionOf(path)) }
  } catch (error) {
    if (error instanceof RangeError)
      return { problems: [invalidAt('The file is nested too deeply to be read.', START)] }
    throw error
  }
}

const offsetOf = (root: unknown, path: readonly PropertyKey[]): number => {
  let node = root
  let offset = 0
  for (const step of path) {
    const pair = isMap(node) ? node.items.find(({ key }) => keyWithOffset(key)[0] === String(step)) : undefined
    const item = isSeq(node) ? node.items[Number(step)] : undefined
    if (pair === undefined && item === undefined) return offset
    offset = pair === undefined ? offsetOfNode(item) : keyWithOffset(pair.key)[1]
    node = pair === undefined ? item : pair.value
  }
  return offset
}

const offsetOfNode = (node: unknown): number => (isNode(node) ? (node.range?.[0] ?? 0) : 0)

/** The text of a key, and its offset in the file. */
const keyWithOffset = (key: unknown): [string, number] => [isScalar(key) ? String(key.value) : '', offsetOfNode(key)]

/** The offsets of keys that repeat an earlier key. */
const repeatedKeys = (pairs: readonly Pair<unknown, unknown>[]) => {
  const seen = new Set<string>()
  return pairs.flatMap(({ key: node }) => {
    const [key, offset] = keyWithOffset(node)
    if (!seen.has(key)) {
      seen.add(key)
      return []
    }
    return [offset]
  })
}

/** The end of a sentence about an unknown word: the closest word of `known`, or `otherwise`. */
export const didYouMeanOr = (otherwise: string, word: string, known: Iterable<string>): string => {
  const nearest = closestWord(word, known)
  return nearest === undefined ? otherwise : `did you mean \`${nearest}\`?`
}
