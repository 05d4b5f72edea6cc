import { KINDS } from '../kinds/kinds.ts'
import { computePlan } from '../plan/compute-plan.ts'
import { describePlan } from '../plan/describe-plan.ts'
import type { Plan } from '../plan/plan.ts'
import type { Problem } from '../problem/problem.ts'
import { openHistory } from '../repository/file-history.ts'
import { readGitProof } from '../sides/git/git-proof.ts'
import type { GitSide } from '../sides/git/read-git.ts'
import type { Sides } from '../sides/read-sides.ts'
import type { RunOptions } from '../sides/run-options.ts'
import { recordedHere, type ServerSide } from '../sides/server/read-server.ts'
import { findClaims } from './find-claims.ts'

/** What a deploy of the tree would do, with every change in words. */
export const planTree = async (
  { git, live, documents }: Sides,
  problems: readonly Problem[],
  run: RunOptions,
): Promise<Plan> => {
  const computed = computePlan({
    ...git,
    paths: new Set(git.paths),
    liveSides: live.liveSides,
    recorded: recordedHere(live),
    ...(await findClaims(git, live.records, run)),
    unreadableRecords: live.records.unreadable,
    history: await readHistory(git, live, run),
    unread: live.unread,
    others: live.others,
    problems,
    notices: [...git.notices, ...live.notices],
    policy: run.settings.policy,
  })
  // A drift is of no commits.
  const changedFiles = run.command === 'drift' ? undefined : git.changedFiles
  const described = describePlan({ ...git, ...computed, documents, changedFiles })
  return { ...computed, ...described, notices: [...computed.notices, ...described.notices] }
}

const readHistory = async (git: GitSide, live: ServerSide, { directory, settings }: RunOptions) => {
  // No commit holds what a preview sends; only its record proves anything.
  if (settings.preview !== undefined) return new Map()
  const { namespaceMap } = git
  await using history = openHistory({ cwd: directory })
  return await readGitProof({
    desiredSides: git.desiredSides,
    baseSides: git.baseSides,
    liveSides: live.liveSides,
    recorded: live.records.recorded,
    previousContents: history.contentsOf,
    asDeployed: ({ kind, name }, file) => KINDS[kind].toServer(file, { name, namespaceMap }),
  })
}
