import type { NodePath } from '../../yaml/map-value.ts'
import type { YamlDocument } from '../../yaml/yaml-document.ts'

/**
 * The value at a path, a scalar as it is written: properties that are rendered when a task runs, and defaults of inputs, are kept as that
 * text (`yes` is no truth value there, `7.0` no whole number).
 */
export const writtenValue = (document: YamlDocument, path: NodePath, value: unknown): unknown => {
  if (typeof value !== 'number' && typeof value !== 'boolean') return value
  const range = document.rangeOf(path)
  return range ? document.source.slice(range.start, range.end) : value
}
