import { problemCodes } from '../../../finding/problem-codes.ts'
import { collectedByFlow, defineRule, yaml } from '../../define-rule.ts'
import type { PlacedFinding } from '../../rule-finding.ts'
import { findingOf } from '../../rule-finding.ts'
import { type Call, callsOf } from './calls.ts'

export default defineRule({
  codes: {
    'flow-cycle': {
      ...problemCodes['flow-cycle'],
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: call
              type: io.kestra.plugin.core.flow.Subflow
              namespace: company.team
              flowId: other
          ---
          id: other
          namespace: company.team
          tasks:
            - id: call
              type: io.kestra.plugin.core.flow.Subflow
              namespace: company.team
              flowId: daily
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: call
              type: io.kestra.plugin.core.flow.Subflow
              namespace: company.team
              flowId: other
          ---
          id: other
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `,
      },
    },
  },
  tree: collectedByFlow(callsOf, (calls) => checkCycles(calls.flat())),
})

/**
 * Reports flows of the tree that start each other in a cycle, by calls and Flow triggers. `calls`: those of all flows. Each cycle is one
 * problem, at its first flow in alphabetical order.
 */
export const checkCycles = (calls: readonly Call[]): readonly PlacedFinding[] => {
  const inCycles = reversed(withoutDeadEnds(reversed(withoutDeadEnds(calls))))
  const edges = Map.groupBy(inCycles, ({ from }) => from)
  const budget = { calls: MOST_CALLS_FOLLOWED }
  const done = new Set<string>()
  const found: PlacedFinding[] = []
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

/** Limit of followed calls: about one second. PlacedFinding `SEARCH_STOPPED` reports that it was reached. */
const MOST_CALLS_FOLLOWED = 2_000_000

const SEARCH_STOPPED =
  'The search for circles stopped here, because too many flows start each other. Break the reported circles, and run it again.'

const cycleProblem = ({ flow, path }: Call, message: string): PlacedFinding =>
  findingOf(flow, { code: 'flow-cycle', path: [...path, 'flowId'], message })

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
