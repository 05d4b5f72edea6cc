import { realpath } from 'node:fs/promises'
import { basename, relative, resolve, sep } from 'node:path'
import { messageOf, UserError } from '../../finding/user-error.ts'
import { askGit } from '../../repository/git.ts'
import { linkFree } from '../../repository/named-files.ts'
import { isMisnamed } from '../../repository/tree.ts'
import type { Settings } from '../../settings/settings.ts'
import type { Base, RunOptions } from '../run-options.ts'

/**
 * What the command line finds out about the folder it was started in: the top of the checkout, the repository's name and
 * the base commit of `--base`. Roots are given relative to that folder; without them the whole repository counts, wherever in
 * it that folder is. Works outside of a git checkout as well.
 */
export const describeCheckout = async (
  cwd: string,
  settings: Settings,
): Promise<Pick<RunOptions, 'directory' | 'repository' | 'base' | 'settings'>> => {
  // The same path in both, or a linked folder would lie outside of the top.
  const [found, from, remote, base] = await Promise.all([
    askTop(cwd),
    realPathOf(cwd),
    remoteOf(cwd),
    baseOfFlag(settings.base, cwd),
  ])
  const top = found ?? from
  return {
    directory: top,
    repository: repositoryName(remote ?? '') ?? `${LOCAL_OWNER}${basename(top)}`,
    base,
    settings: {
      ...settings,
      roots: settings.roots.map((root) => fromTop(root, { cwd: from, top })),
    },
  }
}

const realPathOf = async (folder: string): Promise<string> => {
  try {
    return await realpath(folder)
  } catch (error) {
    const why = isMisnamed(folder)
      ? 'its name holds bytes that are no UTF-8. Rename it, or start elsewhere'
      : messageOf(error)
    throw new UserError('invalid-settings', `Cannot read the folder ${folder} that this was started in: ${why}.`, {
      cause: error,
    })
  }
}

/**
 * The folder of `--chdir`, seen from `cwd`. Below the checkout around that it may be no link: a pull request could put one in its place,
 * and another folder of the machine would be read and told as the tree. Throws `UserError` `symbolic-link`.
 */
export const folderToEnter = async (directory: string, cwd: string): Promise<string> => {
  const workspace = await topOf(cwd)
  const as = `the folder "${directory}" of "--chdir"`
  return (await linkFree({ path: resolve(cwd, directory), workspace, as })).path
}

/** The top of the checkout around a folder, or that folder outside of Git. */
export const topOf = async (cwd: string): Promise<string> => (await askTop(cwd)) ?? cwd

const askTop = (cwd: string): Promise<string | undefined> => askGit(['rev-parse', '--show-toplevel'], cwd)

/** `.` for the top itself. */
const fromTop = (root: string, { cwd, top }: { readonly cwd: string; readonly top: string }): string =>
  relative(top, resolve(cwd, root)).split(sep).join('/') || '.'

/** The name of a repository without a remote is this and that of its folder. */
export const LOCAL_OWNER = 'local/'

/** The address of `origin` or, where nothing is called so, of the only remote there is. */
const remoteOf = async (cwd: string): Promise<string | undefined> => {
  const [origin, names] = await Promise.all([askGit(['remote', 'get-url', 'origin'], cwd), askGit(['remote'], cwd)])
  if (origin !== undefined || names === undefined || names.includes('\n')) return origin
  return askGit(['remote', 'get-url', '--', names], cwd)
}

/** Of a remote's address; what is longer is none. */
const MAX_REMOTE_LENGTH = 2_000

/** `owner/name` of a remote's address, whatever its form: over HTTPS and over SSH the same; never its host or the credentials in it. */
const repositoryName = (remote: string): string | undefined =>
  remote.length > MAX_REMOTE_LENGTH
    ? undefined
    : /^(?:[a-z+]+:\/\/[^/]+\/|(?:[^@\s/]+@)?[^@:/\s]{2,}:)\/*(.+?)(?:\.git)?\/*$/i
        .exec(remote)?.[1]
        // What Bitbucket Server and Azure DevOps put into one of the two alone: `scm/` and `_git/` over HTTPS, `v3/` over SSH.
        ?.replace(/^(?:scm|v3)\/(?=[^/]+\/[^/])/, '')
        .replace('/_git/', '/')

/** As it is named, or as the branch of `origin` that was fetched last. */
const commitOf = async (name: string, cwd: string): Promise<string | undefined> => {
  for (const ref of [name, `refs/remotes/origin/${name}`]) {
    const commit = await askGit(['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`], cwd)
    if (commit !== undefined) return commit
  }
  return undefined
}

/** What brings a commit, or a branch to where `commitOf` finds it, also where a clone follows one branch alone. */
const fetching = (base: string): string =>
  /^[0-9a-f]{40}$/.test(base) ? `git fetch origin ${base}` : `git fetch origin ${base}:refs/remotes/origin/${base}`

/** The merge base of `--base` and what is checked out: what this change started from. */
const baseOfFlag = async (base: string | undefined, cwd: string): Promise<Base> => {
  if (base === undefined) return { kind: 'unknown', why: 'no --base was given' }
  const commit = await commitOf(base, cwd)
  if (commit === undefined) {
    throw new UserError(
      'invalid-settings',
      `The commit "${base}" of "base" is not in this checkout. Fetch it first: ${fetching(base)}`,
    )
  }
  return { kind: 'found', sha: (await askGit(['merge-base', commit, 'HEAD'], cwd)) ?? commit }
}
