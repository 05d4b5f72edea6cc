import { IGNORE_FILE } from '../../repository/kestra-ignore.ts'
import { nameOf } from '../../repository/tree.ts'

/** Git's own files, which every tool that moves files to Kestra leaves out. */
const GIT_FILES = new Set(['.gitkeep', '.gitignore', '.gitattributes'])

/** True for a file of the tree that is Git's own, wherever it lies. */
export const isGitFile = (file: string): boolean => GIT_FILES.has(nameOf(file))

/** True for the path of a namespace file that no tree could hold as one: there it would say what becomes of others. */
export const isOnlyOnServer = (path: string): boolean => isGitFile(path) || path === `/${IGNORE_FILE}`

/** What says to Git, or to this tool, how other files are treated. */
const CONFIGURES = new Set([...GIT_FILES, '.gitmodules', IGNORE_FILE])

/**
 * Why a file that only the server has is not put into the tree under its name, a clause: there it would not be data. Letter case and
 * characters that a disk leaves out of a name do not count.
 */
export const whyNotInTree = (path: string): string | undefined => {
  const name = plainName(nameOf(path))
  if (!CONFIGURES.has(name) && !SHORT_NAME.test(name)) return undefined
  const what =
    name === IGNORE_FILE
      ? 'kestra-gitops, which files are neither deployed nor deleted'
      : 'Git, how other files are treated'
  return `in a repository a file of this name tells ${what}; rename it on the server, or write it into the repository by hand`
}

/** What Windows may call them (git, `is_ntfs_dot_generic`). */
const SHORT_NAME = /^gi(?:t(?:att|ign|mod)|250a|7d29|7eba)~\d+$/

/** What macOS leaves out of a name, and Windows at its end. */
const plainName = (name: string): string =>
  name
    .replace(/[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g, '')
    .replace(/[. ]+$/, '')
    .toLowerCase()
