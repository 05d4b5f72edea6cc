import type { FlowDocument } from '../flow/flow-document.ts'
import { parseFlow } from '../flow/parse-flow.ts'
import type { Position } from '../problem/problem.ts'

/**
 * Writes `namespace` into a flow that states none, on a line of its own after the id: Kestra takes it from the YAML only. Positions
 * of the result are those of the file, without the line that was added. `undefined` where a line cannot be put in (a flow in
 * braces).
 */
export const implyNamespace = (document: FlowDocument, namespace: string): FlowDocument | undefined => {
  const id = document.positionOf(['id'])
  if (id === undefined) return undefined
  const addedLine = (id.endLine ?? id.line) + 1
  const lines = document.source.split('\n')
  const ending = lines[0]?.endsWith('\r') ? '\r' : ''
  const isLastLine = addedLine > lines.length
  if (isLastLine) return undefined
  lines.splice(addedLine - 1, 0, `namespace: ${namespace}${ending}`)
  const completed = parseFlow(lines.join('\n'))
  if (completed.namespace !== namespace || completed.id !== document.id) return undefined
  const inFile = (position: Position): Position => withoutLine(position, addedLine)
  return {
    ...completed,
    sourceInFile: document.source,
    faults: completed.faults.map((fault) => ({ ...fault, position: inFile(fault.position) })),
    positionAt: (range) => inFile(completed.positionAt(range)),
    positionOf: (path, part) => {
      const position = completed.positionOf(path, part)
      return position && inFile(position)
    },
  }
}

const withoutLine = (position: Position, added: number): Position => {
  const back = (line: number) => (line >= added ? line - 1 : line)
  const { endLine } = position
  return { ...position, line: back(position.line), ...(endLine === undefined ? {} : { endLine: back(endLine) }) }
}
