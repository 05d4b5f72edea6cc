import { makeProblem } from '../../problem/problem-codes.ts'
import { folderOf, nameOf } from '../../repository/tree.ts'
import type { LayoutRoot } from '../../resource/desired.ts'
import { isNamespace } from '../../resource/namespace.ts'
import type { Content } from '../../resource/resource.ts'
import type { KindInTree, TreePart, TreeSearch } from '../kind-in-tree.ts'
import {
  folderAround,
  isPairsFile,
  type KeyValueFiles,
  type PairsOfFile,
  placePairs,
  readKeyValueFiles,
  withoutDuplicates,
} from './key-value-files.ts'
import { contentInFile } from './parse-pairs.ts'
import { exactNumber } from './value/exact-json.ts'
import { PAIR_TYPES, type Pair, pairOf } from './value/pair.ts'
import { type TypedValue, typeJson, typeText } from './value/value-types.ts'
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

/** A clause that says why a file could not say what the server has under a key; `undefined` when it could. */
const whyNoPair = (content: Content): string | undefined => {
  const pair = pairOf(content)
  if (pair.expires !== undefined) return 'it has a time to live on the server'
  if (pair.value === undefined) return 'its key holds nothing'
  const typed = typedAgain(pair)
  return typed === undefined || 'why' in typed ? 'its value is none that a file can say' : undefined
}

const typedAgain = ({ type, value }: Pair): TypedValue | undefined => {
  const known = PAIR_TYPES.find((name) => name === type)
  if (known === undefined || value === undefined) return undefined
  if (known === 'JSON') return typeJson(value)
  if (known === 'BOOLEAN') return typeof value === 'boolean' ? { type, value } : undefined
  if (known !== 'NUMBER') return typeof value === 'string' ? typeText(value, known) : undefined
  return JSON.isRawJSON(value) && exactNumber(value.rawJSON) !== undefined ? { type, value } : undefined
}
