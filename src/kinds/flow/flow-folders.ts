import type { Problem } from '../../finding/problem.ts'
import type { DesiredFlow, PlacedDocument } from '../../flow/desired-flow.ts'
import type { FlowRoot, Layout } from '../../repository/find-layout.ts'
import { contentsOfFolders } from '../../repository/folder-names.ts'
import { type DeclaredNamespace, findNamespaceFolders } from '../../repository/folder-namespaces.ts'
import { folderOf, isBelow, nameOf, normalizeRoot, type Tree } from '../../repository/tree.ts'
import { isMapValue } from '../../yaml/map-value.ts'
import type { TreeSearch } from '../kind-in-tree.ts'
import { type FlowFile, looksLikeFlow } from './parse-flow-file.ts'

/** A YAML file of a flow root, as it was read, */
export interface RootFile {
  readonly root: FlowRoot
  readonly read: FlowFile
}

/** and what became of it. */
export interface ClassifiedFile {
  readonly file: RootFile
  readonly flow: DesiredFlow | PlacedDocument | undefined
  readonly problems: readonly Problem[]
}

export const isNamed = (flow: DesiredFlow | PlacedDocument | undefined): flow is DesiredFlow =>
  flow !== undefined && 'id' in flow

/** The folders of a tree that are called after namespaces, from what they hold and what the flows among `files` declare. */
export const namespaceFoldersOf = (
  { paths }: Pick<Tree, 'paths'>,
  { layout, settings, scopeAt }: TreeSearch,
  { declared, files }: { readonly declared: readonly DeclaredNamespace[]; readonly files: readonly RootFile[] },
): ReadonlyMap<string, string> => {
  const certain = new Set(layout.flowRoots.filter(({ isLoose }) => !isLoose).map(({ root }) => root))
  const scopes = settings.roots.map(normalizeRoot)
  const searched = scopes.length === 0 ? paths : paths.filter((path) => scopes.some((scope) => isBelow(scope, path)))
  const contents = contentsOfFolders(searched, (file) => scopeAt(file) !== undefined)
  const hasNoFlows = certain.size === 0 && files.every(({ read }) => ['not-a-flow', 'suite'].includes(read.kind))
  const roots = [...certain, ...layout.fileRoots.map(({ root }) => root)]
  const holders = layout.unclaimed.filter((file) => scopeAt(file) === 'namespace').map(contents.holderOf)
  return findNamespaceFolders([...roots.map(folderOf), ...holders], {
    declared: declared.filter(({ root }) => certain.has(root)),
    holdsOwn: contents.holdsOwn,
    // A root stands for what the settings say: its own name tells nothing.
    isWhole: (folders) => hasNoFlows && !scopes.some((scope) => folders.has(scope)) && contents.isWhole(folders),
  })
}

/**
 * The flows folders of other programs, which must not hide what lies elsewhere: all of them where not one holds a flow, and other places
 * do; and, where others hold flows, each in which somebody else's YAML lies and nothing that is meant for Kestra.
 */
export const unrelatedRoots = (
  found: readonly ClassifiedFile[],
  strays: readonly unknown[],
  { flowRoots }: Layout,
): readonly string[] => {
  const flowsFolders = flowRoots.filter(({ isLoose }) => !isLoose)
  const isAnyMeant = (isLoose: boolean) => found.some(({ flow, file }) => flow && file.root.isLoose === isLoose)
  if (!isAnyMeant(false)) return strays.length > 0 || isAnyMeant(true) ? flowsFolders.map(({ root }) => root) : []
  const byRoot = Map.groupBy(found, ({ file }) => file.root)
  const ownersOf = (root: FlowRoot) => new Set((byRoot.get(root) ?? []).map(({ file }) => ownerOf(file.read)))
  const ofOthers = flowsFolders.filter((root) => {
    const owners = ownersOf(root)
    return mayBeOfOthers(root) && owners.has('others') && !owners.has('kestra')
  })
  const remaining = found.some(({ file }) => !ofOthers.includes(file.root) && ownerOf(file.read) === 'kestra')
  return remaining ? ofOthers.map(({ root }) => root) : []
}

/** `_flows` and the like nobody else has, nor a folder that is called after a namespace. */
const mayBeOfOthers = ({ root }: FlowRoot): boolean =>
  /^(?:sub)?flows$/.test(nameOf(root)) && !nameOf(folderOf(root)).includes('.')

/**
 * Whose file it is: `kestra` where it has two keys of a flow or names a type of Kestra, `others` where it has at most an `id`, or is a list of what are
 * no tasks. Nobody can tell of one that is empty or cannot be read.
 */
const ownerOf = (read: FlowFile): 'kestra' | 'others' | undefined => {
  if (read.kind === 'not-a-flow') return 'others'
  if ('problems' in read) return 'kestra'
  const { value, source, isReadable } = read.document
  if (!isReadable) return undefined
  if (/\bio\.kestra\./.test(source)) return 'kestra'
  if (Array.isArray(value))
    return value.some((item) => isMapValue(item) && Object.hasOwn(item, 'id')) ? 'kestra' : 'others'
  if (!isMapValue(value)) return undefined
  if (looksLikeFlow(value, { isLoose: true })) return 'kestra'
  return Object.hasOwn(value, 'tasks') || Object.hasOwn(value, 'namespace') ? 'kestra' : 'others'
}

/** True for a file in a flows folder of another program. */
export const isOfOthers = (file: string, { flowsOfOthers }: Layout): boolean =>
  flowsOfOthers.some(({ root }) => isBelow(root, file))
