import type { ResourceName } from '../resource/resource.ts'
import { compareText } from '../text/compare.ts'

/** The resources that the tree has, with the namespaces that Git calls them by. */
export interface Neighbours {
  readonly flows: readonly { readonly namespace: string; readonly id: string; readonly file: string }[]
  readonly files: readonly { readonly namespace: string; readonly path: string; readonly file: string }[]
  /** Folder that is read, `''` for the top of the repository. */
  readonly root: string
}

/** Where a resource that is new to Git may be put, the best place first. */
export type Placer = (name: ResourceName) => readonly string[]

/**
 * Places as the neighbours suggest them: where the same namespace lies, else by the pattern that the others follow
 * (`<ns>/flows`, `flows/<ns>`, `flows/a/b`, `<ns>.<id>.yml`), else `<ns>/flows/<id>.yml` and `<ns>/files/<path>`.
 */
export const makePlacer = (neighbours: Neighbours): Placer => {
  const flowSpots = neighbours.flows.map((flow) => ({ namespace: flow.namespace, pattern: flowPattern(flow) }))
  const fileSpots = neighbours.files.map((file) => ({ namespace: file.namespace, pattern: filePattern(file) }))
  const top = neighbours.root === '' ? '' : `${neighbours.root}/`
  return ({ kind, namespace, name }) => {
    const flows = flowPatterns(flowSpots, namespace, top)
    if (kind === 'flow') return unique(flows.map((pattern) => expand(pattern, namespace, name)))
    const files = [
      ...filePatterns(fileSpots, namespace),
      ...flows.flatMap(besideFlows),
      `${top}{ns}/files`,
      `${top}_files/{ns}`,
    ]
    return unique(files.map((pattern) => `${expand(pattern, namespace, '')}${name}`))
  }
}

interface Spot {
  readonly namespace: string
  /** A path with `{ns}` (dotted), `{ns/}` (a folder for each part) and `{id}`. */
  readonly pattern: string
}

const flowPattern = ({ namespace, id, file }: Neighbours['flows'][number]): string => {
  const folder = file.slice(0, file.lastIndexOf('/') + 1)
  const dot = file.lastIndexOf('.')
  const [stem, extension] = [file.slice(folder.length, dot), file.slice(dot)]
  const separator = [`${namespace}.${id}`, `${namespace}-${id}`].includes(stem)
    ? stem.charAt(namespace.length)
    : undefined
  return `${withNamespace(folder, namespace)}${separator === undefined ? '{id}' : `{ns}${separator}{id}`}${extension}`
}

const filePattern = ({ namespace, path, file }: Neighbours['files'][number]): string =>
  withNamespace(`${file.slice(0, -path.length)}/`, namespace).replace(/\/$/, '')

/** The folders that spell the namespace become a placeholder. `folder` is empty or ends with a slash. */
const withNamespace = (folder: string, namespace: string): string => {
  const path = `/${folder}`
  const dotted = path.replace(`/${namespace}/`, '/{ns}/')
  return (dotted === path ? path.replace(`/${namespace.replaceAll('.', '/')}/`, '/{ns/}/') : dotted).slice(1)
}

const flowPatterns = (spots: readonly Spot[], namespace: string, top: string): readonly string[] => {
  const same = spots.filter((spot) => spot.namespace === namespace)
  const named = spots.filter(({ pattern }) => pattern.includes('{ns'))
  const folders = new Set(spots.map(({ pattern }) => pattern.slice(0, pattern.lastIndexOf('/') + 1)))
  const [onlyFolder] = folders
  const isFlat = folders.size === 1 && onlyFolder !== undefined
  const extension = /\.ya?ml$/i.exec(mostCommon(spots) ?? '')?.[0] ?? '.yml'
  return [
    ...known(mostCommon(same)),
    ...known(mostCommon(named)),
    ...(isFlat ? [`${onlyFolder}{id}${extension}`, `${onlyFolder}{ns}.{id}${extension}`] : []),
    `${top}{ns}/flows/{id}${extension}`,
    `${top}{ns}/flows/{ns}.{id}${extension}`,
  ]
}

const filePatterns = (spots: readonly Spot[], namespace: string): readonly string[] => [
  ...known(mostCommon(spots.filter((spot) => spot.namespace === namespace))),
  ...known(mostCommon(spots.filter(({ pattern }) => pattern.includes('{ns')))),
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

/** Of equally common ones the least deep, then the first in the alphabet: the same tree gives the same places. */
const mostCommon = (spots: readonly Spot[]): string | undefined => {
  const counted = [...Map.groupBy(spots, ({ pattern }) => pattern)].map(([pattern, { length }]) => ({
    pattern,
    length,
  }))
  const order = (a: string, b: string): number => depthOf(a) - depthOf(b) || compareText(a, b)
  return counted.toSorted((a, b) => b.length - a.length || order(a.pattern, b.pattern))[0]?.pattern
}

const depthOf = (pattern: string): number => pattern.split('/').length

const known = (pattern: string | undefined): readonly string[] => (pattern === undefined ? [] : [pattern])

const unique = (paths: readonly string[]): readonly string[] => [...new Set(paths)]
