import { fingerprintOf, KINDS, kindEntries } from '../kinds/kinds.ts'
import { type Fingerprint, NOTHING } from '../resource/fingerprint.ts'
import type { Content, ResourceKind, ResourceName } from '../resource/resource.ts'
import { compareText } from '../text/compare.ts'
import type { CallingFlow } from './known-flows.ts'
import type { PlannedResource } from './plan.ts'

/** One write of a deploy. */
export interface Step extends ResourceName {
  readonly action: 'create' | 'update' | 'delete'
  /** The content to write; `undefined` deletes. */
  readonly content: Content | undefined
  /** The server's state after the step; `NOTHING` after a delete. */
  readonly wanted: Fingerprint
  /** The server's content when the plan was made. A rollback writes it back. */
  readonly before: Content | undefined
  readonly revision: number | null
}

/**
 * Sorts the writes of a plan into a safe order (docs/internals/decisions.md, "Applying"). Creates and updates come first, kind by
 * kind, called flows before their callers. Deletes follow in the opposite order of kinds and callers; names stay in ascending order.
 */
export const orderSteps = (resources: readonly PlannedResource[], flows: readonly CallingFlow[]): readonly Step[] => {
  const kinds = kindEntries().toSorted(([, a], [, b]) => a.rank - b.rank)
  const steps = resources.flatMap(stepOf)
  const deletes = steps.filter(({ action }) => action === 'delete')
  const writes = steps.filter(({ action }) => action !== 'delete')
  return [
    ...kinds.flatMap(([kind]) => ordered(ofKind(writes, kind), (names) => callGraph(names, flows))),
    ...kinds
      .toReversed()
      .flatMap(([kind]) => ordered(ofKind(deletes, kind), (names) => transpose(callGraph(names, flows)))),
  ]
}

const stepOf = ({ kind, namespace, name, action, desired, live, revision }: PlannedResource): Step[] => {
  if (action === 'none') return []
  const content = action === 'delete' ? undefined : desired
  const wanted = content === undefined ? NOTHING : fingerprintOf(kind, content)
  return [{ kind, namespace, name, action, content, wanted, before: live, revision: revision.live }]
}

const ofKind = (steps: readonly Step[], kind: ResourceKind): Step[] =>
  steps
    .filter((step) => step.kind === kind)
    .toSorted((a, b) => compareText(a.namespace, b.namespace) || compareText(a.name, b.name))

/**
 * Sorts the steps of one kind. Executable kinds: a step comes after the steps that its resource points to in the graph of names, so
 * no flow runs before the flows that it calls (Subflow, ForEachItem). Flows in a cycle and unrelated flows come in the order of their
 * names. Flow triggers do not affect the order: a listener waits and calls nothing. Other kinds keep their order.
 */
const ordered = (steps: readonly Step[], graphFor: (names: readonly string[]) => Graph): readonly Step[] => {
  if (!steps.some(({ kind }) => KINDS[kind].isExecuted)) return steps
  const byName = new Map(steps.map((step) => [`${step.namespace}/${step.name}`, step]))
  const names = [...byName.keys()]
  return components(names, graphFor(names)).flatMap((name) => byName.get(name) ?? [])
}

/** By flow name: the names that the flow points to. */
type Graph = ReadonlyMap<string, readonly string[]>

/** The calls between the flows in `names`. Flows that call none of them have no entry. */
const callGraph = (names: readonly string[], flows: readonly CallingFlow[]): Graph => {
  const asked = new Set(names)
  const calls = flows
    .filter(({ name }) => asked.has(name))
    .flatMap(({ name, references }) => references.map((reference) => ({ ...reference, from: name })))
    .filter(({ relation, target }) => relation !== 'flow-trigger' && asked.has(target))
  return graphOf(calls.map(({ from, target }) => [from, target]))
}

const graphOf = (edges: readonly (readonly [string, string])[]): Graph =>
  new Map([...Map.groupBy(edges, ([from]) => from)].map(([from, own]) => [from, own.map(([, to]) => to).sort()]))

const transpose = (graph: Graph): Graph =>
  graphOf([...graph].flatMap(([from, targets]) => targets.map((to): [string, string] => [to, from])))

/**
 * Sorts `names` by strongly connected components (Kosaraju's algorithm), components that others point to first. Names in one
 * component come in alphabetical order. A depth-first order alone would break cycles at arbitrary edges.
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
 * Returns the names reachable from `start` that are not in `finished`, in post-order, and adds them to `finished`.
 * Uses its own stack because call chains can be longer than JavaScript's call stack.
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
