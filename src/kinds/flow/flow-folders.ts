import type { Problem } from '../../finding/problem.ts'
import type { DesiredFlow, PlacedDocument } from '../../flow/desired-flow.ts'
import type { FlowRoot, Layout } from '../../repository/find-layout.ts'
import { contentsOfFolders } from '../../repository/folder-names.ts'
import { type DeclaredNamespace, findNamespaceFolders } from '../../repository/folder-namespaces.ts'
import { folderOf, isBelow, normalizeRoot, type Tree } from '../../repository/tree.ts'
import { lastSegmentOf } from '../../text/paths.ts'
import { isMapValue } from '../../yaml/map-value.ts'
import type { TreeSearch } from '../kind-in-tree.ts'
import { type FlowFile, looksLikeFlow } from './parse-flow-file.ts'

/** A parsed YAML file of a flow root. */
export interface RootFile {
  readonly root: FlowRoot
  readonly read: FlowFile
}

/** A file with its flow, if it is one, and its problems. */
export interface ClassifiedFile {
  readonly file: RootFile
  readonly flow: DesiredFlow | PlacedDocument | undefined
  readonly problems: readonly Problem[]
}

export const isNamed = (flow: DesiredFlow | PlacedDocument | undefined): flow is DesiredFlow =>
  flow !== undefined && 'id' in flow

/** The folders of a tree that are named after namespaces, each with its namespace. Derived from their contents and their flows. */
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
    // The settings decide about a configured root, so its name does not count.
    isWhole: (folders) => hasNoFlows && !scopes.some((scope) => folders.has(scope)) && contents.isWhole(folders),
  })
}

/**
 * The flows folders that belong to other programs and must not hide other folders. If no flows folder contains a flow but other folders do,
 * all of them. Otherwise each folder that contains YAML of another program and none intended for Kestra.
 */
export const unrelatedRoots = (
  found: readonly ClassifiedFile[],
  strays: readonly unknown[],
  { flowRoots }: Layout,
): readonly string[] => {
  const flowsFolders = flowRoots.filter(({ isLoose }) => !isLoose)
  const hasFlows = (isLoose: boolean) => found.some(({ flow, file }) => flow && file.root.isLoose === isLoose)
  if (!hasFlows(false)) return strays.length > 0 || hasFlows(true) ? flowsFolders.map(({ root }) => root) : []
  const byRoot = Map.groupBy(found, ({ file }) => file.root)
  const ownersOf = (root: FlowRoot) => new Set((byRoot.get(root) ?? []).map(({ file }) => ownerOf(file.read)))
  const ofOthers = flowsFolders.filter((root) => {
    const owners = ownersOf(root)
    return mayBeOfOthers(root) && owners.has('others') && !owners.has('kestra')
  })
  const remaining = found.some(({ file }) => !ofOthers.includes(file.root) && ownerOf(file.read) === 'kestra')
  return remaining ? ofOthers.map(({ root }) => root) : []
}

/** Only Kestra uses names such as `_flows`. A folder named after a namespace also belongs to Kestra. */
const mayBeOfOthers = ({ root }: FlowRoot): boolean =>
  /^(?:sub)?flows$/.test(lastSegmentOf(root)) && !lastSegmentOf(folderOf(root)).includes('.')

/**
 * The program that a file belongs to. `kestra`: it has two keys of a flow or names a type of Kestra. `others`: it has at most an `id`, or is a
 * list of items that are not tasks. `undefined`: it is empty or cannot be parsed.
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
