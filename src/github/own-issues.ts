import * as z from 'zod'
import { parseMarker } from '../render/marker.ts'
import type { GitHubClient, RepositoryName } from './client.ts'
import { isOwnAuthor } from './own-author.ts'

export interface OwnIssue {
  readonly number: number
  readonly url: string
  readonly isOpen: boolean
  readonly body: string
}

export interface IssueSearch {
  readonly repository: RepositoryName
  readonly label: string
  /** Fingerprint of target and roots, as in the marker. */
  readonly key: string
}

/** Our issues for one target, open and closed, oldest first: by label, marker and author, as for comments. */
export const findOwnIssues = async (
  client: GitHubClient,
  { repository, label, key }: IssueSearch,
): Promise<readonly OwnIssue[]> => {
  const listed = await client.paginate('GET /repos/{owner}/{repo}/issues', {
    ...repository,
    labels: label,
    state: 'all',
  })
  const own: OwnIssue[] = []
  for (const entry of listed) {
    const issue = issueAnswer.parse(entry)
    const marker = parseMarker(issue.body)
    // This list holds pull requests as well.
    if (issue.pull_request !== undefined || marker?.key !== key || !(await isOwnAuthor(client, issue.user))) continue
    const { number, html_url: url, state, body } = issue
    own.push({ number, url, isOpen: state === 'open', body })
  }
  return own.sort((one, other) => one.number - other.number)
}

/** What is read of GitHub's answer to a request for an issue. */
export const issueAnswer = z.object({
  number: z.int(),
  html_url: z.string(),
  state: z.string(),
  body: z
    .string()
    .nullish()
    .transform((body) => body ?? ''),
  user: z.object({ login: z.string(), type: z.string() }).nullable(),
  pull_request: z.unknown().optional(),
})
