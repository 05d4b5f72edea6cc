import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { constants, deflateSync } from 'node:zlib'
import { findCommit, git } from './git.ts'
import { commitObjects, indexOf } from './git-objects.ts'

/** Path to content; `null` deletes the file. */
export type FileChanges = Readonly<Record<string, string | Uint8Array | null>>

export interface GitRepositoryOptions {
  /** The first commit; it may be empty. Default: one README. */
  readonly files?: FileChanges
  readonly defaultBranch?: string
}

interface CloneOptions {
  /** What is fetched: a full ref (`refs/heads/main`, `refs/pull/1/merge`) or a SHA. */
  readonly ref: string
  /** Default 1, as actions/checkout does. 0: the whole history. */
  readonly depth?: number
  /** What `origin` says; fetches still come from this repository. */
  readonly origin?: string
  /** What was fetched is there; the remote is no longer to be reached, as after "persist-credentials: false" in a private repository. */
  readonly isCutOff?: boolean
}

/** A real git repository in a temporary folder, with a work tree. The same steps give the same SHAs. */
export interface GitRepository extends Disposable {
  readonly dir: string
  /** The SHA of a revision. */
  sha(revision: string): string
  /** Runs git in it. */
  git(...args: readonly string[]): string
  /** Changes the work tree alone. */
  write(changes: FileChanges): void
  /** Commits changes on the branch that is checked out; returns the SHA. */
  commit(changes: FileChanges, message?: string): string
  /** Checks out a branch, made from `from` when it is new. */
  branch(name: string, from?: string): void
  /** Merges with a merge commit, as GitHub's default button does; returns its SHA. */
  merge(branch: string, message?: string): string
  /** One commit with all changes of the branch, as "Squash and merge"; returns its SHA. */
  squash(branch: string, message?: string): string
  /** Copies of the branch's commits, as "Rebase and merge"; returns their SHAs, newest last. */
  rebase(branch: string): readonly string[]
  /** Makes `refs/pull/N/head` and `refs/pull/N/merge`; returns the merge commit, or `undefined` when the two conflict. */
  pullRequestRefs(number: number, head: string, base?: string): string | undefined
  /** Puts the checked out branch onto another commit, as a forced push does. */
  reset(revision: string): void
  tag(name: string, revision?: string): void
  /** What actions/checkout leaves on a runner: one commit, and only the branch that was asked for. */
  clone(options: CloneOptions): GitRepository
}

const FIRST_COMMIT_SECOND = Date.UTC(2026, 0, 5, 8) / 1000

export function createGitRepository(options: GitRepositoryOptions = {}): GitRepository {
  const dir = mkdtempSync(join(tmpdir(), 'git-repository-'))
  const defaultBranch = options.defaultBranch ?? 'main'
  init(dir, defaultBranch)
  const files = options.files ?? { 'README.md': '# Flows\n' }
  if (Object.keys(files).every(isPlain)) {
    writeFirstCommit(dir, defaultBranch, files)
    return openRepository(dir, defaultBranch, 1)
  }
  const repository = openRepository(dir, defaultBranch)
  repository.commit(files, FIRST_MESSAGE)
  return repository
}

const FIRST_MESSAGE = 'Start'
const [NAME, EMAIL] = ['Octo Cat', 'octocat@users.noreply.github.com']

/** A path that Git takes as it is: nothing that it ignores or converts by `.gitignore` or `.gitattributes`. */
const isPlain = (path: string): boolean => /^(?!\/)[^\0\\]+$/.test(path) && !/(?:^|\/)\.(?:\.?$|\.?\/|git)/i.test(path)

/** What `commit` makes of the first files, without the processes of git: nearly every test begins with it. */
function writeFirstCommit(dir: string, branch: string, files: FileChanges): void {
  const present = Object.entries(files).flatMap(([path, content]) =>
    content === null ? [] : [[path, content] as const],
  )
  for (const [path, content] of present) writeChange(join(dir, path), content)
  const options = { who: `${NAME} <${EMAIL}>`, second: FIRST_COMMIT_SECOND, message: FIRST_MESSAGE }
  const { sha, objects } = commitObjects(new Map(present), options)
  for (const [name, bytes] of objects) {
    const folder = join(dir, '.git/objects', name.slice(0, 2))
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, name.slice(2)), deflateSync(bytes, { level: constants.Z_BEST_SPEED }))
  }
  const statOf = (path: string) => statSync(join(dir, path), { bigint: true })
  writeFileSync(join(dir, '.git/index'), indexOf(new Map(present), statOf))
  mkdirSync(dirname(join(dir, '.git/refs/heads', branch)), { recursive: true })
  writeFileSync(join(dir, '.git/refs/heads', branch), `${sha}\n`)
}

/** `minutes`: of the next commit, after the first one. */
function openRepository(dir: string, defaultBranch: string, minutes = 0): GitRepository {
  let minute = minutes
  const run = (...args: readonly string[]) => {
    const date = `${FIRST_COMMIT_SECOND + 60 * minute++} +0000`
    return git(dir, args, { env: { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date } })
  }
  const head = () => headOf(dir)
  const remove = () => rmSync(dir, { recursive: true, force: true })
  const write = (changes: FileChanges) => {
    for (const [path, content] of Object.entries(changes)) writeChange(join(dir, path), content)
  }
  return {
    dir,
    git: (...args) => git(dir, args),
    write,
    sha: (revision) => findCommit(dir, revision) ?? git(dir, ['rev-parse', '--verify', `${revision}^{commit}`]),
    commit(changes, message = 'Change files') {
      write(changes)
      git(dir, ['add', '--all'])
      run('commit', '--quiet', '--allow-empty', '-m', message)
      return head()
    },
    branch(name, from) {
      const isKnown = findCommit(dir, `refs/heads/${name}`) !== undefined
      git(dir, ['checkout', '--quiet', ...(isKnown && from === undefined ? [name] : ['-B', name, from ?? 'HEAD'])])
    },
    merge(branch, message = `Merge pull request from ${branch}`) {
      run('merge', '--quiet', '--no-ff', '-m', message, branch)
      return head()
    },
    squash(branch, message = `Squash ${branch}`) {
      git(dir, ['merge', '--quiet', '--squash', branch])
      run('commit', '--quiet', '--allow-empty', '-m', message)
      return head()
    },
    rebase(branch) {
      const before = head()
      run('cherry-pick', `HEAD..${branch}`)
      return git(dir, ['rev-list', '--reverse', `${before}..HEAD`]).split('\n')
    },
    pullRequestRefs: (number, headRevision, base = defaultBranch) =>
      mergeRefs({ dir, run, number, headRevision, base }),
    reset: (revision) => void git(dir, ['reset', '--quiet', '--hard', revision]),
    tag: (name, revision = 'HEAD') => void git(dir, ['tag', name, revision]),
    clone: (options) => clone(dir, defaultBranch, options),
    [Symbol.dispose]: remove,
  }
}

interface MergeRefsOptions {
  readonly dir: string
  readonly run: (...args: readonly string[]) => string
  readonly number: number
  readonly headRevision: string
  readonly base: string
}

function mergeRefs({ dir, run, number, headRevision, base }: MergeRefsOptions): string | undefined {
  const branch = git(dir, ['branch', '--show-current'])
  const [headSha, baseSha] = [git(dir, ['rev-parse', headRevision]), git(dir, ['rev-parse', base])]
  git(dir, ['update-ref', `refs/pull/${number}/head`, headSha])
  git(dir, ['checkout', '--quiet', '--detach', baseSha])
  try {
    run('merge', '--quiet', '--no-ff', '-m', `Merge ${headSha} into ${baseSha}`, headSha)
  } catch {
    // GitHub makes no merge ref while the two conflict.
    git(dir, ['merge', '--abort'])
    git(dir, ['checkout', '--quiet', branch])
    return undefined
  }
  const sha = headOf(dir)
  git(dir, ['update-ref', `refs/pull/${number}/merge`, sha])
  git(dir, ['checkout', '--quiet', branch])
  return sha
}

function clone(
  source: string,
  defaultBranch: string,
  { ref, depth = 1, origin, isCutOff }: CloneOptions,
): GitRepository {
  const dir = mkdtempSync(join(tmpdir(), 'git-clone-'))
  const url = pathToFileURL(source).href
  const shown = origin ?? 'https://github.com/acme/flows'
  init(dir, defaultBranch)
  git(dir, ['remote', 'add', 'origin', shown])
  git(dir, ['config', `url.${url}.insteadOf`, shown])
  const depthArgs = depth > 0 ? [`--depth=${depth}`] : []
  const [tracked, branch] = trackedRef(ref)
  git(dir, ['fetch', '--quiet', '--no-tags', ...depthArgs, 'origin', `+${ref}:${tracked}`])
  git(dir, ['checkout', '--quiet', ...(branch === undefined ? ['--detach'] : ['-B', branch]), tracked])
  if (isCutOff === true) git(dir, ['config', '--rename-section', `url.${url}`, 'url.file:///nowhere/flows'])
  return openRepository(dir, defaultBranch)
}

/** Where actions/checkout keeps what it fetched, and the branch that it makes: none for a merge ref, tag or SHA. */
function trackedRef(ref: string): readonly [string, string?] {
  const [, kind, name] = /^refs\/(heads|pull|tags)\/(.+)$/.exec(ref) ?? []
  if (kind === 'pull') return [`refs/remotes/pull/${name}`]
  if (kind === 'tags') return [`refs/tags/${name}`]
  if (kind === 'heads' && name !== undefined) return [`refs/remotes/origin/${name}`, name]
  return ['refs/remotes/origin/checkout']
}

// No process tidies up after each commit; and any commit can be fetched by its SHA, as from GitHub.
const CONFIG = `[core]
\trepositoryformatversion = 0
\tfilemode = true
\tbare = false
\tlogallrefupdates = true
\tautocrlf = false
[user]
\tname = Octo Cat
\temail = octocat@users.noreply.github.com
[commit]
\tgpgSign = false
[maintenance]
	auto = false
[uploadpack]
\tallowAnySHA1InWant = true
`

/** What `git init` makes, but for the examples of hooks: most tests make a repository, many of them one for each of their cases. */
function init(dir: string, branch: string): void {
  for (const folder of ['objects/info', 'objects/pack', 'refs/heads'])
    mkdirSync(join(dir, '.git', folder), { recursive: true })
  writeFileSync(join(dir, '.git/HEAD'), `ref: refs/heads/${branch}\n`)
  writeFileSync(join(dir, '.git/config'), CONFIG)
}

/** The SHA of what is checked out: as git has just written it, or as it says. */
function headOf(dir: string): string {
  const written = (path: string) => readFileSync(join(dir, '.git', path), 'utf8').trim()
  const [, ref] = /^ref: (.+)$/.exec(written('HEAD')) ?? []
  try {
    return ref === undefined ? written('HEAD') : written(ref)
  } catch {
    // Packed, or of no commit yet.
    return git(dir, ['rev-parse', 'HEAD'])
  }
}

function writeChange(path: string, content: string | Uint8Array | null): void {
  if (content === null) {
    rmSync(path)
    return
  }
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
}
