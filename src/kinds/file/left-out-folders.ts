import type { Problem } from '../../finding/problem.ts'
import { makeProblem } from '../../finding/problem-codes.ts'
import type { LeftOutFolder } from '../../repository/find-layout.ts'
import { type AssignedRoot, isBesideNamespaces, namespacesBeside } from '../../repository/folder-namespaces.ts'
import { folderOf, nameOf } from '../../repository/tree.ts'
import type { TreeEvidence } from '../../repository/tree-evidence.ts'
import { isNamespace } from '../../resource/namespace.ts'
import type { TreeSearch } from '../kind-in-tree.ts'

/**
 * Names the folders that may hold namespace files, but that nothing says are such, where flows or folders of namespaces lie beside, or where there is
 * no flow at all: one line each, with the setting that takes it. Where flows lie in it, that would make files of these.
 */
export const leftOutFolders = ({ layout, evidence, isHidden }: TreeSearch): Problem[] => {
  const flowsFolders = layout.flowRoots.flatMap(({ root, isLoose }) => (isLoose ? [] : [root]))
  const beside = new Set([...flowsFolders.map(folderOf), ...evidence.flowFolders, ...evidence.aroundNamespaces])
  const isNear = (parent: string) => beside.has(parent) || mayBeNamespace(parent, evidence)
  return layout.leftOut
    .filter(({ root }) => isNear(folderOf(root)))
    .flatMap((folder) => reported({ ...folder, paths: folder.paths.filter((path) => !isHidden(path)) }, evidence))
}

/** True for a folder that may be called after a namespace, as others beside it are; where there is no flow at all, for any. */
const mayBeNamespace = (folder: string, evidence: TreeEvidence): boolean =>
  isBesideNamespaces(folder, evidence) || (folder !== '' && evidence.namespaces.size === 0)

/** Files that no folder gives a namespace: in a folder that was only likely to hold namespace files they are left out, elsewhere it is an error. */
export const withoutNamespace = (
  { root: { root, paths, isCertain } }: AssignedRoot,
  lost: readonly string[],
  evidence: TreeEvidence,
): Problem[] => {
  if (lost.length === 0) return []
  const message = `Nothing tells the namespace of ${lost.length === 1 ? 'this file' : `${lost.length} files`} below ${root}.`
  if (isCertain) {
    const hint = `Put them into a folder with the name of the namespace, set \`namespace\`, or write \`files: ['${root} => ${likelyNamespace(root, evidence)}']\` into \`.kestra/gitops.yml\`.`
    return [makeProblem('files-namespace-unknown', { message, hint, file: lost[0] })]
  }
  if (lost.length === paths.length)
    return reported({ root, paths: lost, isLikely: nameOf(root) !== 'scripts' }, evidence)
  const hint = `Put what is meant for the server into the folder of a namespace there, or set \`namespace\`; \`exclude\` leaves the rest out without a word.`
  return [makeProblem('files-left-out', { message: `${message} Neither deployed nor deleted.`, hint, file: lost[0] })]
}

const reported = ({ root, paths, isLikely }: LeftOutFolder, evidence: TreeEvidence): Problem[] => {
  const [file] = paths
  if (file === undefined) return []
  const parent = folderOf(root)
  const what = paths.length === 1 ? 'One file' : `${paths.length} files`
  const why = mayBeNamespace(parent, evidence)
    ? `nothing makes sure that \`${parent}\` stands for a namespace`
    : 'nothing says so or to which namespace they belong'
  const message = `${what} below \`${root}\` may be namespace files, but ${why}: neither deployed nor deleted.`
  const line =
    evidence.flowsBelow(root).length > 0
      ? 'Flows lie there as well: put the files into a folder of their own, and name that in `files` of `.kestra/gitops.yml`'
      : `\`files: ['${root} => ${likelyNamespace(root, evidence)}']\` in \`.kestra/gitops.yml\` takes them`
  const hint = `${line}; \`exclude\` leaves them out without a word.`
  return [makeProblem('files-left-out', { message, hint, file, severity: isLikely ? 'warning' : 'info' })]
}

/** That of the flows around the folder; else the name of the folder that it lies in, where this may be one. Never that of other folders. */
const likelyNamespace = (root: string, evidence: TreeEvidence): string => {
  const parent = folderOf(root)
  if (evidence.aroundNamespaces.has(parent)) return 'NAMESPACE'
  const [only, ...others] = namespacesBeside(root, evidence)
  if (only !== undefined && others.length === 0) return only
  return mayBeNamespace(parent, evidence) && isNamespace(nameOf(parent)) ? nameOf(parent) : 'NAMESPACE'
}
