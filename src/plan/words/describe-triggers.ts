import { code } from './code.ts'
import { describeCron } from './describe-cron.ts'
import { describePlugin, type Plugin } from './describe-plugin.ts'
import { matchRenamed, type Renamable } from './match-renamed.ts'
import { fieldsOf, isDisabled, type PlainMap, textOf } from './plain.ts'
import { scheduleOf } from './schedule-of.ts'
import type { Sentence } from './sentence.ts'
import { triggersOf } from './triggers-of.ts'
import { lastName } from './type-names.ts'

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
  const [left, right] = [
    textOf(fieldsOf(before.properties).get('cron')),
    textOf(fieldsOf(after.properties).get('cron')),
  ]
  if (left === undefined || right === undefined || left === right) return describePlugin('trigger', before, after)
  const text = `trigger ${code(after.id)}: cron ${describeCron(left)} → ${describeCron(right)}`
  return [{ rank: 'starts', text }, ...describePlugin('trigger', withoutCron(before), withoutCron(after))]
}

const withoutCron = (trigger: Plugin): Plugin => {
  const { cron: _, ...properties } = trigger.properties
  return { ...trigger, properties }
}
