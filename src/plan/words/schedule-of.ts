import { code } from './code.ts'
import { describeCron } from './describe-cron.ts'
import type { Plugin } from './describe-plugin.ts'
import { fieldsOf, textOf } from './plain.ts'

/** When a schedule runs, `` daily at 6:00 in `Europe/Paris` ``; `undefined` for a trigger without `cron`. */
export const scheduleOf = ({ properties }: Plugin): string | undefined => {
  const cron = textOf(fieldsOf(properties).get('cron'))
  const timezone = textOf(fieldsOf(properties).get('timezone'))
  if (cron === undefined) return undefined
  return timezone === undefined ? describeCron(cron) : `${describeCron(cron)} in ${code(timezone)}`
}
