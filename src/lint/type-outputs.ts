import * as z from 'zod'
import { isMapValue, valueAt } from '../yaml/map-value.ts'

/** The type of a property in a JSON schema; `any` if the schema has none. */
const OutputKind = z.enum(['string', 'number', 'integer', 'boolean', 'array', 'object', 'any']).catch('any')
export type OutputKind = z.infer<typeof OutputKind>

/** The output properties of a task type by name; empty if it has none. */
export type OutputProperties = Readonly<Record<string, OutputKind>>

/** The known output properties by task type: the format of the file that the command `schema` writes. */
export const TypeOutputs = z.record(z.string(), z.record(z.string(), OutputKind))
export type TypeOutputs = Readonly<Record<string, OutputProperties>>

/**
 * Reads the answer to `GET /api/v1/plugins/{type}` (docs/internals/facts/kestra.md, "Outputs of a type"). `undefined` if it lists no
 * outputs, or allows additional ones.
 */
export const readPluginOutputs = (answer: unknown): OutputProperties | undefined => {
  const outputs = valueAt(answer, ['schema', 'outputs'])
  if (!isMapValue(outputs)) return undefined
  const { properties = {}, additionalProperties = false } = outputs
  if (!isMapValue(properties) || additionalProperties !== false) return undefined
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [name, OutputKind.parse(valueAt(property, ['type']))]),
  )
}
