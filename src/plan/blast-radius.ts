import { compareText } from '../text/compare.ts'
import type { KnownFlow } from './known-documents.ts'
import type { FlowEdge } from './plan.ts'

/** What a reader can still follow as a graph on a phone, and well below the 500 edges at which Mermaid refuses. */
const MAX_EDGES = 40

/** `edges` are at most 40, the nearest to the changed flows first; `rest` counts those left out. */
interface BlastRadius {
  readonly edges: readonly FlowEdge[]
  readonly rest: number
}

/**
 * Who is touched when the `changed` flows (names, `namespace/id`) change: the flows that call or listen to them, the
 * callers and listeners of those, and what the changed flows call themselves. `flows` are those of the tree and of the
 * server. Each edge once, sorted by distance, then by name; the order of the arguments does not matter.
 */
export const blastRadius = (options: {
  readonly flows: readonly KnownFlow[]
  readonly changed: readonly string[]
}): BlastRadius => {
  const changed = new Set(options.changed)
  const edges = options.flows.flatMap(edgesOf)
  const callers = edges.filter(({ to }) => changed.has(to))
  const callees = edges.filter(({ from }) => changed.has(from))
  const near = new Set(callers.map(({ from }) => from))
  const callersOfCallers = edges.filter(({ to }) => near.has(to))
  const found = new Map([callers, callees, callersOfCallers].flatMap(keyedInOrder))
  return { edges: [...found.values()].slice(0, MAX_EDGES), rest: Math.max(0, found.size - MAX_EDGES) }
}

const edgesOf = ({ name, references }: KnownFlow): FlowEdge[] =>
  references.map(({ relation, target }) => ({ from: name, to: target, relation }))

const keyedInOrder = (edges: readonly FlowEdge[]): (readonly [string, FlowEdge])[] =>
  edges
    .map((edge): [string, FlowEdge] => [JSON.stringify([edge.from, edge.to, edge.relation]), edge])
    .sort(([a], [b]) => compareText(a, b))
