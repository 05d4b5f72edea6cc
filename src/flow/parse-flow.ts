import { Composer, type Document, isAlias, isScalar, type Node, Parser } from 'yaml'
import { findKey, findNode } from './find-node.ts'
import type { FlowDocument, NodePath, SourceRange } from './flow-document.ts'
import { createLineIndex } from './line-index.ts'
import { readScalar, toPlainValue } from './plain-value.ts'
import { collectReadingFaults } from './reading-faults.ts'
import { syntaxFaults } from './syntax-faults.ts'

/**
 * Reads one flow file as Kestra's parser does: YAML 1.1, the last of two equal keys wins, aliases and merge keys are
 * not expanded (kestra-api.md section 0). Never throws: what cannot be read is in `faults`. The plain value is built
 * when it is first asked for.
 */
export const parseFlow = (source: string): FlowDocument => {
  const lines = createLineIndex(source)
  const documents = composeDocuments(source)
  const root = documents?.[0]?.contents
  const syntax = syntaxFaults(source, documents, lines)
  const isReadable = !syntax.some((fault) => fault.isFatal)
  const reading = memo(() => {
    const faults = collectReadingFaults(lines)
    return { value: isReadable ? toPlainValue(root, faults) : undefined, faults: faults.found }
  })
  const textOf = (path: NodePath): string | undefined => {
    const node = isReadable ? findNode(root, path) : undefined
    if (isAlias(node)) return node.source
    return isScalar(node) ? readScalar(node).text : undefined
  }
  return {
    source,
    get value() {
      return reading().value
    },
    get faults() {
      return [...syntax, ...reading().faults]
    },
    get id() {
      return textOf(['id'])
    },
    get namespace() {
      return textOf(['namespace'])
    },
    textOf,
    rangeOf: (path) => sourceRange(findNode(root, path)),
    positionAt: ({ start, end }) => lines.positionAt(start, end),
    positionOf: (path, part = 'value') => {
      const node = part === 'key' ? findKey(root, path) : findNode(root, path)
      const range = sourceRange(node)
      return range && lines.positionAt(range.start, isScalar(node) ? range.end : undefined)
    },
  }
}

// `failsafe` keeps every scalar as its text: its type is for Kestra's rules to say, not for this library's.
const COMPOSE_OPTIONS = { version: '1.1', schema: 'failsafe', merge: false, uniqueKeys: false } as const

/** `undefined` when the document is nested deeper than can be read; Kestra's own limit is 1000. */
const composeDocuments = (source: string): Document.Parsed[] | undefined => {
  try {
    return [...new Composer(COMPOSE_OPTIONS).compose(new Parser().parse(source), true, source.length)]
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

const sourceRange = (node: Node | undefined): SourceRange | undefined =>
  node?.range ? { start: node.range[0], end: node.range[1] } : undefined

const memo = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
