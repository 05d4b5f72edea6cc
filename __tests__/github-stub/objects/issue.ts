import type { Issue, IssueComment, World } from '../world.ts'
import { nodeId, renderApp, renderUser } from './user.ts'

export function repositoryApiUrl(world: World): string {
  return `${world.apiUrl}/repos/${world.owner}/${world.name}`
}

export function repositoryHtmlUrl(world: World): string {
  return `${world.htmlUrl}/${world.owner}/${world.name}`
}

export function issueHtmlUrl(world: World, issue: Issue): string {
  return `${repositoryHtmlUrl(world)}/${issue.pullRequest === undefined ? 'issues' : 'pull'}/${issue.number}`
}

/** An issue, or a pull request seen as an issue: then it carries `pull_request`. */
export function renderIssue(world: World, issue: Issue) {
  const url = `${repositoryApiUrl(world)}/issues/${issue.number}`
  const html = issueHtmlUrl(world, issue)
  const pull = `${repositoryApiUrl(world)}/pulls/${issue.number}`
  return {
    id: issue.number + 3_000_000_000,
    node_id: nodeId('I', issue.number),
    url,
    repository_url: repositoryApiUrl(world),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    timeline_url: `${url}/timeline`,
    html_url: html,
    number: issue.number,
    title: issue.title,
    body: issue.body,
    user: renderUser(issue.author),
    labels: issue.labels.map((name) => renderLabel(world, name)),
    state: issue.state,
    state_reason: issue.stateReason,
    locked: issue.isLocked,
    active_lock_reason: null,
    assignee: null,
    assignees: [],
    milestone: null,
    comments: world.comments.filter(({ issueNumber }) => issueNumber === issue.number).length,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
    closed_by: null,
    author_association: issue.author.isApp ? 'NONE' : 'MEMBER',
    performed_via_github_app: renderApp(issue.author),
    ...(issue.pullRequest && {
      draft: issue.pullRequest.isDraft,
      pull_request: {
        url: pull,
        html_url: html,
        diff_url: `${html}.diff`,
        patch_url: `${html}.patch`,
        merged_at: issue.pullRequest.mergedAt,
      },
    }),
  }
}

export function renderComment(world: World, comment: IssueComment) {
  const issue = world.issues.get(comment.issueNumber)
  const api = repositoryApiUrl(world)
  const html = issue === undefined ? repositoryHtmlUrl(world) : issueHtmlUrl(world, issue)
  return {
    id: comment.id,
    node_id: nodeId('IC', comment.id),
    url: `${api}/issues/comments/${comment.id}`,
    html_url: `${html}#issuecomment-${comment.id}`,
    issue_url: `${api}/issues/${comment.issueNumber}`,
    user: renderUser(comment.author),
    body: comment.body,
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: comment.author.isApp ? 'NONE' : 'MEMBER',
    performed_via_github_app: renderApp(comment.author),
  }
}

export function renderLabel(world: World, name: string) {
  return {
    id: 5_000_000_000 + [...world.labels.keys()].indexOf(name),
    node_id: nodeId('LA', name),
    url: `${repositoryApiUrl(world)}/labels/${encodeURIComponent(name)}`,
    name,
    color: world.labels.get(name) ?? 'ededed',
    default: false,
    description: null,
  }
}
