import { isMapValue, type MapValue, type NodePath } from '../flow/map-value.ts'

/** One map of a document and where it stands. */
export interface MapNode {
  readonly path: NodePath
  readonly value: MapValue
}

/** Every map of a document in its order, the document itself first; a map reached twice through an alias counts once. */
export const mapNodes = (value: unknown): MapNode[] => {
  const nodes: MapNode[] = []
  const seen = new Set<object>()
  const visit = (current: unknown, path: NodePath): void => {
    if (typeof current !== 'object' || current === null || seen.has(current)) return
    seen.add(current)
    if (isMapValue(current)) nodes.push({ path, value: current })
    for (const [key, child] of entriesOf(current)) visit(child, [...path, key])
  }
  visit(value, [])
  return nodes
}

const entriesOf = (value: object): [string | number, unknown][] =>
  Array.isArray(value) ? value.map((child: unknown, index) => [index, child]) : Object.entries(value)
