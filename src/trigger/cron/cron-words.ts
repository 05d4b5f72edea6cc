import cronstrue from 'cronstrue'
import { sixFields } from './six-fields.ts'

/** Whole units between runs; a step that does not divide them begins anew with each hour or day. */
const UNITS = [60, 60, 24]

/**
 * A cron expression in words, `at 06:00, only on Monday`; `undefined` where the words could be misread: a step that does not go into
 * its hour or day, and a day of the month beside one of the week, of which either is enough.
 */
export const cronWords = (cron: string, hasSeconds: boolean): string | undefined => {
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
