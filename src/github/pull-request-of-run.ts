import * as z from 'zod'
import type { GitHubClient, RepositoryName } from './client.ts'
import type { TriggeringRun } from './event-decision.ts'

/**
 * The open pull request whose head a workflow run was of, from GitHub and never from the artifact: by branch and
 * repository of the head, and only while the head is still that commit. `undefined` when there is none, or several.
 * (`commits/{sha}/pulls` knows nothing of commits that only a fork has.)
 */
export const fetchPullRequestOfRun = async (
  client: GitHubClient,
  repository: RepositoryName,
  { headSha, headBranch, headOwner, headRepository }: TriggeringRun,
): Promise<number | undefined> => {
  const listed = await client.paginate('GET /repos/{owner}/{repo}/pulls', {
    ...repository,
    state: 'open',
    head: `${headOwner}:${headBranch}`,
  })
  const [first, ...others] = listed
    .map((entry) => pullRequest.parse(entry))
    .filter(({ head }) => head.sha === headSha && head.repo?.full_name === headRepository)
  return others.length === 0 ? first?.number : undefined
}

const pullRequest = z.object({
  number: z.int(),
  head: z.object({ sha: z.string(), repo: z.object({ full_name: z.string() }).nullable() }),
})
