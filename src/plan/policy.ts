/** What the user allows (action inputs or flags only: a pull request may not widen it). */
export interface Policy {
  readonly whenMissing: 'keep' | 'delete' | 'mirror'
  readonly onDrift: 'keep' | 'overwrite' | 'fail'
  readonly maxDeletes: number
  /** How many texts that were not deployed from here a run may replace; by hand as many as there are. */
  readonly maxOverwrites: number
  /** Never pruned, with their dot-children. */
  readonly protectedNamespaces: readonly string[]
  /** A person started this run by hand (`workflow_dispatch`) and thereby confirms what is refused otherwise. */
  readonly isByHand: boolean
}
