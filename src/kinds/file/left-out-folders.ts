import type { Problem } from '../../finding/problem.ts'
import { makeProblem } from '../../finding/problem-codes.ts'
import type { LeftOutFolder } from '../../repository/find-layout.ts'
import { type AssignedRoot, isBesideNamespaces, namespacesBeside } from '../../repository/folder-namespaces.ts'
import { folderOf } from '../../repository/tree.ts'
import type { TreeEvidence } from '../../repository/tree-evidence.ts'
import { isNamespace } from '../../resource/namespace.ts'
import { lastSegmentOf } from '../../text/paths.ts'
import type { TreeSearch } from '../kind-in-tree.ts'

/**
 * One finding for each skipped folder that may contain namespace files, with the setting that includes it. Only folders next to flows or
 * folders of namespaces are reported, or all if the tree has no flow. No setting is shown if the folder contains flows, because it would
 * deploy them as files.
 */
export const leftOutFolders = ({ layout, evidence, isHidden }: TreeSearch): Problem[] => {
  const flowsFolders = layout.flowRoots.flatMap(({ root, isLoose }) => (isLoose ? [] : [root]))
  const beside = new Set([...flowsFolders.map(folderOf), ...evidence.flowFolders, ...evidence.aroundNamespaces])
  const isNear = (parent: string) => beside.has(parent) || mayBeNamespace(parent, evidence)
  return layout.leftOut
    .filter(({ root }) => isNear(folderOf(root)))
    .flatMap((folder) => skippedFiles({ ...folder, paths: folder.paths.filter((path) => !isHidden(path)) }, evidence))
}

/** True for a folder that may be named after a namespace, as its siblings are; for any folder if the tree has no flow. */
const mayBeNamespace = (folder: string, evidence: TreeEvidence): boolean =>
  isBesideNamespaces(folder, evidence) || (folder !== '' && evidence.namespaces.size === 0)

/** Reports the files without a namespace: an error if the root surely contains namespace files, else a finding that they are skipped. */
export const withoutNamespace = (
  { root: { root, paths, isCertain } }: AssignedRoot,
  lost: readonly string[],
  evidence: TreeEvidence,
): Problem[] => {
  if (lost.length === 0) return []
  const message = `The namespace of ${lost.length === 1 ? 'this file' : `${lost.length} files`} below ${root} is unknown.`
  if (isCertain) {
    const hint = `Use a folder named after the namespace, set \`namespace\`, or write \`files: ['${root} => ${likelyNamespace(root, evidence)}']\` into \`.kestra/gitops.yml\`.`
    return [makeProblem('files-namespace-unknown', { message, hint, file: lost[0] })]
  }
  if (lost.length === paths.length)
    return skippedFiles({ root, paths: lost, isLikely: lastSegmentOf(root) !== 'scripts' }, evidence)
  const hint = `Move the files for the server into the folder of a namespace there, or set \`namespace\`. To hide this message, add the others to \`exclude\`.`
  return [makeProblem('files-left-out', { message: `${message} Neither deployed nor deleted.`, hint, file: lost[0] })]
}

const skippedFiles = ({ root, paths, isLikely }: LeftOutFolder, evidence: TreeEvidence): Problem[] => {
  const [file] = paths
  if (file === undefined) return []
  const parent = folderOf(root)
  const [what, kind, them] =
    paths.length === 1 ? ['One file', 'a namespace file', 'it'] : [`${paths.length} files`, 'namespace files', 'them']
  const why = mayBeNamespace(parent, evidence)
    ? `it is not certain that \`${parent}\` is a namespace`
    : 'the namespace is unknown'
  const message = `${what} below \`${root}\` may be ${kind}, but ${why}: neither deployed nor deleted.`
  const line =
    evidence.flowsBelow(root).length > 0
      ? 'The folder also contains flows. Move the files into a folder of their own and add that to `files` in `.kestra/gitops.yml`'
      : `To deploy ${them}, write \`files: ['${root} => ${likelyNamespace(root, evidence)}']\` into \`.kestra/gitops.yml\``
  const hint = `${line}. To hide this message, add ${them} to \`exclude\`.`
  return [makeProblem('files-left-out', { message, hint, file, severity: isLikely ? 'warning' : 'info' })]
}

/**
 * The namespace of the flows around the folder, else the name of its parent folder if that may be a namespace, else `NAMESPACE`. Never the
 * namespace of other folders.
 */
const likelyNamespace = (root: string, evidence: TreeEvidence): string => {
  const parent = folderOf(root)
  if (evidence.aroundNamespaces.has(parent)) return 'NAMESPACE'
  const [only, ...others] = namespacesBeside(root, evidence)
  if (only !== undefined && others.length === 0) return only
  return mayBeNamespace(parent, evidence) && isNamespace(lastSegmentOf(parent)) ? lastSegmentOf(parent) : 'NAMESPACE'
}
