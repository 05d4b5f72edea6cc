import type { Records } from '../deploy/read-records.ts'
import type { Refusal } from '../plan/plan.ts'
import { UserError } from '../problem/user-error.ts'
import { git } from '../repository/git.ts'
import type { RunOptions } from '../sides/run-options.ts'

/**
 * Refuses to deploy a commit that is older than what the record says was deployed: a re-run of an old job, or a queued
 * run that a newer one overtook. A person who starts the run by hand may go back. `undefined` when all is well.
 */
export const refuseOlderCommit = async (
  head: { readonly commit: string | null; readonly committed: number },
  records: Records,
  options: RunOptions,
): Promise<Refusal | undefined> => {
  if (head.commit === null || options.settings.policy.isByHand) return undefined
  const deployed = new Map([...records.byNamespace.values()].map((record) => [record.commit, record]))
  for (const record of deployed.values()) {
    if (record.commit === head.commit || !(await isOlder(head, record, options))) continue
    return {
      reason: 'older-commit',
      message: `Commit ${head.commit.slice(0, 7)} is older than ${record.commit.slice(0, 7)}, which run ${record.run} has deployed. Nothing is deployed, so that a late or repeated run cannot undo a newer one. To go back on purpose, start the deploy by hand (workflow_dispatch, or --by-hand).`,
    }
  }
  return undefined
}

interface Commit {
  readonly commit: string | null
  readonly committed: number
}

const isOlder = async (head: Commit, deployed: Commit, options: RunOptions): Promise<boolean> => {
  if (head.commit === null || deployed.commit === null) return false
  const known =
    (await askGit(head.commit, deployed.commit, options.directory)) ??
    (await options.askAncestry?.(head.commit, deployed.commit))
  return known ?? head.committed < deployed.committed
}

/** `undefined` when the checkout does not have both commits with the history between them. */
const askGit = async (ancestor: string, descendant: string, cwd: string): Promise<boolean | undefined> => {
  try {
    const shallow = (await git(['rev-parse', '--is-shallow-repository'], { cwd })).trim() === 'true'
    await git(['cat-file', '-e', `${descendant}^{commit}`], { cwd })
    const base = (await git(['merge-base', ancestor, descendant], { cwd })).trim()
    if (base === ancestor) return true
    return shallow ? undefined : false
  } catch (error) {
    if (error instanceof UserError) return undefined
    throw error
  }
}
