import { type FileReference, findFileReferences } from '../../flow/file-references.ts'
import type { CheckedFlow, Fault } from '../flow-rule.ts'
import type { KnownTree } from '../known-tree.ts'

/** `read('path')` and the plain paths of `namespaceFiles.include`. Patterns are not checked: none of them must match. */
export const checkFiles = (flow: CheckedFlow, known: KnownTree): readonly Fault[] =>
  findFileReferences(flow.document, flow.nodes).flatMap((reference): readonly Fault[] => {
    const { namespace = '' } = flow.document
    if (reference.isPattern || namespacesOf(namespace).some((name) => known.fileAt(name, reference.target) === 'found'))
      return []
    const place = known.fileAt(namespace, reference.target)
    const where = place === 'missing' ? 'neither in this tree nor on the server' : 'not in this tree'
    const message = `The file "${reference.target}" of namespace "${namespace}" is ${where}.`
    const position = placeInText(flow, reference)
    return [
      {
        code: 'missing-file',
        path: reference.path,
        position,
        message,
        severity: place === 'missing' ? 'warning' : 'info',
      },
    ]
  })

/** A namespace and its parents: a server may be set to let children see the files of their parents. */
const namespacesOf = (namespace: string): readonly string[] =>
  namespace.split('.').map((_, index, parts) => parts.slice(0, parts.length - index).join('.'))

const placeInText = ({ document }: CheckedFlow, { path, written }: FileReference): Fault['position'] => {
  const range = document.rangeOf(path)
  const offset = range ? document.source.slice(range.start, range.end).indexOf(written) : -1
  if (!range || offset === -1) return undefined
  return document.positionAt({ start: range.start + offset, end: range.start + offset + written.length })
}
