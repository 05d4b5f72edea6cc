/** A YAML map as plain data. */
export type MapValue = Readonly<Record<string, unknown>>

/** True for a map, not for lists and scalars. */
export const isMapValue = (value: unknown): value is MapValue =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Keys and list indexes from the root of a flow to one of its nodes, e.g. `['tasks', 0, 'id']`. */
export type NodePath = readonly (string | number)[]

/** The plain value at a path below another one; `undefined` if there is none. */
export const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (at, step) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, step) ? Reflect.get(at, step) : undefined,
    value,
  )

/** True if `path` is `above` or below it. */
export const isAtOrBelow = (path: NodePath, above: NodePath): boolean =>
  path.length >= above.length && above.every((step, index) => path[index] === step)

/** A text of a document with its path. */
export interface PlacedText {
  readonly text: string
  readonly path: NodePath
}

/**
 * Every text below a plain value in document order, without keys. `isEntered` decides for each entry of a map or list whether to visit it.
 */
export const textsIn = (
  value: unknown,
  isEntered: (parent: object, key: string | number, path: NodePath) => boolean = () => true,
): PlacedText[] => {
  const texts: PlacedText[] = []
  const visit = (node: unknown, path: NodePath): void => {
    if (typeof node === 'string') texts.push({ text: node, path })
    if (typeof node !== 'object' || node === null) return
    for (const [key, child] of entriesOf(node)) if (isEntered(node, key, path)) visit(child, [...path, key])
  }
  visit(value, [])
  return texts
}

/** One map of a document with its path. */
export interface MapNode {
  readonly path: NodePath
  readonly value: MapValue
}

/** The maps of a list with their paths; empty if `list` is not a list. */
export const mapsIn = (list: unknown, path: NodePath): readonly MapNode[] =>
  Array.isArray(list)
    ? list.flatMap((value: unknown, index) => (isMapValue(value) ? [{ value, path: [...path, index] }] : []))
    : []

/** Every map of a document in order, the document itself first. */
export const mapNodes = (value: unknown): MapNode[] => {
  const nodes: MapNode[] = []
  const visit = (current: unknown, path: NodePath): void => {
    if (typeof current !== 'object' || current === null) return
    if (isMapValue(current)) nodes.push({ path, value: current })
    for (const [key, child] of entriesOf(current)) visit(child, [...path, key])
  }
  visit(value, [])
  return nodes
}

const entriesOf = (value: object): [string | number, unknown][] =>
  Array.isArray(value) ? value.map((child: unknown, index) => [index, child]) : Object.entries(value)

/** True for a value that Kestra reads as true (docs/internals/facts/kestra.md, "YAML dialect"). */
export const isTrue = (value: unknown): boolean =>
  typeof value === 'string'
    ? /^(?:true|True|TRUE)$/.test(value.trim())
    : value === true || (Number.isInteger(value) && value !== 0)

/** True for a value that Kestra reads as false. Other values are neither true nor false. */
export const isFalse = (value: unknown): boolean =>
  typeof value === 'string' ? /^(?:false|False|FALSE)$/.test(value.trim()) : value === false || value === 0

/** True for a flow, task, trigger or test with `disabled: true`. */
export const isDisabled = (value: unknown): boolean => isMapValue(value) && isTrue(value['disabled'])

/** True for a part of a flow that never runs: below a disabled task or trigger, or in a description. The flow itself may be disabled. */
export const neverRuns = (flow: unknown, path: NodePath): boolean => {
  let at: unknown = flow
  for (const step of path) {
    if (step === 'description') return true
    at = valueAt(at, [step])
    if (isDisabled(at)) return true
  }
  return false
}
