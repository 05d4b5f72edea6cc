import { git } from '../../support/git.ts'
import type { World } from '../world.ts'
import { repositoryApiUrl, repositoryHtmlUrl } from './issue.ts'
import { nodeId } from './user.ts'

interface CommitFacts {
  readonly sha: string
  readonly tree: string
  readonly parents: readonly string[]
  readonly author: { readonly name: string; readonly email: string; readonly date: string }
  readonly committer: { readonly name: string; readonly email: string; readonly date: string }
  readonly message: string
}

const UNVERIFIED = { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null }
const FORMAT = '%H%x00%T%x00%P%x00%an%x00%ae%x00%aI%x00%cn%x00%ce%x00%cI%x00%B'

/** A commit in the shape of the `repos/` calls. */
export function renderCommit(world: World, sha: string) {
  const facts = readCommit(world, sha)
  const api = repositoryApiUrl(world)
  return {
    sha: facts.sha,
    node_id: nodeId('C', facts.sha),
    url: `${api}/commits/${facts.sha}`,
    html_url: `${repositoryHtmlUrl(world)}/commit/${facts.sha}`,
    comments_url: `${api}/commits/${facts.sha}/comments`,
    commit: {
      url: `${api}/git/commits/${facts.sha}`,
      author: facts.author,
      committer: facts.committer,
      message: facts.message,
      comment_count: 0,
      tree: renderTreeLink(world, facts.tree),
      verification: UNVERIFIED,
    },
    author: null,
    committer: null,
    parents: renderParents(world, facts),
  }
}

/** The same commit in the shape of the `git/` calls. */
export function renderGitCommit(world: World, sha: string) {
  const facts = readCommit(world, sha)
  return {
    sha: facts.sha,
    node_id: nodeId('C', facts.sha),
    url: `${repositoryApiUrl(world)}/git/commits/${facts.sha}`,
    html_url: `${repositoryHtmlUrl(world)}/commit/${facts.sha}`,
    author: facts.author,
    committer: facts.committer,
    message: facts.message,
    tree: renderTreeLink(world, facts.tree),
    parents: renderParents(world, facts),
    verification: UNVERIFIED,
  }
}

function readCommit(world: World, sha: string): CommitFacts {
  const fields = git(world.gitDir, ['show', '--no-patch', `--format=${FORMAT}`, sha]).split('\0')
  const [full = '', tree = '', parents = '', name = '', email = '', date = ''] = fields
  const [committerName = '', committerEmail = '', committed = '', message = ''] = fields.slice(6)
  return {
    sha: full,
    tree,
    parents: parents.split(' ').filter((parent) => parent !== ''),
    author: { name, email, date: inUtc(date) },
    committer: { name: committerName, email: committerEmail, date: inUtc(committed) },
    message: message.trimEnd(),
  }
}

function inUtc(date: string): string {
  return new Date(date).toISOString().replace('.000Z', 'Z')
}

function renderTreeLink(world: World, sha: string) {
  return { sha, url: `${repositoryApiUrl(world)}/git/trees/${sha}` }
}

function renderParents(world: World, { parents }: CommitFacts) {
  return parents.map((sha) => ({
    sha,
    url: `${repositoryApiUrl(world)}/commits/${sha}`,
    html_url: `${repositoryHtmlUrl(world)}/commit/${sha}`,
  }))
}
