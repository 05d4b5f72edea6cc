import { cronWords } from '../../../trigger/cron/cron-expression.ts'
import { isDisabled, isTrue } from '../../../yaml/map-value.ts'
import { fieldsOf, namedItems, type PlainMap, textOf } from '../../plain.ts'
import { code, type Sentence } from '../../words.ts'
import { describePlugin, lastName, matchRenamed, type Plugin, type Renamable } from './describe-plugin.ts'

/** Triggers added, removed, renamed, switched off and on, and what else changed, schedules in words. */
export const describeTriggers = (before: PlainMap, after: PlainMap): readonly Sentence[] => {
  const [left, right] = [triggersOf(before), triggersOf(after)]
  const gone = [...left.values()].filter(({ id }) => !right.has(id))
  const arrived = [...right.values()].filter(({ id }) => !left.has(id))
  const renamed = matchRenamed(gone.map(renamable), arrived.map(renamable))
  const renamedTo = new Set(renamed.values())
  const removed = gone.filter(({ id }) => !renamed.has(id))
  const added = arrived.filter(({ id }) => !renamedTo.has(id))
  return [
    ...removed.map(
      (trigger): Sentence => ({ rank: 'removed', text: `trigger ${code(trigger.id)} removed (${kindOf(trigger)})` }),
    ),
    ...added.map(
      (trigger): Sentence => ({ rank: 'starts', text: `trigger ${code(trigger.id)} added (${kindOf(trigger)})` }),
    ),
    ...[...renamed].map(
      ([from, to]): Sentence => ({
        rank: 'changed',
        text: `trigger ${code(from)} renamed to ${code(to)}: its state starts afresh`,
      }),
    ),
    ...[...left.values()].flatMap((trigger) => describeTrigger(trigger, right.get(trigger.id))),
  ]
}

const renamable = ({ id, type, properties }: Plugin): Renamable => ({
  id,
  likeness: JSON.stringify([type, properties]),
})

const kindOf = (trigger: Plugin): string => {
  const kind = scheduleOf(trigger) ?? code(lastName(trigger.type))
  return isDisabled(trigger.properties) ? `${kind}, disabled` : kind
}

const describeTrigger = (before: Plugin, after: Plugin | undefined): readonly Sentence[] => {
  if (!after) return []
  const [left, right] = [cronOf(before), cronOf(after)]
  if (left === undefined || right === undefined || left === right) return describePlugin('trigger', before, after)
  const text = `trigger ${code(after.id)}: cron ${describeCron(before, left)} → ${describeCron(after, right)}`
  return [{ rank: 'starts', text }, ...describePlugin('trigger', withoutCron(before), withoutCron(after))]
}

const withoutCron = (trigger: Plugin): Plugin => {
  const { cron: _, ...properties } = trigger.properties
  return { ...trigger, properties }
}

/** The triggers of a flow by id. */
export const triggersOf = ({ triggers }: PlainMap): ReadonlyMap<string, Plugin> =>
  new Map(
    [...namedItems(triggers, ['id'])].map(([name, { id: _, type, ...properties }]): [string, Plugin] => [
      name,
      { id: name, type: textOf(type) ?? '', properties },
    ]),
  )

const cronOf = ({ properties }: Plugin): string | undefined => textOf(fieldsOf(properties).get('cron'))

/** In words, else as it stands, as code. */
const describeCron = ({ properties }: Plugin, cron: string): string =>
  cronWords(cron, isTrue(fieldsOf(properties).get('withSeconds'))) ?? code(cron)

/** When a schedule runs, `` at 06:00 in `Europe/Paris` ``; `undefined` for a trigger without `cron`. */
export const scheduleOf = (trigger: Plugin): string | undefined => {
  const cron = cronOf(trigger)
  if (cron === undefined) return undefined
  const timezone = textOf(fieldsOf(trigger.properties).get('timezone'))
  const words = describeCron(trigger, cron)
  return timezone === undefined ? words : `${words} in ${code(timezone)}`
}
