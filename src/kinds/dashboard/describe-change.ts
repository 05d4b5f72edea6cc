import { type Content, contentText } from '../../resource/resource.ts'
import { counted } from '../../text/lists.ts'
import { isMapValue, type MapValue } from '../../yaml/map-value.ts'
import { normalizeSource } from '../../yaml/source-text.ts'
import { parseYaml } from '../../yaml/yaml-document.ts'
import {
  code,
  describeProperties,
  isEqual,
  itemsOf,
  mapOf,
  mostImportant,
  namedItems,
  propertyChanges,
  type Sentence,
  scalarText,
  withNoun,
} from '../describe-change.ts'
import type { ContentChange } from '../kind.ts'

/** The change of one dashboard as sentences, most important first: its charts, then the rest. Empty if nothing changes. */
export const describeDashboardChange = ({
  before,
  after,
}: Pick<ContentChange, 'before' | 'after'>): readonly string[] => {
  const [left, right] = [before, after].map(readMap)
  if (before === undefined || after === undefined) return [describePresence(left ?? right, after !== undefined)]
  if (normalizeSource(contentText(before)) === normalizeSource(contentText(after))) return []
  if (left === undefined || right === undefined) return [UNREADABLE]
  if (isEqual(left, right)) return ['only comments or formatting changed']
  return mostImportant([...describeCharts(left, right), ...describeRest(left, right)])
}

const UNREADABLE = 'cannot be parsed as a dashboard: see the diff'

const readMap = (content: Content | undefined): MapValue | undefined => {
  const value = content === undefined ? undefined : parseYaml(contentText(content)).value
  return isMapValue(value) ? value : undefined
}

const describePresence = (dashboard: MapValue | undefined, isNew: boolean): string => {
  if (dashboard === undefined) return UNREADABLE
  const charts = counted(itemsOf(dashboard['charts']).length, 'chart')
  const title = code(scalarText(dashboard['title']) ?? '')
  return isNew ? `new dashboard ${title} with ${charts}` : `removes the dashboard ${title} with ${charts}`
}

const describeCharts = (before: MapValue, after: MapValue): readonly Sentence[] => {
  const left = namedItems(before['charts'], ['id'])
  const right = namedItems(after['charts'], ['id'])
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
  ids.length === 0 ? [] : [{ rank: verb, text: `${withNoun('chart', ids)} ${verb}` }]

const describeChart = (id: string, before: MapValue, after: MapValue): Sentence => {
  const changes = propertyChanges(before, after)
  const isFilters = ({ path }: { readonly path: readonly string[] }) => path.join('.') === 'data.where'
  const others = changes.filter((change) => !isFilters(change))
  const clauses = [
    ...changes.filter(isFilters).map((change) => describeFilters(filtersOf(change.before), filtersOf(change.after))),
    ...(others.length > 0 ? [describeProperties(others, id)] : []),
  ]
  return { rank: 'changed', text: `chart ${code(id)}: ${clauses.join('; ')}` }
}

/** The filters as text, such as `STATE EQUAL_TO FAILED`, in list order. */
const filtersOf = (list: unknown): readonly string[] =>
  itemsOf(list).map((filter) => {
    const { field, type, value, values } = mapOf(filter)
    const compared =
      scalarText(value) ??
      itemsOf(values)
        .map((one) => scalarText(one) ?? '…')
        .join(', ')
    return [scalarText(field), scalarText(type), compared].filter(Boolean).join(' ')
  })

const describeFilters = (before: readonly string[], after: readonly string[]): string => {
  const removed = before.filter((filter) => !after.includes(filter))
  const added = after.filter((filter) => !before.includes(filter))
  const clauses = [
    ...(removed.length > 0 ? [`${withNoun('filter', removed)} removed`] : []),
    ...(added.length > 0 ? [`${withNoun('filter', added)} added`] : []),
  ]
  return clauses.join(', ') || 'filters changed'
}

/** Sentences about all other fields. Charts without an id have no sentences of their own, so they count as one field. */
const describeRest = (before: MapValue, after: MapValue): readonly Sentence[] => {
  const hasNames = [before, after].every(({ charts }) => namedItems(charts, ['id']).size === itemsOf(charts).length)
  return propertyChanges(before, after)
    .filter(({ path: [key] }) => key !== 'id' && !(key === 'charts' && hasNames))
    .map((change) => ({
      rank: change.path[0] === 'description' ? 'prose' : 'settings',
      text: describeProperties([change]),
    }))
}
