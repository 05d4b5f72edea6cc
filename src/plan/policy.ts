/** What the user allows (action inputs or flags only: a pull request may not widen it). */
export interface Policy {
  readonly whenMissing: 'keep' | 'delete' | 'mirror'
  readonly onDrift: 'keep' | 'overwrite' | 'fail'
  readonly maxDeletes: number
  /** Never pruned, with their dot-children. */
  readonly protectedNamespaces: readonly string[]
  /** A person started this run by hand (`workflow_dispatch`) and thereby confirms what is refused otherwise. */
  readonly isByHand: boolean
}

/** True for the namespace itself and its dot-children: `prod.a` lies within `prod`, `production` does not. */
export const isWithinNamespace = (namespace: string, parent: string): boolean =>
  namespace === parent || namespace.startsWith(`${parent}.`)
