import type { KnownFlow } from './known-flow.ts'

/**
 * The order in which flows are written: a flow comes after the flows it calls (Subflow, ForEachItem), so that it never
 * runs against a flow that is not there yet. Flows that call each other in a cycle come in name order, as do flows that
 * have nothing to do with each other. Flow triggers do not order: a listener waits, it does not call.
 *
 * `names` are `namespace/id`, each once; the result holds exactly these. `flows` may know more flows than `names`.
 */
export const orderFlows = (names: readonly string[], flows: readonly KnownFlow[]): string[] =>
  components(names, callGraph(names, flows))

/** The order in which flows are deleted: callers before the flows they call. Otherwise as `orderFlows`. */
export const orderDeletes = (names: readonly string[], flows: readonly KnownFlow[]): string[] =>
  components(names, transpose(callGraph(names, flows)))

type Graph = ReadonlyMap<string, readonly string[]>

/** Only flows that call something among `names` have an entry. */
const callGraph = (names: readonly string[], flows: readonly KnownFlow[]): Graph => {
  const asked = new Set(names)
  const calls = flows
    .filter(({ name }) => asked.has(name))
    .flatMap(({ name, references }) => references.map((reference) => ({ ...reference, from: name })))
    .filter(({ relation, target }) => relation !== 'flow-trigger' && asked.has(target))
  return graphOf(calls.map(({ from, target }) => [from, target]))
}

const graphOf = (edges: readonly (readonly [string, string])[]): Graph => {
  const graph = new Map<string, string[]>()
  for (const [from, to] of edges) {
    const targets = graph.get(from)
    if (targets) targets.push(to)
    else graph.set(from, [to])
  }
  for (const targets of graph.values()) targets.sort()
  return graph
}

const transpose = (graph: Graph): Graph =>
  graphOf([...graph].flatMap(([from, targets]) => targets.map((to): [string, string] => [to, from])))

/**
 * Kosaraju's strongly connected components, each sorted by name, components that others point to first. A depth-first
 * order alone would tear cycles apart in an order nobody can foresee.
 */
const components = (names: readonly string[], graph: Graph): string[] => {
  const finished = new Set<string>()
  for (const name of names.toSorted()) visit(name, graph, finished)
  const seen = new Set<string>()
  const backwards = transpose(graph)
  const found = [...finished].reverse().map((name) => visit(name, backwards, seen).sort())
  return found.reverse().flat()
}

/**
 * What is reached from `start` without what `finished` already holds, in post-order, and adds it there. With a stack
 * of its own: call chains may be longer than JavaScript's stack is deep.
 */
const visit = (start: string, graph: Graph, finished: Set<string>): string[] => {
  const entered = new Set<string>()
  const reached: string[] = []
  const stack = [start]
  for (let name = stack.at(-1); name !== undefined; name = stack.at(-1)) {
    if (entered.has(name) || finished.has(name)) {
      stack.pop()
      if (!finished.has(name)) reached.push(name)
      finished.add(name)
    } else {
      entered.add(name)
      const next = graph.get(name) ?? []
      for (const target of next.toReversed()) if (!entered.has(target) && !finished.has(target)) stack.push(target)
    }
  }
  return reached
}
