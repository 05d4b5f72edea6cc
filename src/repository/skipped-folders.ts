import { pathFrom } from './tree.ts'

/** Code of others. */
const FOREIGN = new Set(['node_modules', 'vendor'])
/** Flows that show something, or that something is tested with. */
const SAMPLES = new Set(['docs', 'examples', 'tests', '__tests__', 'fixtures', 'testdata'])

/** A folder in which nothing is looked for: it holds code of others, or samples. */
export interface SkippedFolder {
  readonly folder: string
  readonly holds: 'foreign' | 'samples'
}

/**
 * The first folder between `scope` and a file below it for which the file is skipped, and what lies there. A scope is taken at its word:
 * what it lies in says nothing. `undefined` for a file that is looked at.
 */
export const skippedFolderOf = (file: string, scope: string): SkippedFolder | undefined => {
  const folders = pathFrom(scope, file).split('/').slice(0, -1)
  const contentAt = (folder: string, index: number) => contentOf(folder, folders[index - 1])
  const first = folders.findIndex((folder, index) => contentAt(folder, index) !== undefined)
  if (first === -1) return undefined
  const contents = folders.map(contentAt)
  const folder = folders.slice(0, first + 1).join('/')
  const holds = contents.includes('foreign') ? 'foreign' : 'samples'
  return { folder: scope === '' ? folder : `${scope}/${folder}`, holds }
}

/** `test` may be an environment; below `src` it is none. */
const contentOf = (folder: string, parent: string | undefined): SkippedFolder['holds'] | undefined => {
  if (folder.startsWith('.') || FOREIGN.has(folder)) return 'foreign'
  return SAMPLES.has(folder) || (folder === 'test' && parent === 'src') ? 'samples' : undefined
}
