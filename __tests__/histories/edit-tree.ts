import { EMPTY_TREE, type Entry, inNamespace, type ModelTree, usualPath } from './model-tree.ts'
import { type Name, partsOf } from './name.ts'

/** One edit in Git. `pick` chooses among the files that are there, by its remainder. */
export type GitEdit =
  | { readonly edit: 'put'; readonly name: Name; readonly variant: string }
  | { readonly edit: 'change'; readonly pick: number; readonly variant: string }
  | { readonly edit: 'remove' | 'break' | 'empty' | 'move' | 'ignore'; readonly pick: number }
  | { readonly edit: 'rename'; readonly pick: number; readonly to: Name }
  | { readonly edit: 'rename-namespace'; readonly from: string; readonly to: string }
  | { readonly edit: 'ignore-all' | 'ignore-nothing' | 'remove-all' }

/** The tree after an edit; an edit that makes no sense in this tree changes nothing. */
export const editTree = (tree: ModelTree, edit: GitEdit): ModelTree => {
  switch (edit.edit) {
    case 'put':
      return put(tree, edit.name, edit.variant)
    case 'rename-namespace':
      return renameNamespace(tree, edit.from, edit.to)
    case 'ignore-all':
      return { ...tree, ignored: new Set([...tree.ignored, '*']) }
    case 'ignore-nothing':
      return { ...tree, ignored: new Set() }
    case 'remove-all':
      return EMPTY_TREE
    default:
      return editOne(tree, edit)
  }
}

type EditOfOne = Extract<GitEdit, { readonly pick: number }>

const editOne = (tree: ModelTree, edit: EditOfOne): ModelTree => {
  const paths = [...tree.entries.keys()]
  const path = paths[edit.pick % paths.length]
  const entry = path === undefined ? undefined : tree.entries.get(path)
  if (path === undefined || entry === undefined) return tree
  switch (edit.edit) {
    case 'change':
      return withEntries(tree, [path], [[path, { ...entry, variant: edit.variant, state: 'whole' }]])
    case 'remove':
      return withEntries(tree, [path], [])
    case 'ignore':
      return { ...tree, ignored: new Set([...tree.ignored, path]) }
    case 'move':
      return move(tree, path, entry)
    case 'rename':
      return holds(tree, edit.to) || partsOf(edit.to).kind !== partsOf(entry.name).kind
        ? tree
        : withEntries(tree, [path], [[usualPath(edit.to), { ...entry, name: edit.to }]])
    case 'break':
    case 'empty':
      return isYaml(entry)
        ? withEntries(tree, [path], [[path, { ...entry, state: edit.edit === 'break' ? 'broken' : 'emptied' }]])
        : withEntries(tree, [path], [[path, { ...entry, variant: 'empty' }]])
  }
}

const isYaml = ({ name }: Entry): boolean => partsOf(name).kind !== 'file'

/** Two files with one resource are an error of their own, tested elsewhere. */
const holds = (tree: ModelTree, name: Name): boolean =>
  tree.entries.has(usualPath(name)) || [...tree.entries.values()].some((entry) => entry.name === name)

const put = (tree: ModelTree, name: Name, variant: string): ModelTree =>
  holds(tree, name) ? tree : withEntries(tree, [], [[usualPath(name), { name, variant, state: 'whole' }]])

/** A file of a flow, a dashboard or a pair may lie anywhere below the folder of its kind; where a namespace file lies is its name. */
const move = (tree: ModelTree, path: string, entry: Entry): ModelTree => {
  if (!isYaml(entry)) return tree
  const moved = path.includes('/more/')
    ? path.replace('/more/', '/')
    : path.replace(/\/(flows|dashboards|kv)\//, '/$1/more/')
  return tree.entries.has(moved) ? tree : withEntries(tree, [path], [[moved, entry]])
}

const renameNamespace = (tree: ModelTree, from: string, to: string): ModelTree => {
  const renamed = [...tree.entries].filter(([, { name }]) => partsOf(name).namespace === from)
  const after = renamed.map(
    ([path, entry]) => [path.replace(`${from}/`, `${to}/`), { ...entry, name: inNamespace(entry.name, to) }] as const,
  )
  if (after.some(([path, { name }]) => tree.entries.has(path) || holds(tree, name))) return tree
  return withEntries(
    tree,
    renamed.map(([path]) => path),
    after,
  )
}

const withEntries = (
  tree: ModelTree,
  removed: readonly string[],
  added: readonly (readonly [string, Entry])[],
): ModelTree => {
  const entries = new Map([...tree.entries].filter(([path]) => !removed.includes(path)))
  for (const [path, entry] of added) entries.set(path, entry)
  return { ...tree, entries }
}
