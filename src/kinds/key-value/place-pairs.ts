import { compareText } from '../../text/compare.ts'
import type { Neighbours, Placer } from '../places.ts'
import { isPairsFile } from './key-value-files.ts'

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
