import { isNamespace } from '../../resource/namespace.ts'
import type { TreeSearch } from '../kind-in-tree.ts'
import { mostFrequent, type Neighbours, type PathSuggester, topOf } from '../suggest-path.ts'

/** Matches `<ns>/kv.yml`, `<ns>/kv/*.yml` and all YAML files below `_kv/`. */
const PLACE = /^(?:(.*)\/)?(?:_kv\/.+|kv(?:\/.+)?)\.ya?ml$/i

/** True for a file whose name or folder is reserved for key-value pairs. */
export const isPairsFile = (file: string): boolean => PLACE.test(file)

/**
 * The namespace in Git of a file of pairs, the first of these:
 * - the folder below `_kv`, or the folder with `kv.yml` or `kv/`, if its name is a namespace
 * - the setting `namespace`
 * - the namespace of all flows in the same folder, if they have only one
 *
 * `undefined` if none of them gives one.
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

/** The folder that contains `kv.yml` or the folder `kv` of the file. */
export const folderAround = (file: string): string => {
  const steps = file.split('/')
  const at = steps.findIndex((step, index) => (index < steps.length - 1 ? step === 'kv' : true))
  return steps.slice(0, at).join('/')
}

/**
 * Suggests files for the pairs of a namespace, in this order:
 * - the file with most of its pairs
 * - `kv.yml` in the folder of the namespace, next to the folders of other namespaces
 * - `<ns>/kv.yml`
 * - `_kv/<ns>/kv.yml`
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

/** The path before the folder with the name of the namespace, in a list: `namespaces/`, `_kv/` or empty. */
const aboveFolder = (file: string, namespace: string): readonly string[] => {
  const steps = file.split('/').slice(0, -1)
  const at = steps.indexOf(namespace)
  // Below a flows or files folder the file would be a flow or a namespace file.
  const before = steps.slice(0, Math.max(at, 0))
  if (at === -1 || before.some((step) => /flows$|files$/.test(step))) return []
  return [before.map((step) => `${step}/`).join('')]
}
