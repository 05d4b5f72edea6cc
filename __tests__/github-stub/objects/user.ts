import { createHash } from 'node:crypto'
import type { Actor } from '../world.ts'

// The ids of github.com: the bot account and the app behind GITHUB_TOKEN.
const ACTIONS_BOT_ID = 41898282
const ACTIONS_APP_ID = 15368

/** A user as REST shows it. The same login has the same id everywhere. */
export function renderUser({ login, isApp }: Actor) {
  // Dependabot and other apps are bots too; only GITHUB_TOKEN's has a fixed id here.
  const isBot = login.endsWith('[bot]')
  const url = `https://api.github.com/users/${encodeURIComponent(login)}`
  return {
    login,
    id: isApp ? ACTIONS_BOT_ID : userId(login),
    node_id: nodeId('U', userId(login)),
    avatar_url: `https://avatars.githubusercontent.com/u/${userId(login)}?v=4`,
    gravatar_id: '',
    url,
    html_url: isBot ? `https://github.com/apps/${login.replace('[bot]', '')}` : `https://github.com/${login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: isBot ? 'Bot' : 'User',
    user_view_type: 'public',
    site_admin: false,
  }
}

/** `performed_via_github_app` of what the actor wrote: `null` for a person. */
export function renderApp({ isApp }: Actor) {
  if (!isApp) return null
  return {
    id: ACTIONS_APP_ID,
    slug: 'github-actions',
    node_id: nodeId('A', ACTIONS_APP_ID),
    client_id: 'Iv1.05c79e9ad1f6bdfa',
    owner: { ...renderUser({ login: 'github', isApp: false }), type: 'Organization' },
    name: 'GitHub Actions',
    description: 'Automate your workflow from idea to production',
    external_url: 'https://help.github.com/en/actions',
    html_url: 'https://github.com/apps/github-actions',
    created_at: '2018-07-30T09:30:17Z',
    updated_at: '2026-01-01T00:00:00Z',
    permissions: { contents: 'write', deployments: 'write', issues: 'write', pull_requests: 'write' },
    events: ['push', 'pull_request'],
  }
}

export function nodeId(kind: string, id: number | string): string {
  return `${kind}_${Buffer.from(`${kind}:${id}`).toString('base64url')}`
}

function userId(login: string): number {
  return createHash('sha256').update(login).digest().readUInt32BE() % 100_000_000
}
