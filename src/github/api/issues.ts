import type { RepositoryName } from '../event/event-decision.ts'
import { checked, numbered } from './answer.ts'
import type { GitHubClient } from './client.ts'
import { written } from './comments.ts'

const oneIssue = written.extend(numbered.shape)

/** All issues with a label, open and closed; pull requests, which GitHub lists with them, are left out. */
export const listIssues = async (client: GitHubClient, repository: RepositoryName, label: string) => {
  const listed = await client.paginate(client.rest.issues.listForRepo, {
    ...repository,
    labels: label,
    state: 'all',
    per_page: 100,
  })
  return listed.map((entry) => checked(entry, oneIssue)).filter(({ pull_request }) => pull_request === undefined)
}

export interface NewIssue {
  readonly repository: RepositoryName
  readonly title: string
  readonly body: string
  readonly labels: readonly string[]
}

export const createIssue = async (client: GitHubClient, { repository, labels, ...text }: NewIssue) =>
  checked((await client.rest.issues.create({ ...repository, ...text, labels: [...labels] })).data, numbered)

export interface ChangedIssue {
  readonly repository: RepositoryName
  readonly number: number
  readonly state: 'open' | 'closed'
  readonly state_reason?: 'completed' | 'not_planned'
  readonly title?: string
  readonly body?: string
}

export const updateIssue = async (
  client: GitHubClient,
  { repository, number, ...change }: ChangedIssue,
): Promise<void> => {
  await client.rest.issues.update({ ...repository, issue_number: number, ...change })
}

export const fetchIssue = async (client: GitHubClient, repository: RepositoryName, number: number) =>
  checked((await client.rest.issues.get({ ...repository, issue_number: number })).data, numbered)
