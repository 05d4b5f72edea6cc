import { LineCounter, type Node, parseDocument } from 'yaml'
import type { FlowDocument, NodePath, Position, SyntaxFault } from './flow-document.ts'

/**
 * Reads one flow file as Kestra's parser does: YAML 1.1, the last of two equal keys wins (kestra-api.md section 0).
 * Never throws: what cannot be read is in `faults`.
 */
export const parseFlow = (source: string): FlowDocument => {
  const lineCounter = new LineCounter()
  const document = parseDocument(source, { version: '1.1', lineCounter, uniqueKeys: false, logLevel: 'silent' })
  const faults: SyntaxFault[] = document.errors.map((error) => ({
    code: 'yaml-syntax',
    message: error.message.split('\n')[0] ?? error.message,
    position: positionAt(lineCounter, error.pos[0]),
    isFatal: true,
  }))
  const value: unknown = faults.length > 0 ? undefined : document.toJS()
  return {
    source,
    value,
    id: scalarText(value, 'id'),
    namespace: scalarText(value, 'namespace'),
    faults,
    positionOf: (path: NodePath) => {
      const node = document.getIn(path, true) as Node | undefined
      return node?.range ? positionAt(lineCounter, node.range[0]) : undefined
    },
  }
}

const positionAt = (lineCounter: LineCounter, offset: number): Position => {
  const { line, col } = lineCounter.linePos(offset)
  return { line, column: col }
}

const scalarText = (value: unknown, key: string): string | undefined => {
  if (typeof value !== 'object' || value === null) return undefined
  const scalar: unknown = Reflect.get(value, key)
  if (typeof scalar === 'string') return scalar
  return typeof scalar === 'number' || typeof scalar === 'boolean' ? String(scalar) : undefined
}
