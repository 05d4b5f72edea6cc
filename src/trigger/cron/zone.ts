const HOUR_MS = 3_600_000

/** Decided anew each year: two programs with time zone data of other dates tell other hours. */
const UNSETTLED: ReadonlySet<string> = new Set(['Africa/Casablanca', 'Africa/El_Aaiun', 'Morocco'])

const formats = new Map<string, Intl.DateTimeFormat | undefined>()

const formatOf = (zone: string): Intl.DateTimeFormat | undefined => {
  if (!formats.has(zone)) formats.set(zone, makeFormat(zone))
  return formats.get(zone)
}

const makeFormat = (timeZone: string): Intl.DateTimeFormat | undefined => {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
  } catch {
    // Java knows names that are no zones here.
    return undefined
  }
}

/** True for a time zone whose hours are the same here and on the server. */
export const isKnownZone = (zone: string): boolean => !UNSETTLED.has(zone) && formatOf(zone) !== undefined

/** Minutes before UTC at a time; `undefined` for a zone that is not known. */
export const offsetAt = (zone: string, time: Date): number | undefined => {
  const name = formatOf(zone)
    ?.formatToParts(time)
    .find(({ type }) => type === 'timeZoneName')?.value
  if (name === undefined) return undefined
  const [, sign, hours = '0', minutes = '0'] = /^GMT(?:([+-])(\d{2}):(\d{2}))?/.exec(name) ?? []
  return (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1)
}

/** True where the clocks of a zone change within three hours of a time. */
export const isNearChange = (zone: string, time: Date): boolean =>
  offsetAt(zone, new Date(time.getTime() - 3 * HOUR_MS)) !== offsetAt(zone, new Date(time.getTime() + 3 * HOUR_MS))

/** Clocks that are put forward: no time from `from` to before `to` is shown on that day. */
export interface ClockGap {
  readonly at: Date
  /** As a clock of the zone shows it, written as UTC. */
  readonly from: Date
  readonly to: Date
}

const DAYS_AHEAD = 366

/** The next time at which the clocks of a zone are put forward, within a year. */
export const nextGap = (zone: string, after: Date): ClockGap | undefined => {
  let before = offsetAt(zone, after)
  for (let day = 1; day <= DAYS_AHEAD; day += 1) {
    const time = new Date(after.getTime() + day * 24 * HOUR_MS)
    const now = offsetAt(zone, time)
    if (now !== undefined && before !== undefined && now > before) return gapWithin(zone, time, before, now)
    before = now
  }
  return undefined
}

const gapWithin = (zone: string, end: Date, before: number, now: number): ClockGap => {
  let [low, high] = [end.getTime() - 24 * HOUR_MS, end.getTime()]
  while (high - low > 1000) {
    const middle = low + Math.floor((high - low) / 2000) * 1000
    if (offsetAt(zone, new Date(middle)) === before) low = middle
    else high = middle
  }
  const at = Math.round(high / 1000) * 1000
  return { at: new Date(at), from: new Date(at + before * 60_000), to: new Date(at + now * 60_000) }
}
