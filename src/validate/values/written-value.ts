import type { NodePath } from '../../yaml/map-value.ts'
import type { YamlDocument } from '../../yaml/yaml-document.ts'

/**
 * The value at a path, a scalar as it is written: the default of an input is kept as that text (`yes` is no truth value there, `1_000` no whole
 * number), other than the properties of tasks.
 */
export const writtenValue = (document: YamlDocument, path: NodePath, value: unknown): unknown => {
  if (typeof value !== 'number' && typeof value !== 'boolean') return value
  const range = document.rangeOf(path)
  return range ? document.source.slice(range.start, range.end) : value
}
