import type { CheckedFlow, Diagnostic } from '../../flow/diagnostic.ts'
import { type FileReference, findFileReferences } from '../../flow/outside-references.ts'
import type { ProblemCode } from '../../problem/problem-codes.ts'
import { withParents } from '../../resource/namespace.ts'
import { didYouMean } from '../../text/closest-word.ts'
import { neverRuns } from '../../yaml/map-value.ts'
import { nearNames } from '../expressions/near-name.ts'
import { placesInTexts } from '../expressions/place-in-text.ts'
import { type KnownTree, placesOf } from '../known-tree.ts'

const CODES = {
  read: 'missing-file',
  'namespace-files': 'missing-include',
  download: 'missing-download',
} as const satisfies Record<FileReference['via'], ProblemCode>

/**
 * The files that a flow names and that neither the tree nor the server has: `read('path')` and its like, and the plain paths of
 * `namespaceFiles.include` and `DownloadFiles`. Patterns are not checked: none of them must match.
 */
export const checkFiles = (flow: CheckedFlow, known: KnownTree): readonly Diagnostic[] => {
  const placeOf = placesInTexts(flow)
  const nearTo = nearNames()
  return findFileReferences(flow.document, flow.nodes).flatMap((reference): readonly Diagnostic[] => {
    const { namespace, path, via, target, isPattern, isConditional } = reference
    const places = withParents(namespace)
    if (isPattern || places.some((name) => known.fileAt(name, target) === 'found')) return []
    const place = known.fileAt(namespace, target)
    const where = place === 'missing' ? 'neither in this tree nor on the server' : 'not in this tree'
    const isSure = place === 'missing' && !isConditional && !neverRuns(flow.value, path)
    const near = nearTo(target, () => places.flatMap(known.filesIn))
    return [
      {
        code: CODES[via],
        path,
        position: placeOf(reference),
        message: `The file "${target}" of namespace "${namespace}" is ${where}.`,
        severity: isSure ? 'warning' : 'info',
        hint: didYouMean(near?.slice(1)),
        about: placesOf.file(namespace, target),
      },
    ]
  })
}
