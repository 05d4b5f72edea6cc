import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'

/** One file of the repository as it stands in the work tree. */
export interface SourceFile {
  readonly path: string
  readonly text: string
}

/** Made by tools, or of others. */
const SKIPPED = new Set(['.git', '.cache', 'node_modules', 'dist', 'target', 'coverage'])

/** The text files of this repository whose path, from its top, matches; sorted. Without git: an export of the tree has none. */
export const sourceFiles = (matching: RegExp): readonly SourceFile[] =>
  walk('')
    .filter((path) => matching.test(path))
    .sort()
    .flatMap(readText)

const walk = (folder: string): string[] =>
  readdirSync(folder === '' ? '.' : folder, { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name)
    if (SKIPPED.has(entry.name)) return []
    if (entry.isDirectory()) return walk(path)
    return entry.isFile() ? [path] : []
  })

const readText = (path: string): SourceFile[] => {
  const text = readFileSync(path, 'utf8')
  return text.includes('\0') ? [] : [{ path, text }]
}

const IMPORT = /(?<![\w'-])(?:from|import)\s*\(?\s*'([^']+)'/g

/** What a file imports, types included: paths from the top of the repository, or names of packages. */
export const importsOf = ({ path, text }: SourceFile): readonly string[] =>
  [...text.matchAll(IMPORT)].map(([, name = '']) =>
    name.startsWith('.') ? posix.join(posix.dirname(path), name) : name,
  )

/** The room of a file of `src/`: its folder there, or its own name where it is in none. */
export const roomOf = (path: string): string => path.split('/')[1] ?? path
