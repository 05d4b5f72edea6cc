import { type GroupSection, mergeSections } from '../../render/group/group-section.ts'
import { parseGroup } from '../../render/group/parse-group.ts'
import { parseMarker } from '../../render/marker.ts'
import type { GitHubClient } from '../api/client.ts'
import { isPlausibleRun } from '../api/workflow-runs.ts'
import type { RepositoryName } from '../event/event-decision.ts'
import { listOwnComments, type OwnPost } from './own-posts.ts'

export interface GroupPlace {
  readonly repository: RepositoryName
  readonly pullRequest: number
  /** Fingerprints of the group and of this job's target. */
  readonly key: string
  readonly target: string
  readonly runId: number
}

/** What one look at a pull request shows. */
export interface GroupComments {
  /** Comments of the group, oldest first: more than one where two jobs made theirs at once. */
  readonly comments: readonly Pick<OwnPost<unknown>, 'id' | 'body' | 'url'>[]
  /** A comment that the target had for itself, before it was told to share one. */
  readonly replaced: readonly { readonly id: number }[]
  /** The newest section of each target. */
  readonly sections: readonly GroupSection[]
}

interface Read {
  readonly sections: readonly GroupSection[]
  readonly isGroup: boolean
}

/** One listing. A section that claims a run which cannot be counts for nothing: it would be the newest for ever. */
export const readGroup = async (client: GitHubClient, place: GroupPlace): Promise<GroupComments> => {
  const { repository, pullRequest, key, target } = place
  const own = await listOwnComments<Read>(client, { repository, pullRequest, since: undefined }, (body) => {
    const group = parseGroup(body)
    if (group?.key === key) return { sections: group.sections, isGroup: true }
    return parseMarker(body)?.key === target ? { sections: [], isGroup: false } : undefined
  })
  const sections: GroupSection[] = []
  for (const section of own.flatMap(({ marker }) => marker.sections))
    if (await isBelieved(client, place, section)) sections.push(section)
  return {
    comments: own.filter(({ marker }) => marker.isGroup),
    replaced: own.filter(({ marker }) => !marker.isGroup),
    sections: mergeSections(sections),
  }
}

const isBelieved = async (
  client: GitHubClient,
  { repository, runId: thisRunId }: GroupPlace,
  { runId }: GroupSection,
): Promise<boolean> => runId <= thisRunId || isPlausibleRun(client, { repository, runId, thisRunId })
