import { nodeId, renderUser } from './user.ts'

export interface RepositoryFacts {
  readonly owner: string
  readonly name: string
  readonly isPrivate: boolean
  readonly isFork: boolean
  readonly defaultBranch: string
  readonly apiUrl: string
  readonly htmlUrl: string
}

const REPOSITORY_ID = 700100200

// GitHub spells each of these addresses out in every repository object.
const TEMPLATES = {
  archive_url: '/{archive_format}{/ref}',
  assignees_url: '/assignees{/user}',
  blobs_url: '/git/blobs{/sha}',
  branches_url: '/branches{/branch}',
  collaborators_url: '/collaborators{/collaborator}',
  comments_url: '/comments{/number}',
  commits_url: '/commits{/sha}',
  compare_url: '/compare/{base}...{head}',
  contents_url: '/contents/{+path}',
  contributors_url: '/contributors',
  deployments_url: '/deployments',
  downloads_url: '/downloads',
  events_url: '/events',
  forks_url: '/forks',
  git_commits_url: '/git/commits{/sha}',
  git_refs_url: '/git/refs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  hooks_url: '/hooks',
  issue_comment_url: '/issues/comments{/number}',
  issue_events_url: '/issues/events{/number}',
  issues_url: '/issues{/number}',
  keys_url: '/keys{/key_id}',
  labels_url: '/labels{/name}',
  languages_url: '/languages',
  merges_url: '/merges',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  pulls_url: '/pulls{/number}',
  releases_url: '/releases{/id}',
  stargazers_url: '/stargazers',
  statuses_url: '/statuses/{sha}',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  tags_url: '/tags',
  teams_url: '/teams',
  trees_url: '/git/trees{/sha}',
  url: '',
} as const

/** A repository in GitHub's full shape; events and pull requests hold the same one. */
export function renderRepository(facts: RepositoryFacts) {
  const { owner, name } = facts
  const api = `${facts.apiUrl}/repos/${owner}/${name}`
  const html = `${facts.htmlUrl}/${owner}/${name}`
  const id = facts.isFork ? REPOSITORY_ID + 1 : REPOSITORY_ID
  return {
    id,
    node_id: nodeId('R', id),
    name,
    full_name: `${owner}/${name}`,
    private: facts.isPrivate,
    visibility: facts.isPrivate ? 'private' : 'public',
    owner: renderUser({ login: owner, isApp: false }),
    html_url: html,
    description: null,
    fork: facts.isFork,
    ...Object.fromEntries(Object.entries(TEMPLATES).map(([key, path]) => [key, `${api}${path}`])),
    clone_url: `${html}.git`,
    git_url: `git://github.com/${owner}/${name}.git`,
    ssh_url: `git@github.com:${owner}/${name}.git`,
    svn_url: html,
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    default_branch: facts.defaultBranch,
    ...renderFeatures(),
    created_at: '2025-06-01T00:00:00Z',
    updated_at: '2026-01-01T00:00:00Z',
    pushed_at: '2026-01-01T00:00:00Z',
  }
}

function renderFeatures() {
  return {
    archived: false,
    disabled: false,
    allow_forking: true,
    is_template: false,
    topics: [],
    has_discussions: false,
    has_downloads: true,
    has_issues: true,
    has_pages: false,
    has_projects: true,
    has_wiki: true,
    forks: 0,
    forks_count: 0,
    network_count: 0,
    open_issues: 0,
    open_issues_count: 0,
    size: 108,
    stargazers_count: 0,
    subscribers_count: 0,
    watchers: 0,
    watchers_count: 0,
    web_commit_signoff_required: false,
  }
}
