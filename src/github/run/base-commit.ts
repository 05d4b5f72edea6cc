import { git } from '../../repository/git.ts'
import type { GitReach } from '../../repository/git-process.ts'
import type { Base } from '../../state/run-options.ts'
import { unlessRefused } from '../api/answer.ts'
import { openApiTree } from '../api/api-tree.ts'
import type { GitHubClient } from '../api/client.ts'
import { fetchMergeBase } from '../api/commits.ts'
import { fetchCommit } from '../api/git-objects.ts'
import type { BaseSource } from '../event/event-decision.ts'
import type { Job } from '../job/job.ts'

/**
 * The commit that a run compares with: the one of the input `base`, else the one of the event. Git reads its files, and fetches them if
 * the checkout is shallow; otherwise GitHub's API does. Throws `UserError` for a `base` that git does not know.
 */
export const baseOfEvent = async ({ context, settings, runner, github }: Job): Promise<Base> => {
  const ask: AskGit = (args, reach = 'local') => git(args, { cwd: runner.workspace, reach })
  const source = settings.base === undefined ? context.base : await namedBase(settings.base, ask)
  return findBaseCommit({ source, git: ask, client: github })
}

const namedBase = async (name: string, ask: AskGit): Promise<BaseSource> => {
  if (SHA.test(name)) return { from: 'commit', sha: name }
  const sha = (await ask(['rev-parse', '--verify', '--end-of-options', `${name}^{commit}`])).trim()
  return { from: 'commit', sha }
}

/** Runs git in the checkout and resolves to its standard output. Rejects if git fails or is not installed. */
type AskGit = (args: readonly string[], reach?: GitReach) => Promise<string>

export interface BaseCommitOptions {
  readonly source: BaseSource
  readonly git: AskGit
  readonly client: GitHubClient | undefined
}

/**
 * Finds the commit to compare with. In a shallow checkout it fetches only that commit, so `fetch-depth: 0` is never needed.
 * If git cannot provide it, GitHub's API does. Never throws for answers of git or GitHub.
 */
export const findBaseCommit = async (options: BaseCommitOptions): Promise<Base> => {
  const { source, client } = options
  if (source.from === 'none') return { kind: 'unknown', why: source.why, isMissed: false }
  const sha = source.from === 'commit' ? source.sha : await baseOfPullRequest(source, options)
  if (!SHA.test(sha)) return { kind: 'unknown', why: `"${sha}" is not a commit`, isMissed: true }
  if (!(await isPartial(options)) && ((await isLocal(sha, options)) || (await fetchWithGit(sha, options))))
    return { kind: 'found', sha }
  if (client !== undefined && (await fetchParents(sha, options)))
    return { kind: 'found', sha, open: (local) => openApiTree(client, sha, local) }
  return {
    kind: 'unknown',
    isMissed: true,
    why: `the commit ${sha.slice(0, 7)} is available neither from the git remote nor from GitHub's API (a force-push may have removed it)`,
  }
}

// Only a full hash can be fetched into a shallow checkout. The check also keeps hostile values from being read as options of git.
const SHA = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/

type PullRequestSource = Extract<BaseSource, { from: 'merge-commit' }>

/**
 * The base of a pull request. `base.sha` of the payload may be old; the first parent of GitHub's merge commit is the actual base.
 * If the workflow checked out another commit (`ref: head.sha`), it is the merge base.
 * The head may itself be a merge commit. It is not used, because its author chose its first parent, and so the trusted rules.
 */
const baseOfPullRequest = async (source: PullRequestSource, options: BaseCommitOptions): Promise<string> => {
  const head = await tryGit(['rev-parse', 'HEAD'], options)
  const isOfGitHub = source.mergeSha !== source.headSha
  if (isOfGitHub && (head === undefined || head.trim() === source.mergeSha)) {
    const [first, second] =
      (await localParents(source, options)) ?? (await fetchParents(source.mergeSha, options)) ?? []
    if (first !== undefined && second !== undefined) return first
  }
  const { client } = options
  return (client && (await fetchMergeBase(client, source.baseSha, source.headSha))) ?? source.baseSha
}

/** The parents from the raw commit. `rev-parse HEAD^1` fails in a shallow checkout, which does not have the parents. */
const localParents = async (
  { mergeSha }: PullRequestSource,
  options: BaseCommitOptions,
): Promise<string[] | undefined> => {
  if (!SHA.test(mergeSha)) return undefined
  const commit = await tryGit(['cat-file', 'commit', mergeSha], options)
  const header = commit?.split('\n\n', 1)[0]
  return header?.split('\n').flatMap((line) => (line.startsWith('parent ') ? [line.slice('parent '.length)] : []))
}

/** True for a partial clone. It lacks files of its commits, and git may not fetch them during a read (`gitStart`). */
const isPartial = async (options: BaseCommitOptions): Promise<boolean> =>
  (await tryGit(['config', '--get-regexp', '^remote\\..*\\.promisor$'], options)) !== undefined

const isLocal = async (sha: string, options: BaseCommitOptions): Promise<boolean> =>
  (await tryGit(['cat-file', '-e', `${sha}^{tree}`], options)) !== undefined

const fetchWithGit = async (sha: string, options: BaseCommitOptions): Promise<boolean> => {
  const isShallow = (await tryGit(['rev-parse', '--is-shallow-repository'], options))?.trim()
  if (isShallow === undefined) return false
  // In a full clone, --depth would make it shallow.
  const depth = isShallow === 'true' ? ['--depth=1'] : []
  const quiet = ['--quiet', '--no-tags', '--no-recurse-submodules', '--no-write-fetch-head']
  // For a remote that is a local folder, only git's own program may run.
  const remote = ['--upload-pack=git-upload-pack', 'origin', sha]
  await tryGit(['fetch', ...quiet, ...depth, ...remote], options, 'fetch')
  return isLocal(sha, options)
}

/** The parents of a commit from GitHub; `undefined` if it does not know the commit. */
const fetchParents = async (sha: string, { client }: BaseCommitOptions): Promise<string[] | undefined> => {
  if (client === undefined) return undefined
  return unlessRefused(async () => {
    const { parents } = await fetchCommit(client, sha)
    return parents.map((parent) => parent.sha)
  })
}

const tryGit = async (
  args: readonly string[],
  { git }: BaseCommitOptions,
  reach?: GitReach,
): Promise<string | undefined> => {
  try {
    return await git(args, reach)
  } catch {
    // For any reason (no git, no repository, no commit, no credentials), the caller tries the next source.
    return undefined
  }
}
