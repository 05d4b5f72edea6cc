import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { posix } from 'node:path'

/** One file of the repository as it stands in the work tree. */
export interface SourceFile {
  readonly path: string
  readonly text: string
}

/** The text files that git tracks, or would, below the given folders and files; deleted ones are left out. */
export const sourceFiles = (...pathspecs: readonly string[]): readonly SourceFile[] => {
  const listing = execFileSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...pathspecs],
    { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  )
  return [...new Set(listing.split('\0').filter((path) => path !== ''))].sort().flatMap(readText)
}

const readText = (path: string): SourceFile[] => {
  try {
    const text = readFileSync(path, 'utf8')
    return text.includes('\0') ? [] : [{ path, text }]
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g

/** What a file imports, types included: paths from the top of the repository, or names of packages. */
export const importsOf = ({ path, text }: SourceFile): readonly string[] =>
  [...text.matchAll(IMPORT)].map(([, name = '']) =>
    name.startsWith('.') ? posix.join(posix.dirname(path), name) : name,
  )
