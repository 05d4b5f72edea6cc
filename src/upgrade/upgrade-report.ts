import type { UpgradedFlow } from './upgrade-flow.ts'

/** A file that was not read, or not written, and is as it was. */
export interface UnreadableFile {
  readonly file: string
  readonly message: string
}

/** The result of `upgrade`. Files are in the order of their paths. */
export interface UpgradeReport {
  /** True if the edits are in the files. */
  readonly isWritten: boolean
  /** Flows with edits or manual work. */
  readonly flows: readonly UpgradedFlow[]
  readonly unreadable: readonly UnreadableFile[]
}

/** Exit code of `upgrade`: 1 after a file that could not be read or written; with `hasDetailedExitcode` 2 if something is to do. */
export const upgradeExitCode = ({ flows, unreadable }: UpgradeReport, hasDetailedExitcode: boolean): 0 | 1 | 2 => {
  if (unreadable.length > 0) return 1
  return hasDetailedExitcode && flows.length > 0 ? 2 : 0
}
