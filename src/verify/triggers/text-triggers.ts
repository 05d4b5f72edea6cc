import { scheduleText } from '../../flow/cron/cron-expression.ts'
import { type CronSchedule, type NextDate, nextDate } from '../../flow/cron/schedule-dates.ts'
import { type FlowNode, walkTasks } from '../../flow/walk-tasks.ts'
import { isDisabled, isMapValue, isTrue } from '../../yaml/map-value.ts'
import type { YamlDocument } from '../../yaml/yaml-document.ts'

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

/** As Kestra makes true or false of it (docs/internals/facts/kestra.md, "YAML dialect"). */
const isSet = (value: unknown): boolean =>
  value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0)

const WITH_OFFSET = /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/

const datesOf = (dates: unknown): readonly Date[] | undefined =>
  Array.isArray(dates) && dates.every(isDateText) ? dates.map((date) => new Date(date)) : undefined

const isDateText = (date: unknown): date is string =>
  typeof date === 'string' && WITH_OFFSET.test(date) && !Number.isNaN(Date.parse(date))

/** The time zones that count for the schedule of a trigger: its own, else those that the server may be in (`serverZones`). */
export const zonesOf = ({ schedule }: TextTrigger, serverZones: readonly string[]): readonly string[] =>
  schedule?.timezone === undefined ? serverZones : [schedule.timezone]

/**
 * When a trigger fires next, whether or not a condition lets that pass. `serverZones`: the time zones that the server may be in; a date is
 * known where all of them agree.
 */
export const nextOf = (trigger: TextTrigger, after: Date, serverZones: readonly string[]): NextDate => {
  const { schedule, dates } = trigger
  if (dates !== undefined)
    return dates.filter((date) => date > after).toSorted((a, b) => a.getTime() - b.getTime())[0] ?? 'never'
  if (schedule === undefined) return undefined
  const [first, ...others] = zonesOf(trigger, serverZones).map((timezone) => nextDate({ ...schedule, timezone }, after))
  return others.every((other) => timeOf(other) === timeOf(first)) ? first : undefined
}

const timeOf = (date: NextDate): number | string | undefined => (date instanceof Date ? date.getTime() : date)

/** When a schedule fires, in words, `daily at 06:00, in the time zone of the server`; `undefined` for what has no cron. */
export const firingText = ({ schedule }: TextTrigger): string | undefined => {
  if (schedule === undefined) return undefined
  const { cron, withSeconds, timezone } = schedule
  return `${scheduleText(cron, withSeconds)}${timezone === undefined ? ', in the time zone of the server' : ` in \`${timezone}\``}`
}
