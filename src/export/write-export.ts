import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import { isUserError, messageOf, orUserError, UserError } from '../finding/user-error.ts'
import { readIndex } from '../repository/git-trees.ts'
import { linkFree, type NamedFile, removeNamedFile, writeNamedFile } from '../repository/named-files.ts'
import { foldersAbove } from '../repository/tree.ts'
import { readStatus } from '../repository/work-tree.ts'
import type { PlacedFile } from './export-change.ts'

/** Says why a path of the tree must not be written, as a clause without a final stop; `undefined` if it may be. */
export type WhyBarred = (path: string) => string | undefined

/**
 * Finds paths in the checkout at `directory` that must not be written, by git's index: a link would lead elsewhere, a submodule is
 * another repository, and a file cannot be a folder. A file written through GitHub's API would replace them. Outside of Git nothing is
 * known.
 */
export const readBarredPaths = async (directory: string): Promise<WhyBarred> => {
  const forms = await readForms(directory)
  const folders = new Set([...forms.keys()].flatMap(foldersAbove))
  return (path) => {
    const above = foldersAbove(path).find((folder) => forms.has(folder))
    if (above !== undefined) return `\`${above}\` is ${forms.get(above)} in Git`
    const own = forms.get(path) ?? A_FILE
    if (own !== A_FILE) return `\`${path}\` is ${own} in Git`
    return folders.has(path) ? `\`${path}\` is a folder in Git` : undefined
  }
}

const A_FILE = 'a file'

/** Describes each entry of the index, by path. */
const readForms = async (directory: string): Promise<ReadonlyMap<string, string>> => {
  const read = await orUserError(readIndex(directory))
  if (isUserError(read)) return new Map()
  return new Map([
    ...read.index.map(({ path, isLink }) => [path, isLink ? 'a symbolic link' : A_FILE] as const),
    ...read.submodules.map((path) => [path, 'a submodule, another repository,'] as const),
  ])
}

/** The result of an export; `why` is a clause without a final stop. */
export interface WrittenExport {
  readonly written: readonly PlacedFile[]
  readonly skipped: readonly { readonly file: PlacedFile; readonly why: string }[]
}

/**
 * Writes exported files into the work tree below `directory`. Skips files with uncommitted changes, or all files if git cannot say.
 * Refuses paths through a symbolic link or into another repository. Throws `UserError` if the disk refuses.
 */
export const writeExport = async (files: readonly PlacedFile[], directory: string): Promise<WrittenExport> => {
  const uncommitted = await readUncommitted(directory)
  const written: PlacedFile[] = []
  const skipped: { file: PlacedFile; why: string }[] = []
  for (const file of files) {
    const why = await reasonToSkip(file, { directory, uncommitted })
    if (why !== undefined) {
      skipped.push({ file, why })
      continue
    }
    await write(file, directory)
    written.push(file)
  }
  return { written, skipped }
}

/** Paths with uncommitted changes, from the top; `undefined` outside of a git checkout. */
const readUncommitted = async (directory: string): Promise<ReadonlySet<string> | undefined> => {
  const status = await orUserError(readStatus(directory, { withIgnored: true }))
  return isUserError(status) ? undefined : new Set(status.map(({ path }) => path))
}

const reasonToSkip = async (
  { file, action }: PlacedFile,
  { directory, uncommitted }: { readonly directory: string; readonly uncommitted: ReadonlySet<string> | undefined },
): Promise<string | undefined> => {
  if (await leadsThroughLink(file, directory)) return `${file} is behind a symbolic link`
  const other = await repositoryAround(file, directory)
  if (other !== undefined) return `${file} is in \`${other}\`, which is another repository`
  if (action === 'create') return undefined
  if (uncommitted === undefined) return `without git the present content of ${file} could not be restored`
  return uncommitted.has(file) ? `${file} has changes that are not committed` : undefined
}

const leadsThroughLink = async (file: string, directory: string): Promise<boolean> => {
  try {
    await linkFree(namedAs(file, directory))
    return false
  } catch (error) {
    if (error instanceof UserError) return true
    throw cannotWrite(file, error)
  }
}

/** The folder below `directory` that contains the file and is a repository of its own, tracked as a submodule or not. */
const repositoryAround = async (file: string, directory: string): Promise<string | undefined> => {
  for (const folder of foldersAbove(file).filter((above) => above !== ''))
    if (await isThere(join(directory, ...folder.split('/'), '.git'))) return folder
  return undefined
}

const isThere = async (path: string): Promise<boolean> => {
  try {
    await lstat(path)
    return true
  } catch {
    // Folders that cannot be read are reported when they are written.
    return false
  }
}

const write = async ({ file, content, action }: PlacedFile, directory: string): Promise<void> => {
  const named = namedAs(file, directory)
  try {
    if (content === undefined) return await removeNamedFile(named)
    // "isNew" also keeps a file whose name differs only in upper and lower case, on disks that ignore case.
    await writeNamedFile(named, content, { isNew: action === 'create', makesFolders: true })
  } catch (error) {
    throw cannotWrite(file, error)
  }
}

const namedAs = (file: string, workspace: string): NamedFile => ({
  path: join(workspace, ...file.split('/')),
  workspace,
  as: `the file "${file}"`,
})

const cannotWrite = (file: string, error: unknown): UserError =>
  new UserError(
    'export-not-written',
    `Cannot write ${file}: ${messageOf(error)}. Files before it were written; "git status" shows them. Free the path (or the disk) and export again.`,
    { cause: error },
  )
