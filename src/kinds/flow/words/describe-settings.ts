import { describeProperties, describeValue, propertyChanges } from '../../describe-properties.ts'
import { fieldsOf, isEqual, isMap, namedItems, type Plain, type PlainMap } from '../../plain.ts'
import type { Sentence } from '../../words.ts'
import { code } from '../../words.ts'

const MAX_LISTED = 4

/** What keys of a flow are called in a sentence, where that is not the key itself. */
const TITLES: ReadonlyMap<string, string> = new Map([
  ['pluginDefaults', 'plugin defaults'],
  ['taskDefaults', 'plugin defaults'],
  ['sla', 'SLA'],
])

/** Keys that Kestra knows need no backticks. */
const PLAIN_TITLES = new Set(
  'checks concurrency description inputs labels outputs retry tasks timeout triggers variables'.split(' '),
)

/** Where the items of a list have their names; labels may be a map as well. */
const NAME_KEYS: ReadonlyMap<string, readonly string[]> = new Map([
  ['outputs', ['id']],
  ['pluginDefaults', ['type']],
  ['taskDefaults', ['type']],
  ['sla', ['id']],
  ['checks', ['id', 'message', 'condition']],
])

/** One sentence for each top-level key that differs: outputs, variables, labels, concurrency, plugin defaults and so on. */
export const describeSettings = (options: {
  readonly before: PlainMap
  readonly after: PlainMap
  readonly except: ReadonlySet<string>
}): readonly Sentence[] => {
  const [left, right] = [fieldsOf(options.before), fieldsOf(options.after)]
  return [...new Set([...left.keys(), ...right.keys()])]
    .filter((key) => !options.except.has(key) && !isEqual(left.get(key), right.get(key)))
    .sort()
    .map((key) => ({ rank: rankOf(key), text: describeSetting(key, left.get(key), right.get(key)) }))
}

const rankOf = (key: string): Sentence['rank'] => {
  if (key === 'outputs') return 'changed'
  return key === 'labels' || key === 'description' ? 'prose' : 'settings'
}

const describeSetting = (key: string, before: Plain | undefined, after: Plain | undefined): string => {
  const title = TITLES.get(key) ?? (PLAIN_TITLES.has(key) ? key : code(key))
  const [left, right] = [asMap(key, before), asMap(key, after)]
  if (left && right)
    return `${title}: ${describeProperties(propertyChanges(left, right), key) || 'only order or form changed'}`
  const { verb, detail } = describeValue({ path: [key], before, after })
  if (key === 'description') return `${title} ${verb}`
  if (verb === 'added' && right) return `${title} added${listFields(key, right)}`
  return detail === undefined ? `${title} ${verb}` : `${title} ${verb}, ${detail}`
}

/** ``: `behavior` `QUEUE`, `limit` `2` ``; how many there are when there are many. */
const listFields = (key: string, map: PlainMap): string => {
  const fields = propertyChanges({}, map).map(({ path, after }) => {
    const { detail } = describeValue({ path: [key, ...path], before: undefined, after })
    return detail === undefined ? code(path.join('.')) : `${code(path.join('.'))} ${detail}`
  })
  return fields.length > MAX_LISTED ? ` (${fields.length})` : `: ${fields.join(', ')}`
}

/** A setting as a map, lists by the names of their items; `undefined` when it is none. */
const asMap = (key: string, value: Plain | undefined): PlainMap | undefined => {
  if (isMap(value)) return value
  if (key === 'labels') return labelMap(value)
  const items = namedItems(value, NAME_KEYS.get(key) ?? [])
  return items.size > 0 ? Object.fromEntries(items) : undefined
}

/** Labels may be a list of `{ key, value }` (docs/facts/kestra.md, "Labels"). */
const labelMap = (value: Plain | undefined): PlainMap | undefined => {
  const items = namedItems(value, ['key'])
  if (items.size === 0) return undefined
  return Object.fromEntries([...items].map(([key, { value: label }]): [string, Plain] => [key, label ?? null]))
}
