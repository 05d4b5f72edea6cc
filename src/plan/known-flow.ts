import type { FlowEdge } from './plan.ts'

/**
 * A flow of the tree or of the server with the flows it calls or listens to. Names are `namespace/id`. One value per
 * name: where both sides hold the flow, the one that will be on the server after the deploy.
 */
export interface KnownFlow {
  readonly name: string
  readonly references: readonly { readonly relation: FlowEdge['relation']; readonly target: string }[]
}

/** True when the flow of that name (`namespace/id`) starts itself again, by whatever way over the references of `flows`. */
export const reachesItself = (name: string, flows: readonly KnownFlow[]): boolean => {
  const targetsOf = new Map(flows.map((flow) => [flow.name, flow.references.map(({ target }) => target)]))
  const seen = new Set<string>()
  const next = [...(targetsOf.get(name) ?? [])]
  for (let current = next.pop(); current !== undefined; current = next.pop()) {
    if (current === name) return true
    if (seen.has(current)) continue
    seen.add(current)
    for (const target of targetsOf.get(current) ?? []) next.push(target)
  }
  return false
}
