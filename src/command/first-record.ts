import { recordHome } from '../plan/deployment-record.ts'
import { RECORD_KEY } from '../resource/resource.ts'
import type { Sides } from '../sides/read-sides.ts'
import type { Run } from '../sides/run-options.ts'
import { counted, listed } from '../text/lists.ts'

/** Which keys a deploy adds beside what is in Git: a sentence where it writes the deployment record into a namespace for the first time, else none. */
export const firstRecordNotices = (
  { git, live, client }: Pick<Sides, 'git' | 'live' | 'client'>,
  { settings }: Run,
): readonly string[] => {
  if (client === undefined || !settings.keepsRecord) return []
  const { byNamespace, newer } = live.records
  const homes = new Set([...git.desiredSides.values()].map(({ name }) => recordHome(name)))
  const added = [...homes].filter((home) => !byNamespace.has(home) && !newer.has(home)).toSorted()
  if (added.length === 0) return []
  const names = added.map((namespace) => `\`${namespace}\``)
  return [
    `Beside what is in Git, a deploy adds the key \`${RECORD_KEY}\` to the key-value store of ${counted(added.length, 'namespace')} (${listed(names)}): the deployment record, which tells what was deployed from here.`,
  ]
}
