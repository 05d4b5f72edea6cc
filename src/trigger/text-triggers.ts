import { type FlowNode, walkTasks } from '../flow/walk-tasks.ts'
import { isDisabled, isMapValue, isTrue } from '../yaml/map-value.ts'
import type { YamlDocument } from '../yaml/yaml-document.ts'
import { type CronSchedule, type NextDate, nextDate } from './cron/schedule-dates.ts'

/** A trigger as the text of its flow has it. */
export interface TextTrigger {
  readonly id: string
  /** By a cron or on dates; of what else starts a flow no date is known. */
  readonly isDated: boolean
  /** Without a time zone it is that of the server. */
  readonly schedule: (Omit<CronSchedule, 'timezone'> & { readonly timezone: string | undefined }) | undefined
  /** Those that can be read; `undefined` where one cannot. */
  readonly dates: readonly Date[] | undefined
  /** It or its flow is disabled. */
  readonly isOff: boolean
  /** Its own `disabled`. */
  readonly isOffItself: boolean
  /** A condition may let a date pass. */
  readonly isConditional: boolean
  /** All of its text, and the part that decides when it fires. */
  readonly text: string
  readonly timing: string
}

const CORE = /^io\.kestra\.(?:plugin\.core\.trigger|core\.models\.triggers\.types)\.(Schedule|ScheduleOnDates)$/

/** The triggers of a flow by id; of two with one id the first. */
export const triggersIn = (document: YamlDocument | undefined): ReadonlyMap<string, TextTrigger> => {
  const triggers = new Map<string, TextTrigger>()
  if (document === undefined || !isMapValue(document.value)) return triggers
  const isFlowOff = isDisabled(document.value)
  for (const node of walkTasks(document)) {
    const { kind, id } = node
    if (kind === 'trigger' && id !== undefined && !triggers.has(id)) triggers.set(id, toTrigger(id, node, isFlowOff))
  }
  return triggers
}

const toTrigger = (id: string, { type = '', value }: FlowNode, isFlowOff: boolean): TextTrigger => {
  const { cron, withSeconds, timezone, dates, disabled, conditions, scheduleConditions, when } = value
  const name = CORE.exec(type)?.[1]
  const zone = typeof timezone === 'string' ? timezone : undefined
  const isOffItself = isTrue(disabled)
  return {
    id,
    isDated: name !== undefined,
    schedule:
      name === 'Schedule' && typeof cron === 'string'
        ? { cron, withSeconds: isTrue(withSeconds), timezone: zone }
        : undefined,
    dates: name === 'ScheduleOnDates' ? datesOf(dates) : undefined,
    isOff: isFlowOff || isOffItself,
    isOffItself,
    isConditional: isSet(conditions) || isSet(scheduleConditions) || isSet(when),
    text: JSON.stringify(value),
    timing: JSON.stringify([type, cron, withSeconds, timezone, dates, isFlowOff || isOffItself]),
  }
}

/** As Kestra makes true or false of it (docs/facts/kestra.md, "YAML dialect"). */
const isSet = (value: unknown): boolean =>
  value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0)

const WITH_OFFSET = /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/

const datesOf = (dates: unknown): readonly Date[] | undefined =>
  Array.isArray(dates) && dates.every(isDateText) ? dates.map((date) => new Date(date)) : undefined

const isDateText = (date: unknown): date is string =>
  typeof date === 'string' && WITH_OFFSET.test(date) && !Number.isNaN(Date.parse(date))

/** When a trigger fires next, whether or not a condition lets that pass; `zone`: that of the server, where it is known. */
export const nextOf = ({ schedule, dates }: TextTrigger, after: Date, zone: string | undefined): NextDate => {
  if (dates !== undefined)
    return dates.filter((date) => date > after).toSorted((a, b) => a.getTime() - b.getTime())[0] ?? 'never'
  const timezone = schedule?.timezone ?? zone
  return schedule === undefined || timezone === undefined ? undefined : nextDate({ ...schedule, timezone }, after)
}
