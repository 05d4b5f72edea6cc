import { fieldsOf, isMap, itemsOf, type Plain, type PlainMap, textOf } from './plain.ts'

/**
 * The maps of a list by their names, which stand under the first of `keys` that a map has. Items without a name are
 * left out; of two with the same name the first counts.
 */
export const namedItems = (list: Plain | undefined, keys: readonly string[]): ReadonlyMap<string, PlainMap> => {
  const named = new Map<string, PlainMap>()
  for (const item of itemsOf(list)) {
    const fields = fieldsOf(item)
    const name = keys.map((key) => textOf(fields.get(key))).find((text) => text !== undefined)
    if (isMap(item) && name !== undefined && !named.has(name)) named.set(name, item)
  }
  return named
}
