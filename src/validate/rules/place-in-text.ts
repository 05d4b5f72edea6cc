import type { NodePath } from '../../flow/map-value.ts'
import type { CheckedFlow, Diagnostic } from '../diagnostic.ts'

/** Where something stands in a text of a flow; `undefined` where it is not written there in so many letters. */
export const placeInText = (
  { document }: CheckedFlow,
  { path, written }: { readonly path: NodePath; readonly written: string },
): Diagnostic['position'] => {
  const range = document.rangeOf(path)
  const offset = range ? document.source.slice(range.start, range.end).indexOf(written) : -1
  if (!range || offset === -1) return undefined
  return document.positionAt({ start: range.start + offset, end: range.start + offset + written.length })
}
