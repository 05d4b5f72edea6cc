import { isMapValue } from '../../flow/map-value.ts'
import type { Kind } from './schema-shape.ts'

/**
 * Whether Kestra reads `value` where the schema asks for `kind`. Wider than JSON Schema: the server's parser (Jackson) takes
 * any scalar for a text, `"5"` for a number and `"true"` for a boolean.
 */
export const fitsKind = (value: unknown, kind: Kind): boolean => {
  if (kind === 'object') return isMapValue(value)
  if (kind === 'array') return Array.isArray(value)
  if (typeof value === 'object') return value instanceof Date && kind === 'string'
  if (kind === 'string') return true
  if (kind === 'boolean') return typeof value !== 'string' || /^(?:true|false)?$/i.test(value.trim())
  return typeof value !== 'boolean' && (typeof value !== 'string' || !Number.isNaN(Number(value)))
}
