import { scheduleText } from '../../flow/cron/cron-expression.ts'
import { type CronSchedule, type NextDate, nextDate } from '../../flow/cron/schedule-dates.ts'
import { type FlowNode, walkTasks } from '../../flow/walk-tasks.ts'
import { isDisabled, isMapValue, isTrue } from '../../yaml/map-value.ts'
import type { YamlDocument } from '../../yaml/yaml-document.ts'

/** A trigger in the text of its flow. */
export interface TextTrigger {
  readonly id: string
  /** True for a trigger with a cron or dates. Triggers that start on events have no known date. */
  readonly isDated: boolean
  /** Without `timezone`, the schedule uses the server's time zone. */
  readonly schedule: (Omit<CronSchedule, 'timezone'> & { readonly timezone: string | undefined }) | undefined
  /** The dates of a trigger with dates; `undefined` if one cannot be read. */
  readonly dates: readonly Date[] | undefined
  /** True if the trigger or its flow is disabled. */
  readonly isOff: boolean
  /** True if the trigger itself is disabled. */
  readonly isOffItself: boolean
  /** True if a condition may skip a date. */
  readonly isConditional: boolean
  /** `text`: the whole trigger. `timing`: the part that decides when it fires. */
  readonly text: string
  readonly timing: string
}

const CORE = /^io\.kestra\.(?:plugin\.core\.trigger|core\.models\.triggers\.types)\.(Schedule|ScheduleOnDates)$/

/** The triggers of a flow by id; the first of two with the same id. */
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

/** Converts a value to a boolean like Kestra (docs/internals/facts/kestra.md, "YAML dialect"). */
const isSet = (value: unknown): boolean =>
  value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0)

const WITH_OFFSET = /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/

const datesOf = (dates: unknown): readonly Date[] | undefined =>
  Array.isArray(dates) && dates.every(isDateText) ? dates.map((date) => new Date(date)) : undefined

const isDateText = (date: unknown): date is string =>
  typeof date === 'string' && WITH_OFFSET.test(date) && !Number.isNaN(Date.parse(date))

/** The time zones of a trigger's schedule: its own, else the possible zones of the server (`serverZones`). */
export const zonesOf = ({ schedule }: TextTrigger, serverZones: readonly string[]): readonly string[] =>
  schedule?.timezone === undefined ? serverZones : [schedule.timezone]

/**
 * The next date of a trigger, even if a condition may skip it. `serverZones`: the possible time zones of the server. A date is known
 * only if all of them agree.
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

/** Describes when a schedule fires: `daily at 06:00, in the time zone of the server`; `undefined` without a cron. */
export const firingText = ({ schedule }: TextTrigger): string | undefined => {
  if (schedule === undefined) return undefined
  const { cron, withSeconds, timezone } = schedule
  return `${scheduleText(cron, withSeconds)}${timezone === undefined ? ', in the time zone of the server' : ` in \`${timezone}\``}`
}
