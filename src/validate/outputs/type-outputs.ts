import * as z from 'zod'
import { isMapValue } from '../../yaml/map-value.ts'

/** What a property holds, as a JSON schema calls it; `any` where it does not say. */
const OutputKind = z.enum(['string', 'number', 'integer', 'boolean', 'array', 'object', 'any']).catch('any')
export type OutputKind = z.infer<typeof OutputKind>

/** The properties that tasks of a type give, by name; none where there is none. */
export type OutputProperties = Readonly<Record<string, OutputKind>>

/** By type, as far as they are known: the form in which a file of the command "schema" holds them. */
export const TypeOutputs = z.record(z.string(), z.record(z.string(), OutputKind))
export type TypeOutputs = Readonly<Record<string, OutputProperties>>

/**
 * Of the answer to `GET /api/v1/plugins/{type}` (docs/facts/kestra.md, "Outputs of a type"). `undefined` where it does not tell its outputs, or
 * allows for others than it names.
 */
export const readPluginOutputs = (answer: unknown): OutputProperties | undefined => {
  const outputs = childOf(childOf(answer, 'schema'), 'outputs')
  if (!isMapValue(outputs)) return undefined
  const { properties = {}, additionalProperties = false } = outputs
  if (!isMapValue(properties) || additionalProperties !== false) return undefined
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [name, OutputKind.parse(childOf(property, 'type'))]),
  )
}

const childOf = (value: unknown, key: string): unknown => (isMapValue(value) ? value[key] : undefined)
