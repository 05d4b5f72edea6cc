import type { LooseRepository } from '../support/loose-repository.ts'
import { editTree, type GitEdit } from './edit-tree.ts'
import { EMPTY_TREE, filesOf, type ModelTree, type Wanted, wantedOf } from './model-tree.ts'
import type { Name } from './name.ts'

export interface Commit {
  readonly index: number
  readonly sha: string
  readonly tree: ModelTree
  readonly wanted: Wanted
  readonly parent: Commit | undefined
  /** What the branch pointed at before: the base of the push. */
  readonly before: Commit | undefined
}

/** Commits `edits` on top of `parent`. */
export const commitEdits = async (
  repository: LooseRepository,
  edits: readonly GitEdit[],
  { parent, before, index }: Pick<Commit, 'parent' | 'before' | 'index'>,
): Promise<Commit> => {
  const tree = edits.reduce<ModelTree>(editTree, parent?.tree ?? EMPTY_TREE)
  const second = FIRST_SECOND + index * 60
  const sha = await repository.commit(filesOf(tree), { ...(parent && { parent: parent.sha }), second })
  return { index, sha, tree, wanted: wantedOf(tree), parent, before }
}

const FIRST_SECOND = Date.UTC(2026, 0, 5, 8) / 1000

/** The commit and all that it was made from, newest first. */
export const lineage = (commit: Commit): Commit[] =>
  commit.parent === undefined ? [commit] : [commit, ...lineage(commit.parent)]

export const isOlderThan = (commit: Commit, other: Commit): boolean =>
  commit.sha !== other.sha && lineage(other).some(({ sha }) => sha === commit.sha)

/**
 * Whether Git proves that `live` is something of ours: it stands in the base, or stood in the file of the resource for as
 * long as that file was there. What stood in other files or on other branches may be found, but need not be.
 */
export const proofOf = (
  { head, base, all }: { readonly head: Commit; readonly base: Commit | undefined; readonly all: readonly Commit[] },
  name: Name,
  live: string,
): 'certainly' | 'perhaps' | 'no' => {
  if (base?.wanted.desired.get(name) === live) return 'certainly'
  const path = pathsOf(head, name)[0]
  if (head.wanted.desired.has(name) && path !== undefined) {
    for (const { tree, wanted } of lineage(head)) {
      if (!tree.entries.has(path)) break
      if (tree.entries.get(path)?.name === name && wanted.desired.get(name) === live) return 'certainly'
    }
  }
  return all.some(({ wanted }) => wanted.desired.get(name) === live) ? 'perhaps' : 'no'
}

/** Whether the tree still has the file from which the resource came, hidden or unreadable. */
export const hidingOf = ({ wanted, tree }: Commit, name: Name): 'certainly' | 'perhaps' | 'no' => {
  if (wanted.hidden.has(name)) return 'certainly'
  const [path] = [...wanted.unreadable].find(([, was]) => was === name) ?? []
  const mayBeIgnored = name.startsWith('file ') && tree.ignored.size > 0
  if (path !== undefined) return 'certainly'
  return mayBeIgnored || wanted.unreadable.size + wanted.hidden.size > 0 ? 'perhaps' : 'no'
}

const pathsOf = ({ tree }: Commit, name: Name): string[] =>
  [...tree.entries].flatMap(([path, entry]) => (entry.name === name ? [path] : []))
