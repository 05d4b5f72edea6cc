import { matcherOf } from './patterns.ts'
import { folderOf, isBelow, nameOf, pathFrom, readEach, type Tree } from './tree.ts'

/** Answers whether a path of the repository is hidden from deploy and from prune. */
export type HiddenPaths = (path: string) => boolean

export const IGNORE_FILE = '.kestraignore'

/**
 * Reads every `.kestraignore` that stands at one of `roots` or above one; deeper ones are plain namespace files. The grammar is
 * gitignore's, patterns count from the folder of their file; further `patterns` count from the top of the repository.
 */
export const readIgnoreFiles = async (
  tree: Tree,
  { roots, patterns }: { readonly roots: readonly string[]; readonly patterns: readonly string[] },
): Promise<HiddenPaths> => {
  const paths = tree.paths.filter((path) => nameOf(path) === IGNORE_FILE && isAtOrAbove(folderOf(path), roots))
  const files = paths.map((file) => ({ file }))
  const inFiles = await readEach(tree, files, ({ file }, content) => ({
    folder: folderOf(file),
    isHidden: matcherOf(new TextDecoder().decode(content).split(/\r?\n/), file),
  }))
  const rules = [...inFiles, { folder: '', isHidden: matcherOf(patterns, 'the setting "exclude"') }]
  return (path) => rules.some(({ folder, isHidden }) => isBelow(folder, path) && isHidden(pathFrom(folder, path)))
}

const isAtOrAbove = (folder: string, roots: readonly string[]): boolean =>
  roots.some((root) => root === folder || isBelow(folder, root))
