import { skippedFolderOf } from '../../repository/folder-names.ts'
import { nameOf, pathFrom } from '../../repository/tree.ts'
import { mapNamespace } from '../../resource/namespace.ts'
import { readSuite } from '../../test/suite/read-suite.ts'
import type { Suite } from '../../test/suite/suite.ts'
import { compareText } from '../../text/compare.ts'
import type { TreeSearch } from '../kind-in-tree.ts'
import type { RootFile } from './flow-folders.ts'

/** The suites of flow tests among the YAML files that were read, in the order of their paths; those of hidden files are not. */
export const suitesIn = (
  files: readonly RootFile[],
  { isHidden, settings, layout }: Omit<TreeSearch, 'evidence'>,
): readonly Suite[] =>
  files
    .flatMap(({ read }): Suite[] => {
      if (read.kind !== 'suite' || isHidden(read.file) || isSample(read.file, layout.samples)) return []
      const { namespace } = read.document
      const mapped = namespace === undefined ? undefined : mapNamespace(namespace, settings.namespaceMap)
      return [readSuite(read.file, read.document, mapped)]
    })
    .toSorted((a, b) => compareText(a.file, b.file))

/** A folder `tests` holds samples of flows, and suites; the other folders of samples, and what of them lies in it, hold none. */
const isSample = (file: string, samples: ReadonlyMap<string, string>): boolean => {
  const folder = samples.get(file)
  if (folder === undefined) return false
  return nameOf(folder) !== 'tests' || skippedFolderOf(pathFrom(folder, file), '') !== undefined
}
