/** What a run is told, as settings. */
export interface RunPolicy {
  readonly onDrift: 'keep' | 'overwrite' | 'fail'
  readonly whenMissing: 'keep' | 'delete' | 'mirror'
  readonly onFailure: 'rollback' | 'stop'
  readonly record: boolean
  readonly maxDeletes: number
  readonly protectedNamespaces: readonly string[]
  readonly byHand: boolean
  readonly refresh: boolean
}
