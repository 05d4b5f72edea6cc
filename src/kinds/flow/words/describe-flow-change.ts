import { isSameFlowSource } from '../../../flow/desired-flow.ts'
import { counted } from '../../../text/lists.ts'
import { isDisabled, isMapValue } from '../../../yaml/map-value.ts'
import type { YamlDocument } from '../../../yaml/yaml-document.ts'
import type { Caller } from '../../kind.ts'
import { isEqual, type PlainMap, toPlainMap } from '../../plain.ts'
import { code, listNames, mostImportant, type Sentence } from '../../words.ts'
import { BREAK, describeCallers } from './callers.ts'
import { describeInputs, requiredInputs } from './describe-inputs.ts'
import { lastName } from './describe-plugin.ts'
import { describeSettings } from './describe-settings.ts'
import { describeTasks } from './describe-tasks.ts'
import { describeTriggers, scheduleOf, triggersOf } from './describe-triggers.ts'
import { flattenTasks } from './flatten-tasks.ts'

/** The name of a flow is told by the row it stands in; who renamed it reads `describeMove`. */
const NAME_KEYS = ['id', 'namespace', 'revision']

/** Keys with sentences of their own. */
const TASK_KEYS = ['tasks', 'errors', 'finally', 'afterExecution']

/**
 * The change of one flow in words, most important first: at most 12 sentences, then `and 3 more changes`. None when
 * nothing changes. `before` and `after` are the two documents (`undefined` = absent on that side: a create, a delete);
 * `callers` are the known flows that call it, by whatever name it has. Same arguments, same words. What a sentence may
 * hold, and who escapes it, is said at `code`.
 */
export const describeFlowChange = (options: {
  readonly before: YamlDocument | undefined
  readonly after: YamlDocument | undefined
  readonly callers: readonly Caller[]
}): readonly string[] => {
  const { before, after, callers } = options
  if (before && after) return mostImportant(describeUpdate(before, after, callers))
  if (after) return [isReadable(after) ? describeCreation(after, callers) : UNREADABLE]
  return before ? [describeDeletion(before, callers)] : []
}

const UNREADABLE = 'not a flow that can be read: see the diff'

const isReadable = ({ value }: YamlDocument): boolean => isMapValue(value)

const describeUpdate = (before: YamlDocument, after: YamlDocument, callers: readonly Caller[]): readonly Sentence[] => {
  if (isSameFlowSource(before.source, after.source)) return []
  if (!isReadable(before) || !isReadable(after)) return [{ rank: 'state', text: UNREADABLE }]
  const [left, right] = [toPlainMap(before.value), toPlainMap(after.value)]
  if (isEqual(without(left, ['revision']), without(right, ['revision']))) {
    return [{ rank: 'prose', text: 'only comments or formatting changed' }]
  }
  const tasks = describeTasks(before, after)
  const triggers = describeTriggers(left, right)
  const inputs = describeInputs(left, right, callers)
  const told = [
    ...(tasks.length > 0 ? TASK_KEYS : []),
    ...(triggers.length > 0 ? ['triggers'] : []),
    ...(inputs.length > 0 ? ['inputs'] : []),
    ...(isDisabled(left) === isDisabled(right) ? [] : ['disabled']),
  ]
  const settings = describeSettings({ before: left, after: right, except: new Set([...NAME_KEYS, ...told]) })
  return [...describeSwitch(left, right), ...inputs, ...tasks, ...triggers, ...settings]
}

const without = (flow: PlainMap, keys: readonly string[]): PlainMap =>
  Object.fromEntries(Object.entries(flow).filter(([key]) => !keys.includes(key)))

const describeSwitch = (before: PlainMap, after: PlainMap): readonly Sentence[] => {
  const isOff = isDisabled(after)
  return isOff === isDisabled(before) ? [] : [{ rank: 'state', text: isOff ? 'disabled' : 'enabled' }]
}

/** A flow that is new on the server, in one sentence: `4 tasks, runs at 06:00, called by 2 flows`. */
const describeCreation = (document: YamlDocument, callers: readonly Caller[]): string => {
  const flow = toPlainMap(document.value)
  const { schedules, others } = activeTriggers(flow)
  const required = requiredInputs(flow)
  const callerCount = new Set(callers.map(({ name }) => name)).size
  return [
    ...(isDisabled(flow) ? ['disabled'] : []),
    counted(flattenTasks(document).size, 'task'),
    ...(schedules.length > 0 ? [`runs ${schedules.join(' and ')}`] : []),
    ...(others.length > 0 ? [`started by ${others.join(' and ')}`] : []),
    ...(required.length > 0 ? [`needs ${required.length === 1 ? 'input' : 'inputs'} ${listNames(required)}`] : []),
    ...(callerCount > 0 ? [`called by ${counted(callerCount, 'flow')}`] : []),
  ].join(', ')
}

/** What ends when a flow goes, in one sentence: `its schedule stops (at 06:00), 2 callers break: …`. */
const describeDeletion = (document: YamlDocument, callers: readonly Caller[]): string => {
  const { schedules, others } = activeTriggers(toPlainMap(document.value))
  const consequences = [
    ...(schedules.length > 0 ? [`${stops('schedule', schedules.length)} (${schedules.join('; ')})`] : []),
    ...(others.length > 0 ? [`${stops('trigger', others.length)} (${others.join(', ')})`] : []),
    ...(callers.length > 0 ? [describeCallers(callers, BREAK)] : []),
  ]
  return consequences.join(', ') || 'nothing known starts or calls it'
}

const stops = (noun: string, amount: number): string =>
  amount === 1 ? `its ${noun} stops` : `its ${counted(amount, noun)} stop`

/** What starts a flow now: schedules in words, and the kinds of the other triggers. A disabled flow is started by nothing. */
const activeTriggers = (
  flow: PlainMap,
): { readonly schedules: readonly string[]; readonly others: readonly string[] } => {
  const triggers = isDisabled(flow)
    ? []
    : [...triggersOf(flow).values()].filter((trigger) => !isDisabled(trigger.properties))
  return {
    schedules: triggers.flatMap((trigger) => scheduleOf(trigger) ?? []),
    others: triggers.filter((trigger) => scheduleOf(trigger) === undefined).map(({ type }) => code(lastName(type))),
  }
}
