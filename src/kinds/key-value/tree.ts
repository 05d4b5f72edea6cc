import { makeProblem } from '../../problem/problem-codes.ts'
import { folderOf, nameOf } from '../../repository/tree.ts'
import type { LayoutRoot } from '../../resource/desired.ts'
import { isNamespace } from '../../resource/namespace.ts'
import type { KindInTree, TreePart, TreeSearch } from '../kind-in-tree.ts'
import {
  folderAround,
  isPairsFile,
  type KeyValueFiles,
  type PairsOfFile,
  readKeyValueFiles,
  withoutDuplicates,
} from './key-value-files.ts'
import { contentInFile } from './parse-pairs.ts'
import { placePairs } from './place-pairs.ts'
import { whyNoPair } from './why-no-pair.ts'
import { writePairs } from './write-pairs.ts'

/** Key-value pairs stand several to a file, each by its key; their namespace is that of the folder. */
export const KEY_VALUE_IN_TREE: KindInTree = {
  isPlace: isPairsFile,
  readTree: async (tree, search) => partOf(await readKeyValueFiles(tree, search), search),
  problemsOnServer: (problems) => problems,
  isNamedByPlace: false,
  likelyStems: () => [],
  toServer: (file, { name }) => contentInFile(file, name),
  toGit: writePairs,
  sharesFiles: true,
  whyNotInGit: ({ content }) => whyNoPair(content),
  schema: undefined,
  makePlacer: placePairs,
}

const partOf = ({ files, lost }: KeyValueFiles, { isHidden }: TreeSearch): TreePart => {
  const visible = files.filter(({ file }) => !isHidden(file))
  const { resources, problems } = withoutDuplicates(visible)
  return {
    resources,
    broken: visible.flatMap(({ broken }) => broken),
    leftAlone: files.filter(({ file }) => isHidden(file)).flatMap(({ resources: hidden }) => hidden),
    unreadable: files.flatMap(({ namespace, broken }) => broken.map(({ kind }) => ({ kind, namespace }))),
    roots: rootsOf(visible),
    problems: [
      ...visible.flatMap((file) => file.problems),
      ...problems,
      ...lost.filter((file) => !isHidden(file)).map(withoutNamespace),
    ],
    unrelated: [],
    hides: () => false,
    evidence: undefined,
    flows: undefined,
    documents: visible.map(({ document }) => document),
  }
}

const rootsOf = (files: readonly PairsOfFile[]): readonly LayoutRoot[] =>
  [...Map.groupBy(files, ({ file }) => folderOf(file))].map(([root, inRoot]) => {
    const [namespace, ...others] = new Set(inRoot.map((file) => file.namespace))
    const count = inRoot.reduce((sum, { resources }) => sum + resources.length, 0)
    return {
      root: root === '' ? '.' : root,
      kind: 'key-value',
      namespaceFrom: 'folder',
      namespace: others.length > 0 ? undefined : namespace,
      count,
    }
  })

const withoutNamespace = (file: string) => {
  const folder = nameOf(folderAround(file))
  const place = `_kv/${isNamespace(folder) ? folder : 'NAMESPACE'}/${nameOf(file)}`
  const hint = `Move it to \`${place}\` if that is its namespace, set \`namespace\`, or name it in \`exclude\` when it is something else.`
  return makeProblem('key-values-namespace-unknown', {
    message: 'By its name this file holds key-value pairs, and nothing tells their namespace. It is left alone.',
    hint,
    file,
  })
}
