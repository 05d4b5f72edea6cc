import { matcherOf } from './patterns.ts'
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
