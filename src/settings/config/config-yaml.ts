import { isMap, isNode, isScalar, isSeq, LineCounter, type Pair, parseDocument, visit } from 'yaml'
import type { Position } from '../../problem/problem.ts'
import { hiddenLineEnds } from '../../yaml/source-text.ts'
import { yamlWords } from '../../yaml/yaml-mistake.ts'

/** Where what stands at a path begins: the key, or the item of a list; of a path that is not there, the nearest above. */
export type Positions = (path: readonly PropertyKey[]) => Position

/** What is wrong with a file as YAML, and where. */
export interface YamlFault {
  readonly message: string
  readonly position: Position
}

const START: Position = { line: 1, column: 1 }

/**
 * The plain value of a file of settings, or what is wrong with it as YAML. Aliases are refused: nine lines of them make gigabytes.
 * Larger than `maxBytes` nobody writes one; what looks things up in it may take its time for each.
 */
export const readConfigYaml = (
  text: string,
  maxBytes: number,
): { readonly value: unknown; readonly positionOf: Positions } | { readonly faults: readonly YamlFault[] } => {
  if (Buffer.byteLength(text) > maxBytes) {
    return { faults: [{ message: `The file is larger than ${maxBytes / 1024} KB.`, position: START }] }
  }
  const lines = new LineCounter()
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset)
    return { line, column: col }
  }
  try {
    // This library compares every key with every other to find equal ones.
    const document = parseDocument(text, { lineCounter: lines, logLevel: 'silent', uniqueKeys: false })
    const faults = document.errors.map((error) => ({ message: yamlWords(error), position: at(error.pos[0]) }))
    const found = (message: string, offset: number) => void faults.push({ message, position: at(offset) })
    for (const { name, offset } of hiddenLineEnds(text))
      found(`Some programs end a line at this character (${name}), and others do not: write a line feed.`, offset)
    visit(document, {
      Alias: (_key, { range }) => found('Aliases (`*name`) are not read here. Write the value out.', range?.[0] ?? 0),
      Map: (_key, { items }) => repeatedKeys(items).forEach((offset) => void found('This key is set twice.', offset)),
    })
    if (faults.length > 0) return { faults }
    return { value: document.toJS(), positionOf: (path) => at(offsetOf(document.contents, path)) }
  } catch (error) {
    if (error instanceof RangeError)
      return { faults: [{ message: 'The file is nested too deep to be read.', position: START }] }
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
