import ignore, { type Ignore } from 'ignore'
import { folderOf, isBelow, nameOf, pathFrom } from './find-layout.ts'
import type { Tree } from './tree.ts'

/** Answers whether a path of the repository is hidden from deploy and from prune. */
export type HiddenPaths = (path: string) => boolean

export const IGNORE_FILE = '.kestraignore'

/**
 * Reads every `.kestraignore` that stands at one of `roots` or above one; deeper ones are plain namespace files. The grammar is
 * gitignore's, patterns count from the folder of their file.
 */
export const readIgnoreFiles = async (tree: Tree, roots: readonly string[]): Promise<HiddenPaths> => {
  const files = tree.paths.filter(
    (path) =>
      nameOf(path) === IGNORE_FILE && roots.some((root) => root === folderOf(path) || isBelow(folderOf(path), root)),
  )
  const rules = await Promise.all(
    files.map(async (file) => ({ folder: folderOf(file), rule: await readRule(tree, file) })),
  )
  return (path) => rules.some(({ folder, rule }) => isBelow(folder, path) && rule.ignores(pathFrom(folder, path)))
}

const readRule = async (tree: Tree, file: string): Promise<Ignore> =>
  // Kestra's file names are case sensitive, as Git's are.
  ignore({ ignorecase: false }).add(new TextDecoder().decode(await tree.read(file)))
