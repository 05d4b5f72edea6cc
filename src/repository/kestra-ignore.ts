import ignore from 'ignore'
import { UserError } from '../finding/user-error.ts'
import { lastSegmentOf } from '../text/paths.ts'
import { folderOf, foldersAbove, pathFrom, readEach, type Tree } from './tree.ts'

/** True for a path of the repository that is neither deployed nor deleted. */
export type HiddenPaths = (path: string) => boolean

export const IGNORE_FILE = '.kestraignore'

/**
 * Reads every `.kestraignore` of a tree, except those below `fileRoots`, which are namespace files. The grammar is that of gitignore.
 * Patterns are relative to the folder of their file; additional `patterns` are relative to the top of the repository.
 */
export const readIgnoreFiles = async (
  tree: Tree,
  { fileRoots, patterns }: { readonly fileRoots: readonly string[]; readonly patterns: readonly string[] },
): Promise<HiddenPaths> => {
  const roots = new Set(fileRoots)
  const isData = (path: string) => foldersAbove(folderOf(path)).some((folder) => roots.has(folder))
  const paths = tree.paths.filter((path) => lastSegmentOf(path) === IGNORE_FILE && !isData(path))
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

/** Longer than real paths. Each star and bracket of a pattern costs time with every path. */
const MAX_PATTERN_LENGTH = 1_000

/**
 * Makes a test for paths from lines in the grammar of `.gitignore`. `from` names their source for errors. Throws `UserError` for a
 * pattern of more than 1,000 characters.
 */
export const matcherOf = (patterns: readonly string[], from: string): ((path: string) => boolean) => {
  const long = patterns.findIndex((pattern) => pattern.length > MAX_PATTERN_LENGTH && !pattern.startsWith('#'))
  if (long !== -1) {
    throw new UserError(
      'invalid-settings',
      `Line ${long + 1} of ${from} is longer than ${MAX_PATTERN_LENGTH} characters, the limit of a pattern. Make it shorter.`,
    )
  }
  if (patterns.length === 0) return () => false
  // Kestra's file names are case sensitive, as Git's are.
  const rules = ignore({ ignorecase: false }).add(patterns)
  return (path) => rules.ignores(path)
}
