import type { Problem } from '../../finding/problem.ts'
import { makeProblem } from '../../finding/problem-codes.ts'
import { folderOf, readEach, type Tree } from '../../repository/tree.ts'
import type { BrokenFile, DesiredResource, LayoutRoot } from '../../resource/desired.ts'
import { isNamespace, mapNamespace } from '../../resource/namespace.ts'
import { resourceKey } from '../../resource/resource.ts'
import { decodeUtf8 } from '../../text/decode-utf8.ts'
import { lastSegmentOf } from '../../text/paths.ts'
import { parseYaml } from '../../yaml/yaml-document.ts'
import { encodingProblems, MAX_PARSED_BYTES, tooLargeToParse } from '../../yaml/yaml-file.ts'
import { type KindInTree, NOTHING_FOUND, type ReadDocument, type TreePart, type TreeSearch } from '../kind-in-tree.ts'
import { firstOfEach } from '../repeated.ts'
import { contentInFile, parsePairs } from './parse-pairs.ts'
import { secretProblem } from './secrets.ts'
import { folderAround, isPairsFile, namespaceOf, suggestPairPaths } from './suggest-pair-path.ts'
import { contentOf } from './value/pair.ts'
import { whyNoPair, writePairs } from './write-pairs.ts'

/** Reads every file of key-value pairs of a tree, hidden ones included, and reports the faults of each pair. */
const readTree = async (tree: Tree, search: TreeSearch): Promise<TreePart> => {
  const { layout, evidence, settings, isHidden } = search
  const flows = new Set(evidence.flowsBelow('').map(({ file }) => file))
  const paths = layout.unclaimed.filter((path) => isPairsFile(path) && !flows.has(path))
  const placed = paths.map((file) => ({ file, namespace: namespaceOf(file, search) }))
  const known = placed.flatMap(({ file, namespace }) => (namespace === undefined ? [] : [{ file, namespace }]))
  const lost = placed.filter(({ file, namespace }) => namespace === undefined && !isHidden(file))
  const files = await readEach(tree, known, ({ file, namespace }, content) =>
    readFile(file, content, { namespace: mapNamespace(namespace, settings.namespaceMap), settings }),
  )
  const visible = files.filter(({ file }) => !isHidden(file))
  const { resources, problems } = withoutDuplicates(visible)
  return {
    ...NOTHING_FOUND,
    resources,
    broken: visible.flatMap(({ broken }) => broken),
    skipped: files.filter(({ file }) => isHidden(file)).flatMap(({ resources: hidden }) => hidden),
    unreadable: files.flatMap(({ namespace, broken }) => broken.map(({ kind }) => ({ kind, namespace }))),
    roots: rootsOf(visible),
    problems: [
      ...visible.flatMap((file) => file.problems),
      ...problems,
      ...lost.map(({ file }) => withoutNamespace(file)),
    ],
    documents: visible.map(({ document }) => document),
  }
}

/** A file contains several pairs, each under its key. Their namespace is that of the folder. */
export const KEY_VALUE_IN_TREE = {
  isPlace: isPairsFile,
  readTree,
  toServer: (file, { name }) => contentInFile(file, name),
  toGit: writePairs,
  sharesFiles: true,
  whyNotInGit: whyNoPair,
  makePathSuggester: suggestPairPaths,
} satisfies Partial<KindInTree>

interface PairsOfFile {
  readonly file: string
  /** The namespace on the server. */
  readonly namespace: string
  readonly resources: readonly DesiredResource[]
  readonly broken: readonly BrokenFile[]
  readonly problems: readonly Problem[]
  readonly document: ReadDocument
}

const readFile = (
  file: string,
  content: Uint8Array,
  { namespace, settings }: { readonly namespace: string; readonly settings: TreeSearch['settings'] },
): PairsOfFile => {
  const kind = 'key-value' as const
  const parse = settings.parse ?? parseYaml
  if (content.length > MAX_PARSED_BYTES) {
    const problems = [tooLargeToParse(file, content.length)]
    const broken = [{ kind, file, name: undefined }]
    return { file, namespace, resources: [], broken, problems, document: { kind, file, document: parse('') } }
  }
  const decoded = decodeUtf8(content)
  const { entries, faults } = parsePairs(decoded.text)
  const resources = entries.flatMap(({ key, pair }) =>
    pair === undefined ? [] : [{ kind, namespace, name: key, file, content: contentOf(pair) }],
  )
  const broken = entries.filter(({ pair }) => pair === undefined).map(({ key }) => ({ kind, file, name: key }))
  const positions = new Map(entries.map(({ key, position }) => [key, position]))
  return {
    file,
    namespace,
    resources,
    broken: resources.length + broken.length === 0 ? [{ kind, file, name: undefined }] : broken,
    problems: [
      // Only the values are sent, so a byte order mark does no harm.
      ...encodingProblems(file, { ...decoded, hasBom: false }),
      ...faults.map(({ code, ...fault }) => makeProblem(code, { ...fault, file })),
      ...resources.flatMap((resource) => secretProblem(resource, positions.get(resource.name))),
    ],
    document: { kind, file, document: parse(decoded.text) },
  }
}

/** If two files have the same key, the first one counts. The second one is an error that names both. */
const withoutDuplicates = (
  files: readonly PairsOfFile[],
): { readonly resources: readonly DesiredResource[]; readonly problems: readonly Problem[] } => {
  const pairs = files.flatMap(({ resources, document: { document } }) =>
    resources.map((resource) => ({ resource, document })),
  )
  const { firsts, repeated } = firstOfEach(pairs, ({ resource }) => resourceKey(resource))
  const problems = repeated.map(({ item: { resource, document }, first }) => {
    const { namespace, name, file } = resource
    const message = `The key \`${name}\` of the namespace ${namespace} is also in ${first.resource.file}.`
    return makeProblem('duplicate-key-value', { message, file, position: document.positionOf([name]) })
  })
  return { resources: firsts.map(({ resource }) => resource), problems }
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
  const folder = lastSegmentOf(folderAround(file))
  const path = `_kv/${isNamespace(folder) ? folder : 'NAMESPACE'}/${lastSegmentOf(file)}`
  const hint = `Move it to \`${path}\` if that is its namespace, or set \`namespace\`. If the file is something else, add it to \`exclude\`.`
  return makeProblem('key-values-namespace-unknown', {
    message:
      'The name of this file is reserved for key-value pairs, but their namespace is unknown. The file is skipped.',
    hint,
    file,
  })
}
