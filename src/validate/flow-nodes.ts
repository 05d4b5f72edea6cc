import type { NodePath } from '../flow/flow-document.ts'

/** A map of a flow document; named are the keys by which Kestra's texts and schema tell what it is. */
export interface FlowMap {
  readonly [key: string]: unknown
  readonly id?: unknown
  readonly type?: unknown
  readonly namespace?: unknown
  readonly flowId?: unknown
  readonly key?: unknown
  readonly name?: unknown
  readonly labels?: unknown
}

/** One map and where it stands. */
export interface FlowNode {
  readonly path: NodePath
  readonly value: FlowMap
}

/** Every map of a flow document in document order, the flow itself first; a node reached twice through an alias counts once. */
export const flowNodes = (value: unknown): FlowNode[] => {
  const nodes: FlowNode[] = []
  const seen = new Set<object>()
  const visit = (current: unknown, path: NodePath): void => {
    if (typeof current !== 'object' || current === null || seen.has(current)) return
    seen.add(current)
    if (isMap(current)) nodes.push({ path, value: current })
    for (const [key, child] of entriesOf(current)) visit(child, [...path, key])
  }
  visit(value, [])
  return nodes
}

export const isMap = (value: unknown): value is FlowMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)

const entriesOf = (value: object): [string | number, unknown][] =>
  Array.isArray(value) ? value.map((child: unknown, index) => [index, child]) : Object.entries(value)
