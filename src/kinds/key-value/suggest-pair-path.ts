import { isNamespace } from '../../resource/namespace.ts'
import type { TreeSearch } from '../kind-in-tree.ts'
import { mostFrequent, type Neighbours, type PathSuggester, topOf } from '../suggest-path.ts'

/** `<ns>/kv.yml` and `<ns>/kv/*.yml`, or anything below `_kv/`. */
const PLACE = /^(?:(.*)\/)?(?:_kv\/.+|kv(?:\/.+)?)\.ya?ml$/i

/** True for a file whose name or folder says that it holds key-value pairs. */
export const isPairsFile = (file: string): boolean => PLACE.test(file)

/**
 * The namespace, as Git calls it, of a file of pairs: the folder below `_kv`, or the one that holds `kv.yml` or `kv/`, where its name is that
 * of a namespace; else `namespace`, else the one namespace of all flows beside it. `undefined` where nothing tells it.
 */
export const namespaceOf = (file: string, { evidence, settings }: TreeSearch): string | undefined => {
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

/**
 * Files for the pairs of a namespace: the one that holds most of its pairs, else `kv.yml` in the folder of the namespace as the
 * tree has such folders, else `<ns>/kv.yml`, else `_kv/<ns>/kv.yml`.
 */
export const suggestPairPaths = ({ resources, root }: Neighbours): PathSuggester => {
  const top = topOf(root)
  const own = resources.filter(({ file }) => isPairsFile(file))
  const above = mostFrequent(resources.flatMap(({ namespace, file }) => aboveFolder(file, namespace)))
  return ({ namespace }) => {
    const same = mostFrequent(own.filter((pair) => pair.namespace === namespace).map(({ file }) => file))
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
