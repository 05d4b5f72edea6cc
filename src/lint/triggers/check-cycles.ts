import type { Problem } from '../../finding/problem.ts'
import type { PlacedDocument } from '../../flow/desired-flow.ts'
import { problemOf } from '../../flow/document-finding.ts'
import { type FlowRelation, findFlowReferences } from '../../flow/flow-references.ts'
import type { NodePath } from '../../yaml/map-value.ts'
import type { RuleContext } from '../rule-context.ts'

/** One flow starts another, by a call or by a Flow trigger. */
export interface Call {
  /** Names of the two flows: `<namespace>/<id>`. */
  readonly from: string
  readonly to: string
  readonly relation: FlowRelation
  /** The flow that contains the reference: the caller, or the listener. */
  readonly flow: PlacedDocument
  readonly path: NodePath
}

/**
 * Reports flows of the tree that start each other in a cycle, by calls and Flow triggers. `calls`: those of all flows. Each cycle is one
 * problem, at its first flow in alphabetical order.
 */
export const checkCycles = (calls: readonly Call[]): readonly Problem[] => {
  const inCycles = reversed(withoutDeadEnds(reversed(withoutDeadEnds(calls))))
  const edges = Map.groupBy(inCycles, ({ from }) => from)
  const budget = { calls: MOST_CALLS_FOLLOWED }
  const done = new Set<string>()
  const found: Problem[] = []
  for (const start of [...edges.keys()].toSorted()) {
    if (done.has(start)) continue
    const cycle = shortestCycle(edges, start, budget)
    const [first] = cycle ?? edges.get(start) ?? []
    if (cycle === undefined && first !== undefined) return [...found, cycleProblem(first, SEARCH_STOPPED)]
    if (cycle === undefined || !first) continue
    for (const { to } of cycle) done.add(to)
    const message = `These flows start each other in a circle: ${[start, ...cycle.map(({ to }) => to)].map((name) => name.replace('/', '.')).join(' → ')}.`
    found.push(cycleProblem(first, message))
  }
  return found
}

/** The calls that a flow makes, and those of the flows that its triggers listen to. */
export const callsOf = ({ file, document, nodes }: RuleContext): readonly Call[] => {
  const flow = { file, document }
  const own = `${document.namespace}/${document.id}`
  return findFlowReferences(document, nodes).flatMap(({ relation, namespace, id, path }): Call[] => {
    const other = `${namespace}/${id}`
    if (relation === 'flow-trigger') return [{ from: other, to: own, relation, flow, path }]
    // The rule `self-call` reports a flow that calls itself; here only a flow that listens to itself is a cycle of one.
    return other === own ? [] : [{ from: own, to: other, relation, flow, path }]
  })
}

/** The edges that can be part of a cycle. Removes edges to flows without outgoing edges until none is left. */
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

/** Limit of followed calls: about one second. Problem `SEARCH_STOPPED` reports that it was reached. */
const MOST_CALLS_FOLLOWED = 2_000_000

const SEARCH_STOPPED =
  'The search for circles stopped here, because too many flows start each other. Break the reported circles, and run it again.'

const cycleProblem = ({ flow, path }: Call, message: string): Problem =>
  problemOf(flow, { code: 'flow-cycle', path: [...path, 'flowId'], message })

/**
 * Searches breadth first for the shortest cycle through `start`. Returns an empty list if there is none, `undefined` if `budget` runs out
 * first.
 */
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
      if (edge.to === start) return cycleTo(start, cameBy)
      queue.push(edge.to)
    }
  }
  return []
}

const cycleTo = (start: string, cameBy: ReadonlyMap<string, Call>): readonly Call[] => {
  const cycle: Call[] = []
  let edge = cameBy.get(start)
  while (edge && cycle.at(-1)?.from !== start) {
    cycle.push(edge)
    edge = edge.from === start ? undefined : cameBy.get(edge.from)
  }
  return cycle.toReversed()
}
