import type { NodePath } from '../../flow/flow-document.ts'
import { findFlowReferences } from '../../flow/flow-references.ts'
import type { CheckedFlow, Fault } from '../flow-rule.ts'

/** One cycle, told at the flow of it that comes first by name. */
export interface CycleFault {
  readonly flow: CheckedFlow
  readonly fault: Fault
}

interface Edge {
  readonly to: string
  /** Where the edge is written: in the caller, or in the listener. */
  readonly flow: CheckedFlow
  readonly path: NodePath
}

/** Flows of the tree that start each other in a circle, by calls and by Flow triggers. Each circle is told once. */
export const checkCycles = (flows: readonly CheckedFlow[]): readonly CycleFault[] => {
  const edges = collectEdges(flows)
  const done = new Set<string>()
  const found: CycleFault[] = []
  for (const start of [...edges.keys()].toSorted()) {
    if (done.has(start)) continue
    const circle = shortestCircle(edges, start)
    const [first] = circle
    if (!first) continue
    for (const { to } of circle) done.add(to)
    const message = `These flows start each other in a circle: ${[start, ...circle.map(({ to }) => to)].join(' → ')}.`
    found.push({ flow: first.flow, fault: { code: 'flow-cycle', path: [...first.path, 'flowId'], message } })
  }
  return found
}

const collectEdges = (flows: readonly CheckedFlow[]): ReadonlyMap<string, readonly Edge[]> => {
  const edges = new Map<string, Edge[]>()
  for (const flow of flows) {
    const own = `${flow.document.namespace}/${flow.document.id}`
    for (const { relation, namespace, id, path } of findFlowReferences(flow.document, flow.nodes)) {
      const other = `${namespace}/${id}`
      const isListening = relation === 'flow-trigger'
      // A call of itself is a fault of its own; a flow that listens to itself is a circle of one.
      if (other === own && !isListening) continue
      const [from, to] = isListening ? [other, own] : [own, other]
      edges.set(from, [...(edges.get(from) ?? []), { to, flow, path }])
    }
  }
  return edges
}

/** Breadth first from `start` back to it; empty when no way leads back. */
const shortestCircle = (edges: ReadonlyMap<string, readonly Edge[]>, start: string): readonly Edge[] => {
  const seen = new Set<string>()
  let ways: readonly (readonly Edge[])[] = [[]]
  while (ways.length > 0) {
    const next: (readonly Edge[])[] = []
    for (const way of ways) {
      for (const edge of edges.get(way.at(-1)?.to ?? start) ?? []) {
        if (edge.to === start) return [...way, edge]
        if (seen.has(edge.to)) continue
        seen.add(edge.to)
        next.push([...way, edge])
      }
    }
    ways = next
  }
  return []
}
