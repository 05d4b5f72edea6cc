const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const two = (number: number): string => String(number).padStart(2, '0')

/** `06:00`, with seconds where there are any. */
const timeWords = (date: Date): string => {
  const seconds = date.getUTCSeconds()
  const time = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`
  return seconds === 0 ? time : `${time}:${two(seconds)}`
}

/** `28 Mar`, with the year where it is not the one of `now`. */
export const dayWords = (date: Date, now: Date): string => {
  const day = `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`
  return date.getUTCFullYear() === now.getUTCFullYear() ? day : `${day} ${date.getUTCFullYear()}`
}

/** `24 Nov 06:00 UTC`. */
export const dateWords = (date: Date, now: Date): string => `${dayWords(date, now)} ${timeWords(date)} UTC`

/** `24 Nov 06:00 UTC → 07:00 UTC`; both days where they differ. */
export const changeWords = (before: Date, after: Date, now: Date): string => {
  const isSameDay = before.toISOString().slice(0, 10) === after.toISOString().slice(0, 10)
  return `${dateWords(before, now)} → ${isSameDay ? `${timeWords(after)} UTC` : dateWords(after, now)}`
}
