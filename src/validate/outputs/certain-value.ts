import { wholeReference } from '../../flow/context-references.ts'
import type { FlowNode } from '../../flow/walk-tasks.ts'
import { isTemplate } from '../../pebble/lex-pebble.ts'
import { isMapValue } from '../../yaml/map-value.ts'
import type { OutputKind, TypeOutputs } from './type-outputs.ts'

/** What a text becomes in every run: a text that the flow writes out, or something of which the type is known. */
export type CertainValue = { readonly text: string } | { readonly kind: OutputKind }

/**
 * Of a text without a template that text; of one that is nothing but an output of a task what the flow, or the type of the task, says of it.
 * `undefined` where only a run can tell.
 */
export const certainValue = (
  text: string,
  taskWithId: (id: string) => FlowNode | undefined,
  types: TypeOutputs = {},
): CertainValue | undefined => {
  if (!isTemplate(text)) return { text }
  const { root, steps } = wholeReference(text) ?? {}
  const [id, ...names] = root === 'outputs' ? (steps ?? []).map(({ name }) => name) : []
  const task = id === undefined ? undefined : taskWithId(id)
  if (task === undefined) return undefined
  const written = writtenOutput(task, names)
  if (written !== undefined) return isTemplate(written) ? undefined : { text: written }
  const [property = '', ...rest] = names
  const properties = Object.hasOwn(types, task.type ?? '') ? types[task.type ?? ''] : undefined
  const kind = properties && Object.hasOwn(properties, property) ? properties[property] : undefined
  return kind === undefined || rest.length > 0 ? undefined : { kind }
}

/** What the task itself says that it gives. */
const writtenOutput = ({ type, value }: FlowNode, names: readonly (string | undefined)[]): string | undefined => {
  const [property, name, ...rest] = names
  if (type === 'io.kestra.plugin.core.debug.Return' && property === 'value' && names.length === 1)
    return textOf(value['format'])
  const { values } = value
  const isValue = type === 'io.kestra.plugin.core.output.OutputValues' && property === 'values' && rest.length === 0
  return isValue && isMapValue(values) && name !== undefined ? textOf(values[name]) : undefined
}

/** A number may be written in more ways than one. */
const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' || Number.isSafeInteger(value) ? String(value) : undefined
