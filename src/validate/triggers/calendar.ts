/** Days of the months of a leap year. */
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/**
 * True for a cron expression whose days no month has: `0 0 30 2 *`. Of five fields, or of six with seconds. False where it also
 * names days of the week, and where a field holds more than numbers, ranges and steps.
 */
export const isOfNoDay = (cron: string, hasSeconds: boolean): boolean => {
  const fields = cron.trim().split(/\s+/)
  const [, , day = '*', month = '*', weekday = ''] = hasSeconds ? fields.slice(1) : fields
  if (!['*', '?'].includes(weekday)) return false
  const [days, months] = [numbersIn(day, 31), numbersIn(month, 12)]
  if (days === undefined || months === undefined) return false
  return !months.some((each) => days.some((wanted) => wanted <= (DAYS[each - 1] ?? 31)))
}

/** Every number of a field, from 1 to `most`; `undefined` for what is none. */
const numbersIn = (field: string, most: number): readonly number[] | undefined => {
  const found: number[] = []
  for (const part of field.split(',')) {
    const [, star, from, to, step] = /^(?:(\*|\?)|(\d{1,2})(?:-(\d{1,2}))?)(?:\/(\d{1,2}))?$/.exec(part) ?? []
    if (star === undefined && from === undefined) return undefined
    const first = from === undefined ? 1 : Number(from)
    const isOne = to === undefined && from !== undefined && step === undefined
    const last = isOne ? first : Number(to ?? most)
    if (first < 1 || last > most || step === '0' || step === '00') return undefined
    for (let each = first; each <= last; each += Number(step ?? 1)) found.push(each)
  }
  return found
}
