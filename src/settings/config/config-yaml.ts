import { isMap, isNode, isScalar, isSeq, type Pair, parseDocument, visit } from 'yaml'
import type { Position, Problem } from '../../finding/problem.ts'
import { makeProblem } from '../../finding/problem-codes.ts'
import { closestWord } from '../../text/closest-word.ts'
import { hiddenLineEnds, LineIndex } from '../../yaml/source-text.ts'
import { yamlText } from '../../yaml/yaml-mistake.ts'

/** A file of settings as plain data, and its places. */
export interface ConfigYaml {
  readonly value: unknown
  /** Where what stands at a path begins: the key, or the item of a list; of a path that is not there, the nearest above. */
  readonly positionOf: (path: readonly PropertyKey[]) => Position
  /** What is wrong with what stands there. */
  readonly invalid: (message: string, path: readonly PropertyKey[]) => Problem
}

const START: Position = { line: 1, column: 1 }

/**
 * The plain value of a file of settings, or what is wrong with it as YAML. Aliases are refused: nine lines of them make gigabytes.
 * Larger than `maxBytes` nobody writes one; what looks things up in it may take its time for each.
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
    // This library compares every key with every other to find equal ones.
    const document = parseDocument(text, { logLevel: 'silent', uniqueKeys: false })
    for (const error of document.errors) found(yamlText(error), error.pos[0])
    for (const { name, offset } of hiddenLineEnds(text))
      found(`Some programs end a line at this character (${name}), and others do not: write a line feed.`, offset)
    visit(document, {
      Alias: (_key, { range }) => found('Aliases (`*name`) are not read here. Write the value out.', range?.[0] ?? 0),
      Map: (_key, { items }) => repeatedKeys(items).forEach((offset) => void found('This key is set twice.', offset)),
    })
    if (problems.length > 0) return { problems }
    const positionOf = (path: readonly PropertyKey[]) => lines.positionAt(offsetOf(document.contents, path))
    return { value: document.toJS(), positionOf, invalid: (message, path) => invalidAt(message, positionOf(path)) }
  } catch (error) {
    if (error instanceof RangeError) return { problems: [invalidAt('The file is nested too deep to be read.', START)] }
    throw error
  }
}

const offsetOf = (root: unknown, path: readonly PropertyKey[]): number => {
  let node = root
  let offset = 0
  for (const step of path) {
    const pair = isMap(node) ? node.items.find(({ key }) => keyOf(key)[0] === String(step)) : undefined
    const item = isSeq(node) ? node.items[Number(step)] : undefined
    if (pair === undefined && item === undefined) return offset
    offset = pair === undefined ? offsetOfNode(item) : keyOf(pair.key)[1]
    node = pair === undefined ? item : pair.value
  }
  return offset
}

const offsetOfNode = (node: unknown): number => (isNode(node) ? (node.range?.[0] ?? 0) : 0)

/** The text of a key, and where it stands. */
const keyOf = (key: unknown): [string, number] => [isScalar(key) ? String(key.value) : '', offsetOfNode(key)]

/** Where they stand. */
const repeatedKeys = (pairs: readonly Pair<unknown, unknown>[]) => {
  const seen = new Set<string>()
  return pairs.flatMap(({ key: node }) => {
    const [key, offset] = keyOf(node)
    if (!seen.has(key)) {
      seen.add(key)
      return []
    }
    return [offset]
  })
}

/** How a sentence ends that a word is none of `known`. */
export const meantOr = (otherwise: string, word: string, known: Iterable<string>): string => {
  const nearest = closestWord(word, known)
  return nearest === undefined ? otherwise : `did you mean \`${nearest}\`?`
}
