import { counted } from '../../../text/lists.ts'
import type { YamlDocument } from '../../../yaml/yaml-document.ts'
import type { Caller } from '../../kind.ts'
import { isDisabled, type PlainMap, toPlainMap } from '../../plain.ts'
import { code, listNames } from '../../words.ts'
import { BREAK, describeCallers } from './callers.ts'
import { requiredInputs } from './describe-inputs.ts'
import { lastName } from './describe-plugin.ts'
import { scheduleOf, triggersOf } from './describe-triggers.ts'
import { flattenTasks } from './flatten-tasks.ts'

/** A flow that is new on the server, in one sentence: `4 tasks, runs daily at 6:00, called by 2 flows`. */
export const describeCreation = (document: YamlDocument, callers: readonly Caller[]): string => {
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

/** What ends when a flow goes, in one sentence: `its schedule stops (daily at 6:00), 2 callers break: …`. */
export const describeDeletion = (document: YamlDocument, callers: readonly Caller[]): string => {
  const { schedules, others } = activeTriggers(toPlainMap(document.value))
  const consequences = [
    ...(schedules.length > 0 ? [`${stops('schedule', schedules.length)} (${schedules.join(', ')})`] : []),
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
