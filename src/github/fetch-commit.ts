import * as z from 'zod'
import type { GitHubClient, RepositoryName } from './client.ts'

export type GitCommit = Readonly<z.infer<typeof commitAnswer>>

/** A commit of the repository as git holds it. Rejects when GitHub does not know the SHA. */
export const fetchCommit = async (
  client: GitHubClient,
  repository: RepositoryName,
  sha: string,
): Promise<GitCommit> => {
  const { data } = await client.request('GET /repos/{owner}/{repo}/git/commits/{commit_sha}', {
    ...repository,
    commit_sha: sha,
  })
  return commitAnswer.parse(data)
}

const named = z.object({ sha: z.string() })
const commitAnswer = z.object({ message: z.string(), tree: named, parents: z.array(named) })
