import { plainText } from '../../text/json.ts'
import { isMapValue, type NodePath, valueAt } from '../../yaml/map-value.ts'
import type { FlowSchema } from './flow-schema.ts'
import type { SchemaShape } from './schema-shape.ts'

/**
 * Returns a test whether the schema knows the property at a path of a flow, or the type that is its value. False also
 * where the schema does not know, e.g. below an unknown type.
 */
export const knowsConstruct =
  (schema: FlowSchema) =>
  (flow: unknown, path: NodePath): boolean => {
    const property = path.at(-1)
    const parent = path.slice(0, -1)
    if (property === 'type') {
      const type = plainText(valueAt(flow, path))
      return schema.types.has(type) || (optionsAt(schema, flow, parent)?.has(type) ?? false)
    }
    return typeof property === 'string' && shapeAt(schema, flow, parent)?.properties.has(property) === true
  }

/** The shape of the map or list at `path`; `undefined` where it is not certain. */
const shapeAt = (schema: FlowSchema, flow: unknown, path: NodePath): SchemaShape | undefined => {
  const value = valueAt(flow, path)
  const type = isMapValue(value) ? plainText(value['type'] ?? '') : ''
  const known = schema.types.get(type)
  if (known !== undefined) return schema.shapeOf(known)
  if (path.length === 0) return schema.shapeOf(schema.root)
  const options = optionsAt(schema, flow, path)
  return options === undefined ? declaredAt(schema, flow, path) : options.get(type)?.[0]
}

/** The shape that the parent declares, without the value. */
const declaredAt = (schema: FlowSchema, flow: unknown, path: NodePath): SchemaShape | undefined => {
  const above = shapeAt(schema, flow, path.slice(0, -1))
  const step = path.at(-1)
  const node = typeof step === 'number' ? above?.items : above?.properties.get(String(step))
  return node && schema.shapeOf(node)
}

/** The alternatives for the map at `path`, by their types. */
const optionsAt = (schema: FlowSchema, flow: unknown, path: NodePath) => {
  const declared = path.length === 0 ? undefined : declaredAt(schema, flow, path)
  return declared && declared.alternatives.length > 0 ? schema.choiceOf(declared).byType : undefined
}
