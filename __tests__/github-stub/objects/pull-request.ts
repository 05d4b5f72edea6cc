import { findCommit, git } from '../../support/git.ts'
import type { Issue, PullRequest, World } from '../world.ts'
import { issueHtmlUrl, renderLabel, repositoryApiUrl } from './issue.ts'
import { renderRepository } from './repository.ts'
import { nodeId, renderUser } from './user.ts'

export type IssueWithPull = Issue & { readonly pullRequest: PullRequest }

export function isPullRequest(issue: Issue | undefined): issue is IssueWithPull {
  return issue?.pullRequest !== undefined
}

/**
 * A pull request as lists show it. `merge_commit_sha` is `null` there: GitHub stopped filling it for some callers, so nobody
 * may count on it.
 */
export function renderPullRequestInList(world: World, issue: IssueWithPull) {
  const { pullRequest } = issue
  const api = `${repositoryApiUrl(world)}/pulls/${issue.number}`
  const html = issueHtmlUrl(world, issue)
  const issueApi = `${repositoryApiUrl(world)}/issues/${issue.number}`
  const statuses = `${repositoryApiUrl(world)}/statuses/${pullRequest.headSha}`
  return {
    id: issue.number + 2_000_000_000,
    node_id: nodeId('PR', issue.number),
    number: issue.number,
    url: api,
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: issueApi,
    commits_url: `${api}/commits`,
    review_comments_url: `${api}/comments`,
    review_comment_url: `${repositoryApiUrl(world)}/pulls/comments{/number}`,
    comments_url: `${issueApi}/comments`,
    statuses_url: statuses,
    state: issue.state,
    locked: issue.isLocked,
    title: issue.title,
    body: issue.body,
    user: renderUser(issue.author),
    labels: issue.labels.map((name) => renderLabel(world, name)),
    draft: pullRequest.isDraft,
    milestone: null,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
    merged_at: pullRequest.mergedAt,
    merge_commit_sha: null,
    head: renderSide(world, pullRequest.headRef, pullRequest.headSha, pullRequest.headRepository),
    base: renderSide(world, pullRequest.baseRef, pullRequest.baseSha, `${world.owner}/${world.name}`),
    author_association: issue.author.isApp ? 'NONE' : 'CONTRIBUTOR',
    auto_merge: null,
    _links: {
      self: { href: api },
      html: { href: html },
      issue: { href: issueApi },
      comments: { href: `${issueApi}/comments` },
      review_comments: { href: `${api}/comments` },
      review_comment: { href: `${repositoryApiUrl(world)}/pulls/comments{/number}` },
      commits: { href: `${api}/commits` },
      statuses: { href: statuses },
    },
  }
}

/** A pull request as the single read shows it: with counts, and `mergeable` known. */
export function renderPullRequest(world: World, issue: IssueWithPull) {
  const { pullRequest } = issue
  const isMerged = pullRequest.mergedAt !== null
  return {
    ...renderPullRequestInList(world, issue),
    merge_commit_sha: pullRequest.mergeCommitSha ?? findCommit(world.gitDir, `refs/pull/${issue.number}/merge`) ?? null,
    merged: isMerged,
    merged_by: isMerged ? renderUser({ login: 'octocat', isApp: false }) : null,
    mergeable: issue.state === 'open' ? true : null,
    mergeable_state: issue.state === 'open' ? 'clean' : 'unknown',
    rebaseable: null,
    maintainer_can_modify: false,
    comments: world.comments.filter(({ issueNumber }) => issueNumber === issue.number).length,
    review_comments: 0,
    ...renderCounts(world, pullRequest),
  }
}

function renderCounts(world: World, { baseSha, headSha }: PullRequest) {
  const range = `${baseSha}...${headSha}`
  const counted = /(\d+) files? changed(?:, (\d+) insertion\S+)?(?:, (\d+) deletion\S+)?/.exec(
    git(world.gitDir, ['diff', '--shortstat', range]),
  )
  return {
    commits: Number(git(world.gitDir, ['rev-list', '--count', `${baseSha}..${headSha}`])),
    changed_files: Number(counted?.[1] ?? 0),
    additions: Number(counted?.[2] ?? 0),
    deletions: Number(counted?.[3] ?? 0),
  }
}

function renderSide(world: World, ref: string, sha: string, fullName: string) {
  const [owner = world.owner, name = world.name] = fullName.split('/')
  const repo = renderRepository({ ...world, owner, name, isFork: owner !== world.owner || name !== world.name })
  return { label: `${owner}:${ref}`, ref, sha, user: renderUser({ login: owner, isApp: false }), repo }
}
