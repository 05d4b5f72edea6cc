/** A YAML map as plain data. */
export type MapValue = Readonly<Record<string, unknown>>

/** True for a map of a flow's plain value, not for lists and scalars. */
export const isMapValue = (value: unknown): value is MapValue =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Keys and list indexes from the root of a flow to one of its nodes, e.g. `['tasks', 0, 'id']`. */
export type NodePath = readonly (string | number)[]
