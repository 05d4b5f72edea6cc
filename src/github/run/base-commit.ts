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
 * The commit that a run compares with: the one that the input `base` names, else the event's. Its files come from git,
 * fetched when the checkout is shallow, or from GitHub's API where git cannot. Throws `UserError` for a `base` that git
 * does not know.
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

/** Runs git in the checkout, resolves to its standard output; rejects when git fails or is not there. */
type AskGit = (args: readonly string[], reach?: GitReach) => Promise<string>

export interface BaseCommitOptions {
  readonly source: BaseSource
  readonly git: AskGit
  readonly client: GitHubClient | undefined
}

/**
 * Finds the commit that this change is compared with, and fetches it, and only it, when the checkout is shallow.
 * Never needs `fetch-depth: 0`. Without git, or when it cannot be fetched, GitHub's API is asked. Never throws for
 * what git or GitHub answer.
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
    why: `the commit ${sha.slice(0, 7)} can be had neither from the git remote nor from GitHub's API (a force-push may have removed it)`,
  }
}

// Whole, so that a shallow checkout can fetch it; and no hostile value is read as an option of git.
const SHA = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/

type PullRequestSource = Extract<BaseSource, { from: 'merge-commit' }>

/**
 * `base.sha` of the payload may be old; what the checkout was really merged onto is the merge commit's first parent.
 * Where the workflow checked out something else (`ref: head.sha`), it is the merge base. A head that is a merge itself is no merge
 * commit of GitHub: its author chose its first parent, and with that the rules that would count.
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

/** From the raw commit: `rev-parse HEAD^1` fails in a shallow checkout, where the parents themselves are cut off. */
const localParents = async (
  { mergeSha }: PullRequestSource,
  options: BaseCommitOptions,
): Promise<string[] | undefined> => {
  if (!SHA.test(mergeSha)) return undefined
  const commit = await tryGit(['cat-file', 'commit', mergeSha], options)
  const header = commit?.split('\n\n', 1)[0]
  return header?.split('\n').flatMap((line) => (line.startsWith('parent ') ? [line.slice('parent '.length)] : []))
}

/** A partial clone lacks files of its commits, and nothing may fetch them one by one behind a read (`gitStart`). */
const isPartial = async (options: BaseCommitOptions): Promise<boolean> =>
  (await tryGit(['config', '--get-regexp', '^remote\\..*\\.promisor$'], options)) !== undefined

const isLocal = async (sha: string, options: BaseCommitOptions): Promise<boolean> =>
  (await tryGit(['cat-file', '-e', `${sha}^{tree}`], options)) !== undefined

const fetchWithGit = async (sha: string, options: BaseCommitOptions): Promise<boolean> => {
  const isShallow = (await tryGit(['rev-parse', '--is-shallow-repository'], options))?.trim()
  if (isShallow === undefined) return false
  // --depth would make a full clone shallow.
  const depth = isShallow === 'true' ? ['--depth=1'] : []
  const quiet = ['--quiet', '--no-tags', '--no-recurse-submodules', '--no-write-fetch-head']
  // On this side of a remote that is a folder too, nothing but git's own program.
  const remote = ['--upload-pack=git-upload-pack', 'origin', sha]
  await tryGit(['fetch', ...quiet, ...depth, ...remote], options, 'fetch')
  return isLocal(sha, options)
}

/** The parents as GitHub tells them; `undefined` when it does not know the commit. */
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
    // Whatever the reason (no git, no repository, no such commit, no credentials), the next way is tried.
    return undefined
  }
}
