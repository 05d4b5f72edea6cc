import type { Problem } from '../problem/problem.ts'
import { makeProblem } from '../problem/problem-codes.ts'
import type { Layout } from '../repository/find-layout.ts'
import type { HiddenPaths } from '../repository/kestra-ignore.ts'
import { skippedFolderOf } from '../repository/skipped-folders.ts'
import { isBelow, isYaml, normalizeRoot, type Tree } from '../repository/tree.ts'

interface PathContext {
  readonly layout: Pick<Layout, 'flowRoots' | 'fileRoots'>
  readonly isHidden: HiddenPaths
  /** The setting. */
  readonly roots: readonly string[]
}

/**
 * An error for each path that no text can name and that may be meant for the server: in a folder of flows or files, YAML, and a
 * folder that nobody can look into. Nothing is deployed then, so nothing that such a file holds counts as deleted.
 */
export const misnamedProblems = (
  { misnamed = [] }: Tree,
  { layout, isHidden, roots }: PathContext,
): readonly Problem[] => {
  const found = [...layout.flowRoots, ...layout.fileRoots].map(({ root }) => root)
  const asked = roots.map(normalizeRoot)
  const mayCount = (path: string): boolean =>
    found.some((root) => isBelow(root, path)) ||
    ((isYaml(path) || path.endsWith('/')) && skippedFolderOf(path, '') === undefined)
  return [...new Set(misnamed)]
    .filter((path) => (asked.length === 0 || asked.some((root) => isBelow(root, path))) && mayCount(path))
    .filter((path) => !isHidden(path))
    .toSorted()
    .map((path) =>
      makeProblem('name-not-utf-8', {
        message: `The name of this ${path.endsWith('/') ? 'folder' : 'file'} holds bytes that are no UTF-8 (here \`\uFFFD\`): it was not read.`,
        file: path.replace(/\/$/, ''),
      }),
    )
}
