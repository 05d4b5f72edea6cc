import { fieldsOf, isEqual, isMap, type Plain, type PlainMap } from './plain.ts'

/** Maps within maps are compared field by field down to here, e.g. `taskRunner.resources.limits.memory`. */
const MAX_PATH_LENGTH = 4

/** One field that differs; `undefined` = absent on that side. Never both. */
export interface PropertyChange {
  readonly path: readonly string[]
  readonly before: Plain | undefined
  readonly after: Plain | undefined
}

/** Every field that differs between two maps, in the order of their keys; lists differ as a whole. */
export const propertyChanges = (
  before: PlainMap,
  after: PlainMap,
  parent: readonly string[] = [],
): readonly PropertyChange[] => {
  const [left, right] = [fieldsOf(before), fieldsOf(after)]
  return [...new Set([...left.keys(), ...right.keys()])].sort().flatMap((key) => {
    const change = { path: [...parent, key], before: left.get(key), after: right.get(key) }
    return isEqual(change.before, change.after) ? [] : innerChanges(change)
  })
}

const innerChanges = (change: PropertyChange): readonly PropertyChange[] => {
  const { path, before, after } = change
  return path.length < MAX_PATH_LENGTH && isMap(before) && isMap(after)
    ? propertyChanges(before, after, path)
    : [change]
}
