import type { Problem } from '../../problem/problem.ts'
import { makeProblem } from '../../problem/problem-codes.ts'
import { readEach, type Tree } from '../../repository/tree.ts'
import type { BrokenFile, DesiredResource } from '../../resource/desired.ts'
import { isNamespace, mapNamespace } from '../../resource/namespace.ts'
import { resourceKey } from '../../resource/resource.ts'
import { compareText } from '../../text/compare.ts'
import { decodeUtf8 } from '../../text/decode-utf8.ts'
import { parseYaml } from '../../yaml/yaml-document.ts'
import { encodingProblems, MAX_PARSED_BYTES, tooLargeToParse } from '../../yaml/yaml-file.ts'
import { firstOfEach } from '../first-of-each.ts'
import type { ReadDocument, TreeSearch } from '../kind-in-tree.ts'
import type { Neighbours, Placer } from '../places.ts'
import { parsePairs } from './parse-pairs.ts'
import { secretProblem } from './secrets.ts'
import { contentOf } from './value/pair.ts'

/** `<ns>/kv.yml` and `<ns>/kv/*.yml`, or anything below `_kv/`. */
const PLACE = /^(?:(.*)\/)?(?:_kv\/.+|kv(?:\/.+)?)\.ya?ml$/i

/** True for a file whose name or folder says that it holds key-value pairs. */
export const isPairsFile = (file: string): boolean => PLACE.test(file)

export interface PairsOfFile {
  readonly file: string
  /** As it is deployed. */
  readonly namespace: string
  readonly resources: readonly DesiredResource[]
  readonly broken: readonly BrokenFile[]
  readonly problems: readonly Problem[]
  readonly document: ReadDocument
}

export interface KeyValueFiles {
  readonly files: readonly PairsOfFile[]
  /** Files of which nothing tells the namespace. */
  readonly lost: readonly string[]
}

/** Reads every file of key-value pairs of a tree, and says what is wrong in it, pair by pair; hidden ones as well. */
export const readKeyValueFiles = async (tree: Tree, search: TreeSearch): Promise<KeyValueFiles> => {
  const { layout, evidence, settings } = search
  const flows = new Set(evidence.flowsBelow('').map(({ file }) => file))
  const paths = layout.unclaimed.filter((path) => isPairsFile(path) && !flows.has(path))
  const placed = paths.map((file) => ({ file, namespace: namespaceOf(file, search) }))
  const known = placed.flatMap(({ file, namespace }) => (namespace === undefined ? [] : [{ file, namespace }]))
  const files = await readEach(tree, known, ({ file, namespace }, content) =>
    readFile(file, content, { namespace: mapNamespace(namespace, settings.namespaceMap), settings }),
  )
  return { files, lost: placed.flatMap(({ file, namespace }) => (namespace === undefined ? [file] : [])) }
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
      // What is sent are the values: a byte order mark is in none.
      ...encodingProblems(file, { ...decoded, hasBom: false }),
      ...faults.map(({ code, message, hint, position }) => makeProblem(code, { message, hint, file, position })),
      ...resources.flatMap((resource) => secretProblem(resource, positions.get(resource.name))),
    ],
    document: { kind, file, document: parse(decoded.text) },
  }
}

/**
 * The namespace, as Git calls it, of a file of pairs: the folder below `_kv`, or the one that holds `kv.yml` or `kv/`, where its name is that
 * of a namespace; else `namespace`, else the one namespace of all flows beside it. `undefined` where nothing tells it.
 */
const namespaceOf = (file: string, { evidence, settings }: TreeSearch): string | undefined => {
  const below = /(?:^|\/)_kv\/(.+)$/.exec(file)?.[1]
  if (below !== undefined) {
    const [first = '', ...rest] = below.split('/')
    return rest.length > 0 && isNamespace(first) ? first : settings.namespace
  }
  const folder = folderAround(file)
  const known = evidence.namespaceFolders.get(folder)
  if (known !== undefined) return known
  if (settings.namespace !== undefined) return settings.namespace
  const [only, ...others] = new Set(evidence.flowsBelow(folder).map(({ namespace }) => namespace))
  return others.length === 0 ? only : undefined
}

/** The folder that holds the file `kv.yml`, or the folder `kv` that the file lies in. */
export const folderAround = (file: string): string => {
  const steps = file.split('/')
  const at = steps.findIndex((step, index) => (index < steps.length - 1 ? step === 'kv' : true))
  return steps.slice(0, at).join('/')
}

/** Of two files with the same key the first counts; the second is an error that names both. */
export const withoutDuplicates = (
  files: readonly PairsOfFile[],
): { readonly resources: readonly DesiredResource[]; readonly problems: readonly Problem[] } => {
  const pairs = files.flatMap(({ resources, document: { document } }) =>
    resources.map((resource) => ({ resource, document })),
  )
  const { firsts, repeated } = firstOfEach(pairs, ({ resource }) => resourceKey(resource))
  const problems = repeated.map(({ item: { resource, document }, first }) => {
    const { namespace, name, file } = resource
    const message = `The key \`${name}\` of the namespace ${namespace} stands in ${first.resource.file} as well.`
    return makeProblem('duplicate-key-value', { message, file, position: document.positionOf([name]) })
  })
  return { resources: firsts.map(({ resource }) => resource), problems }
}

/**
 * Files for the pairs of a namespace: the one that holds most of its pairs, else `kv.yml` in the folder of the namespace as the
 * tree has such folders, else `<ns>/kv.yml`, else `_kv/<ns>/kv.yml`.
 */
export const placePairs = ({ resources, root }: Neighbours): Placer => {
  const top = root === '' ? '' : `${root}/`
  const own = resources.filter(({ file }) => isPairsFile(file))
  const above = mostCommon(resources.flatMap(({ namespace, file }) => aboveFolder(file, namespace)))
  return ({ namespace }) => {
    const same = mostCommon(own.filter((pair) => pair.namespace === namespace).map(({ file }) => file))
    const inFolder = above.map((folder) => `${folder}${namespace}/kv.yml`)
    return [...new Set([...same, ...inFolder, `${top}${namespace}/kv.yml`, `${top}_kv/${namespace}/kv.yml`])]
  }
}

/** What stands before the folder with the name of the namespace: `namespaces/`, `_kv/` or nothing. */
const aboveFolder = (file: string, namespace: string): readonly string[] => {
  const steps = file.split('/').slice(0, -1)
  const at = steps.indexOf(namespace)
  // Below a flows or files folder, pairs would be flows or files.
  const before = steps.slice(0, Math.max(at, 0))
  if (at === -1 || before.some((step) => /flows$|files$/.test(step))) return []
  return [before.map((step) => `${step}/`).join('')]
}

/** Those that there are, the most frequent first. */
const mostCommon = (texts: readonly string[]): readonly string[] =>
  [...Map.groupBy(texts, (text) => text)]
    .toSorted(([a, as], [b, bs]) => bs.length - as.length || compareText(a, b))
    .map(([text]) => text)
