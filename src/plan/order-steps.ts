import { fingerprintOf, KINDS, kindEntries } from '../kinds/kinds.ts'
import { type Fingerprint, NOTHING } from '../resource/fingerprint.ts'
import type { Content, ResourceKind, ResourceName } from '../resource/resource.ts'
import { compareText } from '../text/compare.ts'
import type { CallingFlow } from './known-flows.ts'
import type { PlannedResource } from './plan.ts'

/** One write of a deploy. */
export interface Step extends ResourceName {
  readonly action: 'create' | 'update' | 'delete'
  /** What is written; `undefined` deletes. */
  readonly content: Content | undefined
  /** What the server will hold then; `NOTHING` after a delete. */
  readonly wanted: Fingerprint
  /** What the server held when the plan was made, to be put back. */
  readonly before: Content | undefined
  readonly revision: number | null
}

/**
 * What will be written, in the one order that is safe (docs/internals/decisions.md, "Applying"): what is new or changed, kind by kind in
 * their order, what is called before its callers; then the deletes, all of that the other way round but for the names.
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
 * Steps of one kind: as they are, or, of what is executed, those first that others point to in the graph of their names. So a flow comes after the
 * flows that it calls (Subflow, ForEachItem), and never runs against one that is not there yet. Flows that call each other in a cycle come in name
 * order, as do flows that have nothing to do with each other. Flow triggers do not order: a listener waits, it does not call.
 */
const ordered = (steps: readonly Step[], graphFor: (names: readonly string[]) => Graph): readonly Step[] => {
  if (!steps.some(({ kind }) => KINDS[kind].isExecuted)) return steps
  const byName = new Map(steps.map((step) => [`${step.namespace}/${step.name}`, step]))
  const names = [...byName.keys()]
  return components(names, graphFor(names)).flatMap((name) => byName.get(name) ?? [])
}

/** What each of some flows points to. */
type Graph = ReadonlyMap<string, readonly string[]>

/** Only flows that call something among `names` have an entry. */
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
