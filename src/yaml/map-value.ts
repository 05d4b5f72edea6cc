/** A YAML map as plain data. */
export type MapValue = Readonly<Record<string, unknown>>

/** True for a map of a flow's plain value, not for lists and scalars. */
export const isMapValue = (value: unknown): value is MapValue =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Keys and list indexes from the root of a flow to one of its nodes, e.g. `['tasks', 0, 'id']`. */
export type NodePath = readonly (string | number)[]

/** Calls `visit` with every text below a plain value, and where it stands. Keys are not visited. */
export const walkTexts = (value: unknown, visit: (text: string, path: NodePath) => void): void => {
  const path: (string | number)[] = []
  const walk = (node: unknown): void => {
    if (typeof node === 'string') visit(node, path)
    if (typeof node !== 'object' || node === null) return
    const entries: Iterable<[string | number, unknown]> = Array.isArray(node) ? node.entries() : Object.entries(node)
    for (const [key, child] of entries) {
      path.push(key)
      walk(child)
      path.pop()
    }
  }
  walk(value)
}

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

/** True for a part of a flow that never runs as it stands: below a task or trigger with `disabled: true`, or a description. */
export const neverRuns = (flow: MapValue, path: NodePath): boolean => {
  let at: unknown = flow
  for (const step of path) {
    if (step === 'description') return true
    at = childOf(at, step)
    if (isMapValue(at) && at['disabled'] === true) return true
  }
  return false
}

const childOf = (value: unknown, step: string | number): unknown => {
  if (Array.isArray(value)) return value[Number(step)]
  return isMapValue(value) ? value[step] : undefined
}
