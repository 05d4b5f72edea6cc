import { KINDS } from '../kinds/kinds.ts'
import type { Tree } from '../repository/tree.ts'
import type { NamespaceMapping } from '../resource/namespace.ts'
import type { PlacedChange, PlacedFile } from './export-change.ts'

/** The files that hold these changes then, in the order of their first one. Throws only when the tree cannot be read. */
export const fillFiles = async (
  placed: readonly PlacedChange[],
  { tree, toGit: namespaceMap }: { readonly tree: Tree; readonly toGit: readonly NamespaceMapping[] },
): Promise<readonly PlacedFile[]> => {
  const known = new Set(tree.paths)
  const groups = [...Map.groupBy(placed, ({ file }) => file)]
  return Promise.all(
    groups.map(async ([file, changes]): Promise<PlacedFile> => {
      const before = known.has(file) ? await tree.read(file) : undefined
      const [first] = changes
      const content = first && KINDS[first.kind].toGit(changes, { before, namespaceMap })
      const kept = before === undefined ? 'create' : 'update'
      return { file, action: content === undefined ? 'delete' : kept, content, changes }
    }),
  )
}
