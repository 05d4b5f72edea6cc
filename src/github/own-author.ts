import type { GitHubClient } from './client.ts'

/** Who wrote a comment or an issue, as REST tells it; `null` for a deleted account. */
export type Author = { readonly login: string; readonly type: string } | null

const ACTIONS_BOT = 'github-actions[bot]'

/**
 * True when the token that is used now, or `GITHUB_TOKEN`, wrote it. Only a workflow of this repository can write as
 * `github-actions[bot]`; for every other author the token's own login is asked for.
 */
export const isOwnAuthor = async (client: GitHubClient, author: Author): Promise<boolean> => {
  if (author === null) return false
  if (author.login === ACTIONS_BOT && author.type === 'Bot') return true
  if (author.type !== 'User' && author.type !== 'Bot') return false
  const viewer = await client.viewerLogin(author.type)
  return viewer !== undefined && withoutBot(viewer) === withoutBot(author.login)
}

// REST writes `app[bot]`, GraphQL `app`.
const withoutBot = (login: string): string => login.replace(/\[bot\]$/, '')
