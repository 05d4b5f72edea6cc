import { type ContextReference, readContextReferences, renderedTexts } from '../../flow/context-references.ts'
import { walkTasks } from '../../flow/walk-tasks.ts'
import { isMapValue, type MapValue, type NodePath } from '../../yaml/map-value.ts'
import type { YamlDocument } from '../../yaml/yaml-document.ts'

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
export const outputReads = (flow: MapValue): readonly OutputRead[] => {
  const all = renderedTexts(flow).flatMap(({ text, path }) =>
    readContextReferences(text).flatMap((reference): OutputRead[] => {
      const id = reference.names[0]?.name
      return reference.root !== 'outputs' || id === undefined ? [] : [{ path, text, reference, id }]
    }),
  )
  const guarded = new Set(all.filter(({ reference }) => reference.isGuarded).map(({ id }) => id))
  return all.filter(({ id, reference }) => !guarded.has(id) && reference.hyphenated === undefined)
}

/** The types of the tasks of which a flow reads outputs. */
export const typesRead = (document: YamlDocument): readonly string[] => {
  const { value } = document
  const ids = new Set(isMapValue(value) ? outputReads(value).map(({ id }) => id) : [])
  if (ids.size === 0) return []
  return walkTasks(document).flatMap(({ kind, id = '', type = '' }) => (kind === 'task' && ids.has(id) ? [type] : []))
}
