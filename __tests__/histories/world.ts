import type { Gateway } from '../support/gateway.ts'
import type { LooseRepository } from '../support/loose-repository.ts'
import type { ServerTarget } from '../support/server-hands.ts'
import type { Commit } from './commits.ts'
import type { Memory } from './memory.ts'
import type { ModelServer } from './model-server.ts'

/** One repository, one server, and what the history knows of both. */
export interface World {
  readonly repository: LooseRepository
  readonly gateway: Gateway
  readonly tenant: ServerTarget
  readonly server: ModelServer
  /** Every commit there ever was, also those that a reset left behind. */
  readonly commits: Commit[]
  head: Commit | undefined
  memory: Memory
  /** Per namespace, the commits that its record may name. */
  recordCommits: ReadonlyMap<string, readonly Commit[]>
  /** Runs so far, for their names. */
  runs: number
}

/** What must not happen, and did. */
export class Violation extends Error {
  override readonly name = 'Violation'
}

export const demand = (holds: boolean, otherwise: () => string): void => {
  if (!holds) throw new Violation(otherwise())
}
