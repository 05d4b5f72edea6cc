import { code } from '../../words.ts'

const WEEKDAYS = ['Sundays', 'Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays', 'Sundays']
const WEEKDAY_NAMES = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']

/** Kestra's nicknames for schedules, as five fields. */
const NICKNAMES: ReadonlyMap<string, string> = new Map([
  ['@hourly', '0 * * * *'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@weekly', '0 0 * * 0'],
  ['@monthly', '0 0 1 * *'],
])

/**
 * A cron expression in words where that is shorter than the expression and cannot be misread: `every 5 minutes`,
 * `daily at 6:00`, `Mondays at 6:00`. Everything else stays as it is, as code: `` `0 6 * * 1-5` ``.
 */
export const describeCron = (cron: string): string => {
  const fields = (NICKNAMES.get(cron.trim()) ?? cron).trim().split(/\s+/)
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = fields
  if (fields.length !== 5 || month !== '*') return code(cron)
  const words = weekday === '*' ? everyMonth(minute, hour, day) : everyWeek(minute, hour, day, weekday)
  return words ?? code(cron)
}

const everyMonth = (minute: string, hour: string, day: string): string | undefined => {
  if (day === '*') return everyDay(minute, hour)
  const time = timeOfDay(minute, hour)
  const dayOfMonth = numberWithin(day, 31)
  return time && dayOfMonth ? `monthly on day ${dayOfMonth} at ${time}` : undefined
}

const everyWeek = (...[minute, hour, day, weekday]: readonly [string, string, string, string]): string | undefined => {
  const time = timeOfDay(minute, hour)
  const days = weekdayName(weekday)
  return time && days && day === '*' ? `${days} at ${time}` : undefined
}

const everyDay = (minute: string, hour: string): string | undefined => {
  const time = timeOfDay(minute, hour)
  if (time !== undefined) return `daily at ${time}`
  if (hour === '*') return withinHour(minute)
  const hours = numberWithin(hour.replace(/^\*\//, ''), 12)
  const isOnTheHour = minute === '0' && hour.startsWith('*/')
  return isOnTheHour && hours && hours > 1 && 24 % hours === 0 ? `every ${hours} hours` : undefined
}

const withinHour = (minute: string): string | undefined => {
  if (minute === '*') return 'every minute'
  const past = numberWithin(minute, 59)
  if (past !== undefined) return `hourly at :${String(past).padStart(2, '0')}`
  const step = minute.startsWith('*/') ? numberWithin(minute.slice(2), 30) : undefined
  return step && step > 1 && 60 % step === 0 ? `every ${step} minutes` : undefined
}

const timeOfDay = (minute: string, hour: string): string | undefined => {
  const minutes = numberWithin(minute, 59)
  const hours = numberWithin(hour, 23)
  return minutes === undefined || hours === undefined ? undefined : `${hours}:${String(minutes).padStart(2, '0')}`
}

const weekdayName = (field: string): string | undefined => {
  const byName = WEEKDAY_NAMES.indexOf(field.toUpperCase())
  const index = byName >= 0 ? byName : numberWithin(field, 7)
  return index === undefined ? undefined : WEEKDAYS[index]
}

const numberWithin = (field: string, max: number): number | undefined =>
  /^\d{1,2}$/.test(field) && Number(field) <= max ? Number(field) : undefined
