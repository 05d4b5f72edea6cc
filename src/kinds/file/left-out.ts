import type { Problem } from '../../problem/problem.ts'
import { makeProblem } from '../../problem/problem-codes.ts'
import { type AssignedRoot, namespacesBeside } from '../../repository/folder-namespaces.ts'
import { folderOf } from '../../repository/tree.ts'
import type { TreeEvidence } from '../../repository/tree-evidence.ts'
import type { TreeSearch } from '../kind-in-tree.ts'

/** A folder and its files that nothing takes. */
interface UnreadFolder {
  readonly root: string
  readonly paths: readonly string[]
}

/**
 * Names the folders beside flows that may hold namespace files, but that nothing says are such: one notice each, with the line that
 * takes them. Where flows lie in it, that line would make files of these.
 */
export const leftOutFolders = ({ layout, evidence, isHidden }: TreeSearch): Problem[] => {
  const flowsFolders = layout.flowRoots.flatMap(({ root, isLoose }) => (isLoose ? [] : [root]))
  const { flowFolders, aroundNamespaces } = evidence
  const beside = new Set([...flowsFolders.map(folderOf), ...flowFolders])
  const isNear = (parent: string) => beside.has(parent) || (parent !== '' && aroundNamespaces.has(folderOf(parent)))
  return layout.leftOut
    .filter(({ root }) => isNear(folderOf(root)))
    .flatMap(({ root, paths }) => told({ root, paths: paths.filter((path) => !isHidden(path)) }, evidence))
}

/** Files that no folder gives a namespace: in a folder that was only likely to hold namespace files they are left out, elsewhere it is an error. */
export const withoutNamespace = (
  { root: { root, paths, isCertain } }: AssignedRoot,
  without: readonly { readonly file: string }[],
  evidence: TreeEvidence,
): Problem[] => {
  const lost = without.map(({ file }) => file)
  if (lost.length === 0) return []
  const message = `Nothing tells the namespace of ${lost.length === 1 ? 'this file' : `${lost.length} files`} below ${root}.`
  if (isCertain) return [makeProblem('files-namespace-unknown', { message, file: lost[0] })]
  if (lost.length === paths.length) return told({ root, paths: lost }, evidence)
  const hint = `Put what is meant for the server into the folder of a namespace there, or set \`namespace\`; \`exclude\` leaves the rest out without a word.`
  return [makeProblem('files-left-out', { message: `${message} Neither deployed nor deleted.`, hint, file: lost[0] })]
}

const told = ({ root, paths }: UnreadFolder, evidence: TreeEvidence): Problem[] => {
  const [file] = paths
  if (file === undefined) return []
  const [only, ...others] = namespacesBeside(root, evidence)
  const namespace = only === undefined || others.length > 0 ? 'NAMESPACE' : only
  const what = paths.length === 1 ? 'One file' : `${paths.length} files`
  const message = `${what} below \`${root}\` may be namespace files, but nothing says so or to which namespace they belong: neither deployed nor deleted.`
  const line =
    evidence.flowsBelow(root).length > 0
      ? 'Flows lie there as well: put the files into a folder of their own, and name that in `files` of `.kestra/gitops.yml`'
      : `\`files: ['${root} => ${namespace}']\` in \`.kestra/gitops.yml\` takes them`
  const hint = `${line}; \`exclude\` leaves them out without a word.`
  return [makeProblem('files-left-out', { message, hint, file })]
}
