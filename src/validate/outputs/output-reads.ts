import { type ContextReference, readContextReferences, renderedTexts } from '../../flow/context-references.ts'
import type { CheckedFlow } from '../../flow/diagnostic.ts'
import type { NodePath } from '../../yaml/map-value.ts'

/** One place of a flow that reads an output of a task. */
export interface OutputRead {
  /** Of the text that it stands in. */
  readonly path: NodePath
  readonly text: string
  readonly reference: ContextReference
  /** Of the task. */
  readonly id: string
}

/**
 * What a flow reads of `outputs`, in the order of the document. Left out is what may be missing: an output that is asked for with care
 * anywhere (`??`, `is defined`) may be so everywhere, and what a hyphen takes apart is told by another rule.
 */
export const outputReads = ({ value }: CheckedFlow): readonly OutputRead[] => {
  const all = renderedTexts(value).flatMap(({ text, path }) =>
    readContextReferences(text).flatMap((reference): OutputRead[] => {
      const id = reference.names[0]?.name
      return reference.root !== 'outputs' || id === undefined ? [] : [{ path, text, reference, id }]
    }),
  )
  const guarded = new Set(all.filter(({ reference }) => reference.isGuarded).map(({ id }) => id))
  return all.filter(({ id, reference }) => !guarded.has(id) && reference.hyphenated === undefined)
}
