import * as z from 'zod'
import type { GitHubClient, RepositoryName } from './client.ts'
import { readFailure } from './failure.ts'

const comparison = z.object({ status: z.enum(['ahead', 'behind', 'identical', 'diverged']) })

/** Whether `commit` is an ancestor of `descendant`, by GitHub's compare API; `undefined` when it cannot tell. */
export const askAncestry = async (
  client: GitHubClient,
  {
    repository,
    commit,
    descendant,
  }: { readonly repository: RepositoryName; readonly commit: string; readonly descendant: string },
): Promise<boolean | undefined> => {
  try {
    const { data } = await client.request('GET /repos/{owner}/{repo}/compare/{basehead}', {
      ...repository,
      basehead: `${commit}...${descendant}`,
      per_page: 1,
    })
    const { status } = comparison.parse(data)
    return status === 'ahead' || status === 'identical'
  } catch (error) {
    if (readFailure(error) === undefined) throw error
    return undefined
  }
}
