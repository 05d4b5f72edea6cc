import ignore from 'ignore'
import { UserError } from '../finding/user-error.ts'
import { folderOf, foldersAbove, nameOf, pathFrom, readEach, type Tree } from './tree.ts'

/** Answers whether a path of the repository is hidden from deploy and from prune. */
export type HiddenPaths = (path: string) => boolean

export const IGNORE_FILE = '.kestraignore'

/**
 * Reads every `.kestraignore` of a tree; those below one of `fileRoots` are plain namespace files. The grammar is gitignore's, patterns
 * count from the folder of their file; further `patterns` count from the top of the repository.
 */
export const readIgnoreFiles = async (
  tree: Tree,
  { fileRoots, patterns }: { readonly fileRoots: readonly string[]; readonly patterns: readonly string[] },
): Promise<HiddenPaths> => {
  const roots = new Set(fileRoots)
  const isData = (path: string) => foldersAbove(folderOf(path)).some((folder) => roots.has(folder))
  const paths = tree.paths.filter((path) => nameOf(path) === IGNORE_FILE && !isData(path))
  const files = paths.map((file) => ({ file }))
  const inFiles = await readEach(tree, files, ({ file }, content) => {
    const isHidden = matcherOf(new TextDecoder().decode(content).split(/\r?\n/), file)
    return [folderOf(file), isHidden] as const
  })
  const rules = new Map(inFiles)
  const isExcluded = matcherOf(patterns, 'the setting "exclude"')
  if (rules.size === 0) return isExcluded
  const isHiddenIn = (folder: string, path: string): boolean => rules.get(folder)?.(pathFrom(folder, path)) === true
  return (path) => foldersAbove(path).some((folder) => isHiddenIn(folder, path)) || isExcluded(path)
}

/** Paths are shorter; each of the stars and brackets of a pattern takes its time with every path. */
const MAX_PATTERN_LENGTH = 1_000

/**
 * A test for paths, from lines in the grammar of `.gitignore`; `from` says where they stand. Throws `UserError` for a pattern that is
 * longer than 1,000 characters.
 */
export const matcherOf = (patterns: readonly string[], from: string): ((path: string) => boolean) => {
  const long = patterns.findIndex((pattern) => pattern.length > MAX_PATTERN_LENGTH && !pattern.startsWith('#'))
  if (long !== -1) {
    throw new UserError(
      'invalid-settings',
      `Line ${long + 1} of ${from} is longer than ${MAX_PATTERN_LENGTH} characters, which no pattern for files needs. Make it shorter.`,
    )
  }
  if (patterns.length === 0) return () => false
  // Kestra's file names are case sensitive, as Git's are.
  const rules = ignore({ ignorecase: false }).add(patterns)
  return (path) => rules.ignores(path)
}
