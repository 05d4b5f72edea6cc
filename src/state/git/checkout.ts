import { realpath } from 'node:fs/promises'
import { basename, relative, resolve, sep } from 'node:path'
import { messageOf, UserError } from '../../finding/user-error.ts'
import { askGit } from '../../repository/git.ts'
import { linkFree } from '../../repository/named-files.ts'
import { isMisnamed } from '../../repository/tree.ts'
import type { Settings } from '../../settings/settings.ts'
import type { Base, RunOptions } from '../run-options.ts'

/**
 * Finds out about the folder where the command line was started: the top of the checkout, the repository's name and the base commit
 * of `--base`. Roots are relative to that folder. Without roots the whole repository counts. Also works outside of a git checkout.
 */
export const describeCheckout = async (
  cwd: string,
  settings: Settings,
): Promise<Pick<RunOptions, 'directory' | 'repository' | 'base' | 'settings'>> => {
  // Both need the same real path, or a linked folder would seem to be outside of the top.
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
      ? 'its name is not valid UTF-8. Rename it, or start in another folder'
      : messageOf(error)
    throw new UserError('invalid-settings', `Cannot read the folder ${folder} that this was started in: ${why}.`, {
      cause: error,
    })
  }
}

/**
 * Resolves the folder of `--chdir` from `cwd`. Below the top of the surrounding checkout it must not be a symbolic link: a pull request
 * could add one, and the run would read and show another folder of the machine. Throws `UserError` `symbolic-link`.
 */
export const folderToEnter = async (directory: string, cwd: string): Promise<string> => {
  const workspace = await topOf(cwd)
  const as = `the folder "${directory}" of "--chdir"`
  return (await linkFree({ path: resolve(cwd, directory), workspace, as })).path
}

/** The top of the checkout that contains a folder, or that folder outside of Git. */
export const topOf = async (cwd: string): Promise<string> => (await askTop(cwd)) ?? cwd

const askTop = (cwd: string): Promise<string | undefined> => askGit(['rev-parse', '--show-toplevel'], cwd)

/** The root relative to the top; `.` for the top itself. */
const fromTop = (root: string, { cwd, top }: { readonly cwd: string; readonly top: string }): string =>
  relative(top, resolve(cwd, root)).split(sep).join('/') || '.'

/** The owner in the name of a repository without a remote; its folder is the name. */
export const LOCAL_OWNER = 'local/'

/** The address of `origin`, or of the only remote if none has that name. */
const remoteOf = async (cwd: string): Promise<string | undefined> => {
  const [origin, names] = await Promise.all([askGit(['remote', 'get-url', 'origin'], cwd), askGit(['remote'], cwd)])
  if (origin !== undefined || names === undefined || names.includes('\n')) return origin
  return askGit(['remote', 'get-url', '--', names], cwd)
}

/** Longer addresses of remotes are ignored. */
const MAX_REMOTE_LENGTH = 2_000

/** `owner/name` in a remote's address, equal for HTTPS and SSH. Never contains its host or credentials. */
const repositoryName = (remote: string): string | undefined =>
  remote.length > MAX_REMOTE_LENGTH
    ? undefined
    : /^(?:[a-z+]+:\/\/[^/]+\/|(?:[^@\s/]+@)?[^@:/\s]{2,}:)\/*(.+?)(?:\.git)?\/*$/i
        .exec(remote)?.[1]
        // Bitbucket Server and Azure DevOps add a part to one of the two forms: `scm/` and `_git/` over HTTPS, `v3/` over SSH.
        ?.replace(/^(?:scm|v3)\/(?=[^/]+\/[^/])/, '')
        .replace('/_git/', '/')

/** The commit with that name, or of the branch of `origin` with that name as last fetched. */
const commitOf = async (name: string, cwd: string): Promise<string | undefined> => {
  for (const ref of [name, `refs/remotes/origin/${name}`]) {
    const commit = await askGit(['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`], cwd)
    if (commit !== undefined) return commit
  }
  return undefined
}

/** The git command that fetches a commit, or a branch to where `commitOf` finds it. Also works in a clone of a single branch. */
const fetching = (base: string): string =>
  /^[0-9a-f]{40}$/.test(base) ? `git fetch origin ${base}` : `git fetch origin ${base}:refs/remotes/origin/${base}`

/** The merge base of `--base` and the checked-out commit: where this change started. */
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
