import type { Problem } from '../../finding/problem.ts'
import type { PlacedDocument } from '../../flow/desired-flow.ts'
import { problemOf } from '../../flow/document-finding.ts'
import { type FlowRelation, findFlowReferences } from '../../flow/flow-references.ts'
import type { NodePath } from '../../yaml/map-value.ts'
import type { RuleContext } from '../rule-context.ts'

/** That one flow starts another. */
export interface Call {
  readonly from: string
  readonly to: string
  readonly relation: FlowRelation
  /** Where it is written: in the caller, or in the listener. */
  readonly flow: PlacedDocument
  readonly path: NodePath
}

/** Flows of the tree that start each other in a cycle, by calls and by Flow triggers (`calls` of all of them). Each cycle is told once, at the flow of it that comes first by name. */
export const checkCycles = (calls: readonly Call[]): readonly Problem[] => {
  const inCircles = reversed(withoutDeadEnds(reversed(withoutDeadEnds(calls))))
  const edges = Map.groupBy(inCircles, ({ from }) => from)
  const budget = { calls: MOST_CALLS_FOLLOWED }
  const done = new Set<string>()
  const found: Problem[] = []
  for (const start of [...edges.keys()].toSorted()) {
    if (done.has(start)) continue
    const cycle = shortestCycle(edges, start, budget)
    const [first] = cycle ?? edges.get(start) ?? []
    if (cycle === undefined && first !== undefined) return [...found, cycleProblem(first, NOT_SOUGHT)]
    if (cycle === undefined || !first) continue
    for (const { to } of cycle) done.add(to)
    const message = `These flows start each other in a circle: ${[start, ...cycle.map(({ to }) => to)].map((name) => name.replace('/', '.')).join(' → ')}.`
    found.push(cycleProblem(first, message))
  }
  return found
}

/** What one flow starts, and what it is started by. */
export const callsOf = ({ file, document, nodes }: RuleContext): readonly Call[] => {
  const flow = { file, document }
  const own = `${document.namespace}/${document.id}`
  return findFlowReferences(document, nodes).flatMap(({ relation, namespace, id, path }): Call[] => {
    const other = `${namespace}/${id}`
    if (relation === 'flow-trigger') return [{ from: other, to: own, relation, flow, path }]
    // A call of itself is told by its own rule; only a flow that listens to itself is a cycle of one.
    return other === own ? [] : [{ from: own, to: other, relation, flow, path }]
  })
}

/** The edges that can be part of a cycle: those into flows that lead nowhere are dropped until none is left. */
const withoutDeadEnds = (edges: readonly Call[]): readonly Call[] => {
  const outgoing = Map.groupBy(edges, ({ from }) => from)
  const incoming = Map.groupBy(edges, ({ to }) => to)
  const open = new Map([...outgoing].map(([name, list]) => [name, list.length]))
  const dead = [...incoming.keys()].filter((name) => !outgoing.has(name))
  for (const name of dead) {
    for (const { from } of incoming.get(name) ?? []) {
      const left = (open.get(from) ?? 0) - 1
      open.set(from, left)
      if (left === 0) dead.push(from)
    }
  }
  const isDead = new Set(dead)
  return edges.filter(({ to }) => !isDead.has(to))
}

const reversed = (calls: readonly Call[]): readonly Call[] =>
  calls.map((call) => ({ ...call, from: call.to, to: call.from }))

/** Each flow may be looked for from each other one; a second of that is enough, and what was not looked for is said. */
const MOST_CALLS_FOLLOWED = 2_000_000

const NOT_SOUGHT =
  'More circles than these were not looked for: too many flows start each other. Break those that are told, and run it again.'

const cycleProblem = ({ flow, path }: Call, message: string): Problem =>
  problemOf(flow, { code: 'flow-cycle', path: [...path, 'flowId'], message })

/** Breadth first from `start` back to it; empty when no way leads back, `undefined` when `budget` is spent before that is known. */
const shortestCycle = (
  edges: ReadonlyMap<string, readonly Call[]>,
  start: string,
  budget: { calls: number },
): readonly Call[] | undefined => {
  const cameBy = new Map<string, Call>()
  const queue = [start]
  for (const name of queue) {
    const calls = edges.get(name) ?? []
    budget.calls -= calls.length
    if (budget.calls < 0) return undefined
    for (const edge of calls) {
      if (cameBy.has(edge.to)) continue
      cameBy.set(edge.to, edge)
      if (edge.to === start) return wayTo(start, cameBy)
      queue.push(edge.to)
    }
  }
  return []
}

const wayTo = (start: string, cameBy: ReadonlyMap<string, Call>): readonly Call[] => {
  const way: Call[] = []
  let edge = cameBy.get(start)
  while (edge && way.at(-1)?.from !== start) {
    way.push(edge)
    edge = edge.from === start ? undefined : cameBy.get(edge.from)
  }
  return way.toReversed()
}
