import ignore, { type Ignore } from 'ignore'
import { UserError } from '../problem/user-error.ts'
import { folderOf, isBelow, nameOf, pathFrom, readAll, type Tree } from './tree.ts'

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
  const files = tree.paths.filter((path) => nameOf(path) === IGNORE_FILE && isAtOrAbove(folderOf(path), roots))
  const texts = await readAll(tree, files)
  const rules = [...texts].map(([file, content]) => ({
    folder: folderOf(file),
    rule: ruleOf(new TextDecoder().decode(content).split(/\r?\n/), file),
  }))
  rules.push({ folder: '', rule: ruleOf(patterns, 'the setting "ignore"') })
  return (path) => rules.some(({ folder, rule }) => isBelow(folder, path) && rule.ignores(pathFrom(folder, path)))
}

const isAtOrAbove = (folder: string, roots: readonly string[]): boolean =>
  roots.some((root) => root === folder || isBelow(folder, root))

/** Paths are shorter; each of the stars and brackets of a pattern takes its time with every path. */
const MAX_PATTERN_LENGTH = 1_000

const ruleOf = (patterns: readonly string[], from: string): Ignore => {
  const long = patterns.findIndex((pattern) => pattern.length > MAX_PATTERN_LENGTH && !pattern.startsWith('#'))
  if (long !== -1) {
    throw new UserError(
      'invalid-settings',
      `Line ${long + 1} of ${from} is longer than ${MAX_PATTERN_LENGTH} characters, which no pattern for files needs. Make it shorter.`,
    )
  }
  // Kestra's file names are case sensitive, as Git's are.
  return ignore({ ignorecase: false }).add(patterns)
}
