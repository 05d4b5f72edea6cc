import { type ContextReference, readContextReferences, renderedTexts } from '../../flow/context-references.ts'
import { walkTasks } from '../../flow/walk-tasks.ts'
import { isMapValue, type MapValue, type NodePath } from '../../yaml/map-value.ts'
import type { YamlDocument } from '../../yaml/yaml-document.ts'
import type { TaskPlace } from './task-places.ts'

/** One place of a flow that reads an output of a task. */
export interface OutputRead {
  /** Of the text that it stands in. */
  readonly path: NodePath
  readonly text: string
  readonly reference: ContextReference
  /** Of the task. */
  readonly id: string
  /** Some output of the task is asked for with care (`??`, `is defined`): then the task may not have run anywhere. */
  readonly mayBeMissing: boolean
}

/** Who reads, and of whom. */
export interface OutputUse {
  readonly read: OutputRead
  /** `undefined`: the outputs of the flow. */
  readonly reader: TaskPlace | undefined
  readonly target: TaskPlace
}

/**
 * What a flow reads of `outputs`, in the order of the document. Left out is what is asked for with care somewhere, with all above and below
 * it, and what a hyphen takes apart: that is told by another rule.
 */
export const outputReads = (flow: MapValue): readonly OutputRead[] => {
  const all = renderedTexts(flow).flatMap(({ text, path }) =>
    readContextReferences(text).flatMap((reference) => {
      const id = reference.names[0]?.name
      return reference.root !== 'outputs' || id === undefined ? [] : [{ path, text, reference, id }]
    }),
  )
  const guards = all.filter(({ reference }) => reference.isGuarded)
  const guardedIds = new Set(guards.map(({ id }) => id))
  const guarded = new Set(guards.map(({ reference }) => beginningsOf(reference).at(-1)))
  const above = new Set(guards.flatMap(({ reference }) => beginningsOf(reference)))
  return all
    .filter(({ reference }) => {
      const beginnings = beginningsOf(reference)
      const isGuarded = beginnings.some((names) => guarded.has(names)) || above.has(beginnings.at(-1) ?? '')
      return !isGuarded && reference.hyphenated === undefined
    })
    .map((read) => ({ ...read, mayBeMissing: guardedIds.has(read.id) }))
}

/** No value is nested deeper that a person writes. */
const MOST_STEPS = 20

/** `a`, `a.b` and `a.b.c` of `outputs.a.b.c`. */
const beginningsOf = ({ names }: ContextReference): readonly string[] =>
  names.slice(0, MOST_STEPS).map((_, index) => JSON.stringify(names.slice(0, index + 1).map(({ name }) => name)))

/** The types of the tasks of which a flow reads outputs. */
export const typesRead = (document: YamlDocument): readonly string[] => {
  const { value } = document
  const ids = new Set(isMapValue(value) ? outputReads(value).map(({ id }) => id) : [])
  if (ids.size === 0) return []
  return walkTasks(document).flatMap(({ kind, id = '', type = '' }) => (kind === 'task' && ids.has(id) ? [type] : []))
}
