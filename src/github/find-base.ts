import type { Base } from '../command/run-options.ts'
import { UserError } from '../problem/user-error.ts'
import { git } from '../repository/git.ts'
import type { Tree } from '../repository/tree.ts'
import type { Acting } from './acting.ts'
import { type ApiTreeOptions, fetchTree } from './api-tree.ts'
import { findBaseCommit } from './base-commit.ts'
import type { GitHubClient } from './client.ts'
import type { BaseSource, EventContext } from './event-decision.ts'
import { readFailure } from './failure.ts'

/**
 * The commit that a run compares with: the one that the input `base` names, else the event's. Its files come from git,
 * fetched when the checkout is shallow, or from GitHub's API where git cannot. Throws `UserError` for a `base` that git
 * does not know.
 */
export const findBase = async (
  { base, repository }: EventContext,
  { settings, runner, github }: Acting,
): Promise<Base> => {
  const ask = (args: readonly string[]): Promise<string> => git(args, { cwd: runner.workspace })
  const source = settings.base === undefined ? base : await namedBase(settings.base, ask)
  const found = await findBaseCommit({ source, git: ask, client: github, repository })
  if (found.kind === 'unknown') return { ...found, isMissed: source.from !== 'none' }
  if (found.readFrom === 'git' || github === undefined) return found
  return { ...found, open: (local) => openOnGitHub(github, { repository, sha: found.sha, local }) }
}

// Whole, so that a commit that a shallow checkout does not hold can be fetched by it.
const SHA = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/

const namedBase = async (name: string, ask: (args: readonly string[]) => Promise<string>): Promise<BaseSource> => {
  if (SHA.test(name)) return { from: 'commit', sha: name }
  const sha = (await ask(['rev-parse', '--verify', '--end-of-options', `${name}^{commit}`])).trim()
  return { from: 'commit', sha }
}

const openOnGitHub = async (github: GitHubClient, options: ApiTreeOptions): Promise<Tree> => {
  const fetched = await fetchTree(github, options)
  if (fetched.kind !== 'found') throw notReadable(fetched.why)
  const { paths, read } = fetched.tree
  return {
    paths,
    read: async (path) => {
      try {
        return await read(path)
      } catch (error) {
        const failure = readFailure(error)
        throw failure === undefined ? error : notReadable(`GitHub's API does not give ${path} (${failure.message})`)
      }
    },
  }
}

const notReadable = (why: string): UserError => new UserError('base-not-readable', `${why}.`)
