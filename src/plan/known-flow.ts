import type { FlowEdge } from './plan.ts'

/**
 * A flow of the tree or of the server with the flows it calls or listens to. Names are `namespace/id`. One value per
 * name: where both sides hold the flow, the one that will be on the server after the deploy.
 */
export interface KnownFlow {
  readonly name: string
  readonly references: readonly { readonly relation: FlowEdge['relation']; readonly target: string }[]
}
