import type { DesiredResource } from '../resource/desired.ts'
import type { ResourceName } from '../resource/resource.ts'
import { compareText } from '../text/compare.ts'

/** A resource of the tree, with its namespace in Git. */
type TreeResource = Pick<DesiredResource, 'kind' | 'namespace' | 'name' | 'file'>

/** The resources that a new file is placed next to. */
export interface Neighbours {
  readonly resources: readonly TreeResource[]
  /** The root that is read; `''` for the top of the repository. */
  readonly root: string
}

/** Suggests paths for a resource that is new to Git, the best one first. */
export type PathSuggester = (name: Pick<ResourceName, 'namespace' | 'name'>) => readonly string[]

/**
 * Suggests paths for resources named by their content, in this order:
 * - next to resources of the same namespace
 * - by the pattern of the other resources (`<ns>/flows`, `flows/<ns>`, `flows/a/b`, `<ns>.<id>.yml`)
 * - `<ns>/flows/<id>.yml`
 */
export const suggestPathByName = (own: readonly TreeResource[], root: string): PathSuggester => {
  const spots = own.map(spotOfName)
  return ({ namespace, name }) =>
    unique(namePatterns(spots, namespace, topOf(root)).map((pattern) => expand(pattern, namespace, name)))
}

/**
 * Suggests paths for resources named by their path, in this order:
 * - next to resources of the same namespace
 * - by the pattern of the other resources
 * - in the folder `files` next to resources named by their content (`beside`)
 * - `<ns>/files/<path>`
 */
export const suggestPathByPath = (
  own: readonly TreeResource[],
  beside: readonly TreeResource[],
  root: string,
): PathSuggester => {
  const [spots, named] = [own.map(spotOfPath), beside.map(spotOfName)]
  const top = topOf(root)
  return ({ namespace, name }) => {
    const folders = [
      ...pathPatterns(spots, namespace),
      ...namePatterns(named, namespace, top).flatMap(besideFlows),
      `${top}{ns}/files`,
      `${top}_files/{ns}`,
    ]
    return unique(folders.map((pattern) => `${expand(pattern, namespace, '')}${name}`))
  }
}

/** The prefix of paths below `root`: empty, or the root with a slash. */
export const topOf = (root: string): string => (root === '' ? '' : `${root}/`)

interface Spot {
  readonly namespace: string
  /** A path with `{ns}` (dotted), `{ns/}` (a folder for each part) and `{id}`. */
  readonly pattern: string
}

const spotOfName = ({ namespace, name, file }: TreeResource): Spot => {
  const folder = file.slice(0, file.lastIndexOf('/') + 1)
  const dot = file.lastIndexOf('.')
  const [stem, extension] = [file.slice(folder.length, dot), file.slice(dot)]
  const separator = [`${namespace}.${name}`, `${namespace}-${name}`].includes(stem)
    ? stem.charAt(namespace.length)
    : undefined
  const ending = separator === undefined ? '{id}' : `{ns}${separator}{id}`
  return { namespace, pattern: `${withNamespace(folder, namespace)}${ending}${extension}` }
}

const spotOfPath = ({ namespace, name, file }: TreeResource): Spot => ({
  namespace,
  pattern: withNamespace(`${file.slice(0, -name.length)}/`, namespace).replace(/\/$/, ''),
})

/** Replaces the folders that spell the namespace by a placeholder. `folder` is empty or ends with a slash. */
const withNamespace = (folder: string, namespace: string): string => {
  const path = `/${folder}`
  const dotted = path.replace(`/${namespace}/`, '/{ns}/')
  return (dotted === path ? path.replace(`/${namespace.replaceAll('.', '/')}/`, '/{ns/}/') : dotted).slice(1)
}

const namePatterns = (spots: readonly Spot[], namespace: string, top: string): readonly string[] => {
  const folders = new Set(spots.map(({ pattern }) => pattern.slice(0, pattern.lastIndexOf('/') + 1)))
  const [onlyFolder] = folders
  const isFlat = folders.size === 1 && onlyFolder !== undefined
  const extension = /\.ya?ml$/i.exec(mostCommon(spots)[0] ?? '')?.[0] ?? '.yml'
  return [
    ...pathPatterns(spots, namespace),
    ...(isFlat ? [`${onlyFolder}{id}${extension}`, `${onlyFolder}{ns}.{id}${extension}`] : []),
    `${top}{ns}/flows/{id}${extension}`,
    `${top}{ns}/flows/{ns}.{id}${extension}`,
  ]
}

const pathPatterns = (spots: readonly Spot[], namespace: string): readonly string[] => [
  ...mostCommon(spots.filter((spot) => spot.namespace === namespace)),
  ...mostCommon(spots.filter(({ pattern }) => pattern.includes('{ns'))),
]

const FLOWS_FOLDER = /^(.*\/|)(_?)(?:sub|kestra-)?flows\//

/** `a/{ns}/flows/…` → `a/{ns}/files`; `_flows/…` → `_files/{ns}`. */
const besideFlows = (pattern: string): readonly string[] => {
  const [, around, underscore] = FLOWS_FOLDER.exec(pattern) ?? []
  if (around === undefined) return []
  const files = `${around}${underscore}files`
  return [around.includes('{ns') ? files : `${files}/{ns}`]
}

const expand = (pattern: string, namespace: string, id: string): string =>
  pattern.replaceAll('{ns/}', namespace.replaceAll('.', '/')).replaceAll('{ns}', namespace).replaceAll('{id}', id)

/** A list with the most frequent pattern, empty if there is none; of equally frequent ones the one with the fewest folders. */
const mostCommon = (spots: readonly Spot[]): readonly string[] =>
  mostFrequent(
    spots.map(({ pattern }) => pattern),
    (a, b) => depthOf(a) - depthOf(b) || compareText(a, b),
  ).slice(0, 1)

/** Each text once, most frequent first; equally frequent ones by `order`, so that the same tree gives the same paths. */
export const mostFrequent = (texts: readonly string[], order = compareText): readonly string[] =>
  [...Map.groupBy(texts, (text) => text)]
    .toSorted(([a, as], [b, bs]) => bs.length - as.length || order(a, b))
    .map(([text]) => text)

const depthOf = (pattern: string): number => pattern.split('/').length

const unique = (paths: readonly string[]): readonly string[] => [...new Set(paths)]
