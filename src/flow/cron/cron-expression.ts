import cronstrue from 'cronstrue'

/** Kestra's nicknames for schedules, as five fields. */
export const NICKNAMES: ReadonlyMap<string, string> = new Map([
  ['@hourly', '0 * * * *'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@weekly', '0 0 * * 0'],
  ['@monthly', '0 0 1 * *'],
  ['@yearly', '0 0 1 1 *'],
  ['@annually', '0 0 1 1 *'],
])

/** The largest value of each field, seconds first, up to which a step may run; `undefined` for the day of the week. */
const LAST = [59, 59, 23, 31, 12, undefined]

const PART = /^(\*|\d{1,2}|[A-Za-z]{3})(?:-(\d{1,2}|[A-Za-z]{3}))?(?:\/(\d{1,2}))?$/

/**
 * A cron expression as six fields, seconds first, that the libraries read as Kestra does (docs/internals/facts/kestra.md, "Triggers"):
 * `5/15` becomes `5-59/15`. `undefined` for expressions that they read differently or cannot read: `L`, `#`, and a step from a number
 * in the day of the week.
 */
export const sixFields = (cron: string, hasSeconds: boolean): readonly string[] | undefined => {
  const nickname = NICKNAMES.get(cron.trim())
  const fields = (nickname ?? cron).trim().split(/\s+/)
  const all = hasSeconds && nickname === undefined ? fields : ['0', ...fields]
  if (all.length !== 6) return undefined
  const read = all.map((field, index) => readField(field, index))
  return read.every((field) => field !== undefined) ? read : undefined
}

const readField = (field: string, index: number): string | undefined => {
  const parts = field.split(',').map((part) => readPart(part, LAST[index]))
  return parts.every((part) => part !== undefined) ? parts.join(',') : undefined
}

const readPart = (part: string, last: number | undefined): string | undefined => {
  const [, from, to, step] = PART.exec(part) ?? []
  if (from === undefined) return undefined
  if (step === undefined || from === '*' || to !== undefined) return part
  return last === undefined ? undefined : `${from}-${last}/${step}`
}

/** The size of the first three fields (seconds, minutes, hours). A step that does not divide its field restarts in each hour or day. */
const UNITS = [60, 60, 24]

/**
 * A cron expression as English text: `at 06:00, only on Monday`. `undefined` where the text could be misread:
 * - a step that does not divide its hour or day
 * - a day of the month together with a day of the week, where Kestra runs on either of them
 */
export const cronText = (cron: string, hasSeconds: boolean): string | undefined => {
  const fields = sixFields(cron, hasSeconds)
  if (fields === undefined || fields.some((field, index) => isMisread(field, UNITS[index]))) return undefined
  const [, , , day, , weekday] = fields
  if (day !== '*' && weekday !== '*') return undefined
  try {
    const text = cronstrue.toString(fields.join(' '), { use24HourTimeFormat: true })
    return `${text.charAt(0).toLowerCase()}${text.slice(1)}`
  } catch {
    // Kestra rejects the expression too, and a lint rule reports the reason.
    return undefined
  }
}

const isMisread = (field: string, unit: number | undefined): boolean => {
  const [, step] = /\/(\d+)$/.exec(field) ?? []
  return step !== undefined && (unit === undefined || !field.startsWith('*/') || unit % Number(step) !== 0)
}

/** A text of `cronText` with times of the day and no days. */
const EACH_DAY = /^at \d\d:\d\d(?::\d\d)?(?:(?:,| and|, and) \d\d:\d\d(?::\d\d)?)*$/

/** When a schedule runs, as English text (`daily at 06:00`); the expression in backticks if `cronText` gives no text. */
export const scheduleText = (cron: string, hasSeconds: boolean): string => {
  const text = cronText(cron, hasSeconds)
  if (text === undefined) return `\`${cron}\``
  return EACH_DAY.test(text) ? `daily ${text}` : text
}
