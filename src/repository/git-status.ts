import { UserError } from '../problem/user-error.ts'
import { git } from './git.ts'

/** One path that differs from the commit, from the top of the repository. */
export interface StatusEntry {
  readonly path: string
  readonly state: 'changed' | 'deleted' | 'untracked' | 'ignored'
}

/**
 * What in the work tree is not as the commit has it, submodules left aside. Filters of the configuration are programs: they are not
 * run, so a file that only a filter brings back to what was committed counts as changed. Throws `UserError` outside of Git.
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
  try {
    const found = await git(['config', '--name-only', '-z', '--get-regexp', '^filter\\.'], { cwd })
    return found.split('\0').filter((key) => key !== '')
  } catch (error) {
    // It fails where there is none.
    if (error instanceof UserError) return []
    throw error
  }
}
