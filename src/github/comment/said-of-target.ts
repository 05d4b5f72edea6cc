import { compareVersions, type GroupSection } from '../../render/group/group-section.ts'
import { parseGroup } from '../../render/group/parse-group.ts'
import { parseMarker } from '../../render/marker.ts'
import type { GitHubClient } from '../api/client.ts'
import { type CommentSearch, listOwnComments } from './own-posts.ts'

/** What a pull request was told of one target. */
export type TargetSection = Pick<GroupSection, 'runId' | 'runAttempt' | 'stage' | 'promise'>

/**
 * What was said last, in the comment of the target's own or in its section of one that it shares, whatever the name of the group:
 * the job that planned may have been told another one. `undefined`: nothing was said.
 */
export const findSaid = async (
  client: GitHubClient,
  { key, ...search }: CommentSearch,
): Promise<TargetSection | undefined> => {
  const own = await listOwnComments(client, search, (body) => saidIn(body, key))
  const [first, ...others] = own.map(({ marker }) => marker)
  return others.reduce((last, each) => (last === undefined || compareVersions(each, last) > 0 ? each : last), first)
}

const saidIn = (body: string, key: string): TargetSection | undefined => {
  const marker = parseMarker(body)
  if (marker === undefined) return parseGroup(body)?.sections.find((section) => section.key === key)
  const { stage, ...rest } = marker
  return marker.key === key && stage !== 'drift' ? { ...rest, stage } : undefined
}
