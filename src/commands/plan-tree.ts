import type { Problem } from '../finding/problem.ts'
import { computePlan } from '../plan/compute-plan.ts'
import { describePlan } from '../plan/describe-plan.ts'
import type { Plan } from '../plan/plan.ts'
import { recordHome } from '../record/deployment-record.ts'
import { RECORD_KEY } from '../resource/resource.ts'
import { readFileHistory } from '../state/git/file-history.ts'
import { findOwnedByOthers, type States } from '../state/read-states.ts'
import type { Run } from '../state/run-options.ts'
import { recordedHere } from '../state/server/read-server.ts'
import { counted, listed } from '../text/lists.ts'

/** Plans a deploy of the tree, with a text for every change. */
export const planTree = async (
  { git, live, knownFlows }: States,
  problems: readonly Problem[],
  run: Run,
): Promise<Plan> => {
  const computed = computePlan({
    ...git,
    paths: new Set(git.paths),
    liveResources: live.liveResources,
    recorded: recordedHere(live),
    ...(await findOwnedByOthers(git, live.records, run)),
    unreadableRecords: live.records.unreadable,
    history: await readFileHistory(git, { liveResources: live.liveResources, recorded: live.records.recorded }, run),
    skippedUnchanged: live.skippedUnchanged,
    unmanagedKeys: live.unmanagedKeys,
    problems,
    notices: [...git.notices, ...live.notices],
    policy: run.settings.policy,
  })
  // Drift does not belong to any commits.
  const changedFiles = run.command === 'drift' ? undefined : git.changedFiles
  const described = describePlan({ ...git, ...computed, knownFlows, changedFiles })
  return { ...computed, ...described, notices: [...computed.notices, ...described.notices] }
}

/** A sentence about the deployment record if a deploy writes it into a namespace for the first time; else none. */
export const firstRecordNotices = (
  { git, live, client }: Pick<States, 'git' | 'live' | 'client'>,
  { settings }: Run,
): readonly string[] => {
  if (client === undefined || !settings.keepsRecord) return []
  const { byNamespace, newer } = live.records
  const homes = new Set([...git.desiredResources.values()].map(({ name }) => recordHome(name)))
  const added = [...homes].filter((home) => !byNamespace.has(home) && !newer.has(home)).toSorted()
  if (added.length === 0) return []
  const names = added.map((namespace) => `\`${namespace}\``)
  return [
    `In addition to what is in Git, a deploy adds the key \`${RECORD_KEY}\` to the key-value store of ${counted(added.length, 'namespace')} (${listed(names)}): the deployment record, which lists what was deployed from here.`,
  ]
}
