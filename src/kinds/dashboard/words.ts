import { type Content, textOf as sourceOf } from '../../resource/resource.ts'
import { counted } from '../../text/lists.ts'
import { isMapValue } from '../../yaml/map-value.ts'
import { normalizeSource } from '../../yaml/source-text.ts'
import { parseYaml } from '../../yaml/yaml-document.ts'
import { describeProperties, propertyChanges } from '../describe-properties.ts'
import { fieldsOf, isEqual, itemsOf, namedItems, type Plain, type PlainMap, textOf, toPlainMap } from '../plain.ts'
import { code, listNames, mostImportant, type Sentence } from '../words.ts'

/** The change of one dashboard in words, most important first: its charts, then the rest. None when nothing changes. */
export const describeDashboardChange = ({
  before,
  after,
}: {
  readonly before: Content | undefined
  readonly after: Content | undefined
}): readonly string[] => {
  const [left, right] = [before, after].map(readMap)
  if (before === undefined || after === undefined) return describePresence(left, right, after !== undefined)
  if (normalizeSource(sourceOf(before)) === normalizeSource(sourceOf(after))) return []
  if (left === undefined || right === undefined) return [UNREADABLE]
  if (isEqual(left, right)) return ['only comments or formatting changed']
  return mostImportant([...describeCharts(left, right), ...describeRest(left, right)])
}

const UNREADABLE = 'not a dashboard that can be read: see the diff'

const readMap = (content: Content | undefined): PlainMap | undefined => {
  const value = content === undefined ? undefined : parseYaml(sourceOf(content)).value
  return isMapValue(value) ? toPlainMap(value) : undefined
}

const describePresence = (
  left: PlainMap | undefined,
  right: PlainMap | undefined,
  isNew: boolean,
): readonly string[] => {
  const dashboard = left ?? right
  if (dashboard === undefined) return [UNREADABLE]
  const fields = fieldsOf(dashboard)
  const charts = counted(itemsOf(fields.get('charts')).length, 'chart')
  const title = code(textOf(fields.get('title')) ?? '')
  return [isNew ? `new dashboard ${title} with ${charts}` : `removes the dashboard ${title} with ${charts}`]
}

const describeCharts = (before: PlainMap, after: PlainMap): readonly Sentence[] => {
  const [left, right] = [before, after].map((dashboard) => namedItems(fieldsOf(dashboard).get('charts'), ['id']))
  if (left === undefined || right === undefined) return []
  const removed = [...left.keys()].filter((id) => !right.has(id))
  const added = [...right.keys()].filter((id) => !left.has(id))
  const stayed = [...left].flatMap(([id, chart]) => {
    const now = right.get(id)
    return now === undefined || isEqual(chart, now) ? [] : [describeChart(id, chart, now)]
  })
  const kept = [...left.keys()].filter((id) => right.has(id))
  const isMoved = !isEqual(
    kept,
    [...right.keys()].filter((id) => left.has(id)),
  )
  return [
    ...named('removed', removed),
    ...named('added', added),
    ...stayed,
    ...(isMoved ? [{ rank: 'settings' as const, text: 'order of the charts changed' }] : []),
  ]
}

const named = (verb: 'added' | 'removed', ids: readonly string[]): readonly Sentence[] =>
  ids.length === 0 ? [] : [{ rank: verb, text: `${ids.length === 1 ? 'chart' : 'charts'} ${listNames(ids)} ${verb}` }]

const describeChart = (id: string, before: PlainMap, after: PlainMap): Sentence => {
  const changes = propertyChanges(before, after)
  const isFilters = ({ path }: { readonly path: readonly string[] }) => path.join('.') === 'data.where'
  const others = changes.filter((change) => !isFilters(change))
  const clauses = [
    ...changes.filter(isFilters).map((change) => describeFilters(filtersOf(change.before), filtersOf(change.after))),
    ...(others.length > 0 ? [describeProperties(others, id)] : []),
  ]
  return { rank: 'changed', text: `chart ${code(id)}: ${clauses.join('; ')}` }
}

/** `STATE EQUAL_TO FAILED`, as many as the list has. */
const filtersOf = (list: Plain | undefined): readonly string[] =>
  itemsOf(list).map((filter) => {
    const fields = fieldsOf(filter)
    const values = itemsOf(fields.get('values')).map((value) => textOf(value) ?? '…')
    const value = textOf(fields.get('value')) ?? values.join(', ')
    return [textOf(fields.get('field')), textOf(fields.get('type')), value].filter(Boolean).join(' ')
  })

const describeFilters = (before: readonly string[], after: readonly string[]): string => {
  const removed = before.filter((filter) => !after.includes(filter))
  const added = after.filter((filter) => !before.includes(filter))
  const clauses = [
    ...(removed.length > 0 ? [`${removed.length === 1 ? 'filter' : 'filters'} ${listNames(removed)} removed`] : []),
    ...(added.length > 0 ? [`${added.length === 1 ? 'filter' : 'filters'} ${listNames(added)} added`] : []),
  ]
  return clauses.join(', ') || 'filters changed'
}

/** Of charts without an id no sentence tells, so that they count as one field. */
const describeRest = (before: PlainMap, after: PlainMap): readonly Sentence[] => {
  const hasNames = [before, after].every((dashboard) => {
    const charts = fieldsOf(dashboard).get('charts')
    return namedItems(charts, ['id']).size === itemsOf(charts).length
  })
  return propertyChanges(before, after)
    .filter(({ path: [key] }) => key !== 'id' && !(key === 'charts' && hasNames))
    .map((change) => ({
      rank: change.path[0] === 'description' ? 'prose' : 'settings',
      text: describeProperties([change]),
    }))
}
