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

/** The largest number of each field, from seconds to the day of the week, where a step may run to it. */
const LAST = [59, 59, 23, 31, 12, undefined]

const PART = /^(\*|\d{1,2}|[A-Za-z]{3})(?:-(\d{1,2}|[A-Za-z]{3}))?(?:\/(\d{1,2}))?$/

/**
 * A cron expression as six fields that the libraries read as Kestra does (docs/internals/facts/kestra.md, "Triggers"): `5/15` is written `5-59/15`.
 * `undefined` for what they read otherwise or not at all: `L`, `#`, a day of the week with a step from a number.
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

/** Whole units between runs; a step that does not divide them begins anew with each hour or day. */
const UNITS = [60, 60, 24]

/**
 * A cron expression in words, `at 06:00, only on Monday`; `undefined` where the words could be misread: a step that does not go into
 * its hour or day, and a day of the month beside one of the week, of which either is enough.
 */
export const cronText = (cron: string, hasSeconds: boolean): string | undefined => {
  const fields = sixFields(cron, hasSeconds)
  if (fields === undefined || fields.some((field, index) => isMisread(field, UNITS[index]))) return undefined
  const [, , , day, , weekday] = fields
  if (day !== '*' && weekday !== '*') return undefined
  try {
    const words = cronstrue.toString(fields.join(' '), { use24HourTimeFormat: true })
    return `${words.charAt(0).toLowerCase()}${words.slice(1)}`
  } catch {
    // Kestra refuses it as well; validation says why.
    return undefined
  }
}

const isMisread = (field: string, unit: number | undefined): boolean => {
  const [, step] = /\/(\d+)$/.exec(field) ?? []
  return step !== undefined && (unit === undefined || !field.startsWith('*/') || unit % Number(step) !== 0)
}

/** A time of the day without a day, as `cronText` has it. */
const EACH_DAY = /^at \d\d:\d\d(?::\d\d)?(?:(?:,| and|, and) \d\d:\d\d(?::\d\d)?)*$/

/** When a schedule runs, in words, `daily at 06:00`; as it is written, in backticks, where no words are sure. */
export const scheduleText = (cron: string, hasSeconds: boolean): string => {
  const words = cronText(cron, hasSeconds)
  if (words === undefined) return `\`${cron}\``
  return EACH_DAY.test(words) ? `daily ${words}` : words
}
