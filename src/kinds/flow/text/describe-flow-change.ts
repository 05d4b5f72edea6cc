import { isSameFlowSource } from '../../../flow/desired-flow.ts'
import { counted } from '../../../text/lists.ts'
import { isDisabled, isMapValue, type MapValue } from '../../../yaml/map-value.ts'
import type { YamlDocument } from '../../../yaml/yaml-document.ts'
import {
  code,
  describeProperties,
  describeValue,
  isEqual,
  mostImportant,
  namedItems,
  propertyChanges,
  type Sentence,
  withNoun,
} from '../../describe-change.ts'
import type { Caller } from '../../kind.ts'
import { BREAK, describeCallers, describeInputs, requiredInputs } from './describe-inputs.ts'
import { describeStart } from './describe-starts.ts'
import { describeTasks, flattenTasks } from './describe-tasks.ts'
import { describeTriggers, scheduleOf, triggersOf } from './describe-triggers.ts'

/** Keys without a sentence: the row of the flow already shows its name, and `describeMove` explains a rename. */
const NAME_KEYS = ['id', 'namespace', 'revision']

/** Keys with sentences of their own. */
const TASK_KEYS = ['tasks', 'errors', 'finally', 'afterExecution']

/**
 * The change of one flow as sentences, most important first: at most 12, then `and 3 more changes`. Empty if nothing changes. The result
 * depends on the arguments only. See `code` for the contract of the sentences.
 *
 * `before` is `undefined` for a new flow, `after` for a deleted one. `callers` are the known flows that call it by its old or new name.
 */
export const describeFlowChange = (options: {
  readonly before: YamlDocument | undefined
  readonly after: YamlDocument | undefined
  readonly callers: readonly Caller[]
}): readonly string[] => {
  const { before, after, callers } = options
  if (before && after) return mostImportant(describeUpdate(before, after, callers))
  if (after) return [isMapValue(after.value) ? describeCreation(after, callers) : UNREADABLE]
  return before ? [describeDeletion(before, callers)] : []
}

const UNREADABLE = 'cannot be parsed as a flow: see the diff'

const describeUpdate = (before: YamlDocument, after: YamlDocument, callers: readonly Caller[]): readonly Sentence[] => {
  if (isSameFlowSource(before.source, after.source)) return []
  const [left, right] = [before.value, after.value]
  if (!isMapValue(left) || !isMapValue(right)) return [{ rank: 'state', text: UNREADABLE }]
  if (isEqual(without(left, ['revision']), without(right, ['revision']))) {
    return [{ rank: 'prose', text: 'only comments or formatting changed' }]
  }
  const tasks = describeTasks(before, after)
  const triggers = describeTriggers(before, after)
  const inputs = describeInputs(left, right, callers)
  const reported = [
    ...(tasks.length > 0 ? TASK_KEYS : []),
    ...(triggers.length > 0 ? ['triggers'] : []),
    ...(inputs.length > 0 ? ['inputs'] : []),
    ...(isDisabled(left) === isDisabled(right) ? [] : ['disabled']),
  ]
  const settings = describeSettings(left, right, new Set([...NAME_KEYS, ...reported]))
  return [...describeEnabled(left, right), ...inputs, ...tasks, ...triggers, ...settings]
}

const without = (flow: MapValue, keys: readonly string[]): MapValue =>
  Object.fromEntries(Object.entries(flow).filter(([key]) => !keys.includes(key)))

const describeEnabled = (before: MapValue, after: MapValue): readonly Sentence[] => {
  const isOff = isDisabled(after)
  return isOff === isDisabled(before) ? [] : [{ rank: 'state', text: isOff ? 'disabled' : 'enabled' }]
}

/** A flow that is new on the server, in one sentence: `4 tasks, runs at 06:00, called by 2 flows`. */
const describeCreation = (document: YamlDocument, callers: readonly Caller[]): string => {
  const { value: flow } = document
  const { schedules, others } = activeTriggers(document)
  const required = requiredInputs(flow)
  const callerCount = new Set(callers.map(({ name }) => name)).size
  return [
    ...(isDisabled(flow) ? ['disabled'] : []),
    counted(flattenTasks(document).size, 'task'),
    ...(schedules.length > 0 ? [`runs ${schedules.join(' and ')}`] : []),
    ...(others.length > 0 ? [`started by ${others.join(' and ')}`] : []),
    ...(required.length > 0 ? [`needs ${withNoun('input', required)}`] : []),
    ...(callerCount > 0 ? [`called by ${counted(callerCount, 'flow')}`] : []),
  ].join(', ')
}

/** The consequences of a deletion in one sentence: `its schedule stops (at 06:00), 2 callers break: …`. */
const describeDeletion = (document: YamlDocument, callers: readonly Caller[]): string => {
  const { schedules, others } = activeTriggers(document)
  const consequences = [
    ...(schedules.length > 0 ? [`${stops('schedule', schedules.length)} (${schedules.join('; ')})`] : []),
    ...(others.length > 0 ? [`${stops('trigger', others.length)} (${others.join(', ')})`] : []),
    ...(callers.length > 0 ? [describeCallers(callers, BREAK)] : []),
  ]
  return consequences.join(', ') || 'nothing known starts or calls it'
}

const stops = (noun: string, amount: number): string =>
  amount === 1 ? `its ${noun} stops` : `its ${counted(amount, noun)} stop`

/** The active triggers of a flow as text: schedules, and what the other triggers wait for. A disabled flow has none. */
const activeTriggers = (
  document: YamlDocument,
): { readonly schedules: readonly string[]; readonly others: readonly string[] } => {
  const triggers = isDisabled(document.value)
    ? []
    : [...triggersOf(document.value).values()].filter((trigger) => !isDisabled(trigger.properties))
  return {
    schedules: triggers.flatMap((trigger) => scheduleOf(trigger) ?? []),
    others: triggers
      .filter((trigger) => scheduleOf(trigger) === undefined)
      .map((trigger) => describeStart(trigger, document)),
  }
}

const MAX_LISTED = 4

/** The names of keys in a sentence, if they differ from the key. */
const TITLES: ReadonlyMap<string, string> = new Map([
  ['pluginDefaults', 'plugin defaults'],
  ['taskDefaults', 'plugin defaults'],
  ['sla', 'SLA'],
])

/** Keys that sentences show without backticks, as they are. */
const PLAIN_TITLES = new Set(
  'checks concurrency description inputs labels outputs retry tasks timeout triggers variables'.split(' '),
)

/** The properties that name an item of a list, in order of preference. Labels may also be a map. */
const ITEM_NAMES: ReadonlyMap<string, readonly string[]> = new Map([
  ['outputs', ['id']],
  ['pluginDefaults', ['type']],
  ['taskDefaults', ['type']],
  ['sla', ['id']],
  ['checks', ['id', 'message', 'condition']],
])

/** One sentence for each top-level key that differs: outputs, variables, labels, concurrency, plugin defaults and so on. */
const describeSettings = (before: MapValue, after: MapValue, except: ReadonlySet<string>): readonly Sentence[] => {
  const [left, right] = [new Map(Object.entries(before)), new Map(Object.entries(after))]
  return [...new Set([...left.keys(), ...right.keys()])]
    .filter((key) => !except.has(key) && !isEqual(left.get(key), right.get(key)))
    .sort()
    .map((key) => ({ rank: rankOf(key), text: describeSetting(key, left.get(key), right.get(key)) }))
}

const rankOf = (key: string): Sentence['rank'] => {
  if (key === 'outputs') return 'changed'
  return key === 'labels' || key === 'description' ? 'prose' : 'settings'
}

const describeSetting = (key: string, before: unknown, after: unknown): string => {
  const title = TITLES.get(key) ?? (PLAIN_TITLES.has(key) ? key : code(key))
  const [left, right] = [settingMap(key, before), settingMap(key, after)]
  if (left && right)
    return `${title}: ${describeProperties(propertyChanges(left, right), key) || 'only order or form changed'}`
  const { verb, detail } = describeValue({ path: [key], before, after })
  if (key === 'description') return `${title} ${verb}`
  if (verb === 'added' && right) return `${title} added${listFields(key, right)}`
  return detail === undefined ? `${title} ${verb}` : `${title} ${verb}, ${detail}`
}

/** The fields of an added setting: ``: `behavior` `QUEUE`, `limit` `2` ``; only their count if there are more than four. */
const listFields = (key: string, map: MapValue): string => {
  const fields = propertyChanges({}, map).map(({ path, after }) => {
    const { detail } = describeValue({ path: [key, ...path], before: undefined, after })
    return detail === undefined ? code(path.join('.')) : `${code(path.join('.'))} ${detail}`
  })
  return fields.length > MAX_LISTED ? ` (${fields.length})` : `: ${fields.join(', ')}`
}

/** A setting as a map, with lists keyed by the names of their items; `undefined` if it has no such form. */
const settingMap = (key: string, value: unknown): MapValue | undefined => {
  if (isMapValue(value)) return value
  if (key === 'labels') return labelMap(value)
  const items = namedItems(value, ITEM_NAMES.get(key) ?? [])
  return items.size > 0 ? Object.fromEntries(items) : undefined
}

/** Labels may be a list of `{ key, value }` (docs/internals/facts/kestra.md, "Labels"). */
const labelMap = (value: unknown): MapValue | undefined => {
  const items = namedItems(value, ['key'])
  if (items.size === 0) return undefined
  return Object.fromEntries([...items].map(([key, { value }]) => [key, value ?? null]))
}
