import { isUserError, orUserError } from '../finding/user-error.ts'
import { openFolder } from './folder-tree.ts'
import { git } from './git.ts'
import { openTracked, readIndex } from './git-trees.ts'
import type { Tree } from './tree.ts'

/** A repository inside the work tree of another one. */
export interface OtherRepository {
  readonly path: string
  /** Its type, with the article. */
  readonly noun: 'a submodule' | 'a checkout of its own'
}

/** The files of the workspace, and their state in Git. */
export interface WorkTree {
  /** The tracked files with their content in the work tree; outside of Git, all files. */
  readonly tracked: Tree
  /** The tracked and the untracked files, without ignored files and files of other repositories. */
  readonly whole: Tree
  /** The folders of other repositories in it. `tracked` and `whole` contain none of their files. */
  readonly others: readonly OtherRepository[]
  /** The files that differ from the commit. */
  readonly differences: readonly StatusEntry[]
  /** Why the state in Git is not known, as a clause without a full stop; `undefined` in a checkout. */
  readonly whyNoGit: string | undefined
}

/**
 * Opens `directory`, the top of a checkout or a folder outside of Git. Submodules, nested clones and nested work trees are other
 * repositories, and are left out. Throws `UserError` `too-many-links`, or the error of the file system.
 */
export const openWorkTree = async (directory: string): Promise<WorkTree> => {
  const checkout = await readCheckout(directory)
  if ('whyNot' in checkout) return await withoutGit(directory, checkout.whyNot)
  const { index, submodules, status } = checkout
  const pathsThat = (are: StatusEntry['state']) =>
    status.flatMap(({ path, state }) => (state === are && !path.endsWith('/') ? [path] : []))
  const untracked = pathsThat('untracked')
  const checkouts = status.flatMap(({ path, state }) => (state === 'untracked' && path.endsWith('/') ? [path] : []))
  const deleted = new Set(pathsThat('deleted'))
  const changed = new Set(pathsThat('changed'))
  const present = { index: deleted.size === 0 ? index : index.filter(({ path }) => !deleted.has(path)), changed }
  const tracked = await openTracked(directory, { ...present, untracked: [] })
  return {
    tracked,
    whole: untracked.length === 0 ? tracked : await openTracked(directory, { ...present, untracked }),
    others: [...submodules.map((path) => ({ path, noun: 'a submodule' as const })), ...checkouts.map(asCheckout)],
    differences: status.filter(({ path, state }) => state !== 'untracked' || !path.endsWith('/')),
    whyNoGit: undefined,
  }
}

/** The state of a checkout in Git; `whyNot` if there is none, or if the directory is not its top. */
const readCheckout = async (directory: string) => {
  const known = Promise.all([
    git(['rev-parse', '--is-inside-work-tree', '--show-cdup'], { cwd: directory }),
    readIndex(directory),
    readStatus(directory),
  ])
  const read = await orUserError(known)
  if (isUserError(read)) return { whyNot: read.message.replace(/\.$/, '') }
  const [place, { index, submodules }, status] = read
  return place.trim() === 'true' ? { index, submodules, status } : { whyNot: 'it is not the top of a checkout' }
}

const withoutGit = async (directory: string, whyNoGit: string): Promise<WorkTree> => {
  const folder = await openFolder(directory)
  return { tracked: folder, whole: folder, others: folder.checkouts.map(asCheckout), differences: [], whyNoGit }
}

const asCheckout = (path: string): OtherRepository => ({
  path: path.replace(/\/$/, ''),
  noun: 'a checkout of its own',
})

/** One path that differs from the commit, from the top of the repository. */
export interface StatusEntry {
  readonly path: string
  readonly state: 'changed' | 'deleted' | 'untracked' | 'ignored'
}

/**
 * The files of the work tree that differ from the commit, without submodules. Filters of the configuration are programs and are not run,
 * so a file that equals the commit only after its filter counts as changed. Throws `UserError` outside of Git.
 */
export const readStatus = async (
  cwd: string,
  { withIgnored = false }: { readonly withIgnored?: boolean } = {},
): Promise<readonly StatusEntry[]> => {
  const flags = ['--porcelain=v1', '-z', '--no-renames', '--untracked-files=all', '--ignore-submodules=all']
  const ignored = withIgnored ? ['--ignored'] : []
  const listing = await git(['status', ...flags, ...ignored], { cwd, empty: await readFilters(cwd) })
  return listing
    .split('\0')
    .flatMap((line) => (line === '' ? [] : [{ path: line.slice(3), state: stateOf(line.slice(0, 2)) }]))
}

const stateOf = (mark: string): StatusEntry['state'] => {
  if (mark === '??') return 'untracked'
  if (mark === '!!') return 'ignored'
  return mark.includes('D') ? 'deleted' : 'changed'
}

const readFilters = async (cwd: string): Promise<readonly string[]> => {
  const found = await orUserError(git(['config', '--name-only', '-z', '--get-regexp', '^filter\\.'], { cwd }))
  // The command fails if there is no filter.
  return isUserError(found) ? [] : found.split('\0').filter((key) => key !== '')
}
