import { lstat, mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { messageOf, UserError } from '../problem/user-error.ts'
import { readStatus } from '../repository/git-status.ts'
import type { PlacedFile } from './export-change.ts'

/** What became of the files; `why` is a clause without a final stop. */
export interface WrittenExport {
  readonly written: readonly PlacedFile[]
  readonly skipped: readonly { readonly file: PlacedFile; readonly why: string }[]
}

/**
 * Writes exported files into the work tree below `directory`. A file with changes that are not committed is left alone,
 * and so is everything where git cannot tell; no path leads through a symbolic link. Throws `UserError` when the disk
 * refuses.
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

/** Paths with changes that are not committed, from the top; `undefined` outside of a git checkout. */
const readUncommitted = async (directory: string): Promise<ReadonlySet<string> | undefined> => {
  try {
    return new Set((await readStatus(directory, { withIgnored: true })).map(({ path }) => path))
  } catch (error) {
    if (error instanceof UserError) return undefined
    throw error
  }
}

const reasonToSkip = async (
  { file, action }: PlacedFile,
  { directory, uncommitted }: { readonly directory: string; readonly uncommitted: ReadonlySet<string> | undefined },
): Promise<string | undefined> => {
  if (await leadsThroughLink(file, directory)) return `${file} lies behind a symbolic link`
  if (action === 'create') return undefined
  if (uncommitted === undefined) return `without git nobody could bring back what ${file} holds now`
  return uncommitted.has(file) ? `${file} has changes that are not committed` : undefined
}

const leadsThroughLink = async (file: string, directory: string): Promise<boolean> => {
  const steps = file.split('/')
  for (const index of steps.keys()) {
    const path = join(directory, ...steps.slice(0, index + 1))
    if ((await kindOf(path)) === 'link') return true
  }
  return false
}

const kindOf = async (path: string): Promise<'link' | 'other' | 'none'> => {
  try {
    return (await lstat(path)).isSymbolicLink() ? 'link' : 'other'
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'none'
    throw cannotWrite(path, error)
  }
}

const write = async ({ file, content, action }: PlacedFile, directory: string): Promise<void> => {
  const path = join(directory, ...file.split('/'))
  try {
    if (content === undefined) return await rm(path)
    await mkdir(dirname(path), { recursive: true })
    // `wx` also keeps a file that differs in upper and lower case only, where the disk does not tell them apart.
    await writeFile(path, content, { flag: action === 'create' ? 'wx' : 'w' })
  } catch (error) {
    throw cannotWrite(file, error)
  }
}

const cannotWrite = (file: string, error: unknown): UserError =>
  new UserError(
    'export-not-written',
    `Cannot write ${file}: ${messageOf(error)}. Files before it were written; "git status" shows them. Free the path (or the disk) and export again.`,
    { cause: error },
  )
