import { cronText } from '../../../flow/cron/cron-expression.ts'
import { isDisabled, isTrue } from '../../../yaml/map-value.ts'
import type { YamlDocument } from '../../../yaml/yaml-document.ts'
import { canonicalText, code, mapOf, namedItems, type Sentence, scalarText } from '../../describe-change.ts'
import { describePlugin, matchPlugins, type PluginNode } from './describe-plugin.ts'
import { describeStart } from './describe-starts.ts'

/** Sentences about triggers that are added, removed, renamed, disabled, enabled or changed, with schedules as text. */
export const describeTriggers = (before: YamlDocument, after: YamlDocument): readonly Sentence[] => {
  const [left, right] = [triggersOf(before.value), triggersOf(after.value)]
  const { removed, added, renamed } = matchPlugins(left, right, ({ type, properties }) =>
    canonicalText([type, properties]),
  )
  return [
    ...removed.map((trigger) =>
      triggerSentence('removed', `${code(trigger.id)} removed (${startText(trigger, before)})`),
    ),
    ...added.map((trigger) => triggerSentence('starts', `${code(trigger.id)} added (${startText(trigger, after)})`)),
    ...[...renamed].map(([from, to]) =>
      triggerSentence('changed', `${code(from)} renamed to ${code(to)}: its state starts afresh`),
    ),
    ...[...left.values()].flatMap((trigger) => describeTrigger(trigger, right.get(trigger.id))),
  ]
}

const triggerSentence = (rank: Sentence['rank'], text: string): Sentence => ({ rank, text: `trigger ${text}` })

/** The events that fire a trigger, as text. */
const startText = (trigger: PluginNode, document: YamlDocument): string => {
  const text = scheduleOf(trigger) ?? describeStart(trigger, document)
  return isDisabled(trigger.properties) ? `${text}, disabled` : text
}

const describeTrigger = (before: PluginNode, after: PluginNode | undefined): readonly Sentence[] => {
  if (!after) return []
  const [left, right] = [cronOf(before), cronOf(after)]
  if (left === undefined || right === undefined || left === right) return describePlugin('trigger', before, after)
  const text = `${code(after.id)}: cron ${describeCron(before, left)} → ${describeCron(after, right)}`
  return [triggerSentence('starts', text), ...describePlugin('trigger', withoutCron(before), withoutCron(after))]
}

const withoutCron = (trigger: PluginNode): PluginNode => {
  const { cron: _, ...properties } = trigger.properties
  return { ...trigger, properties }
}

/** The triggers of a flow by id, in text order. */
export const triggersOf = (flow: unknown): ReadonlyMap<string, PluginNode> =>
  new Map(
    [...namedItems(mapOf(flow)['triggers'], ['id'])].map(([name, { id: _, type, ...properties }]) => [
      name,
      { id: name, type: scalarText(type) ?? '', properties },
    ]),
  )

const cronOf = ({ properties }: PluginNode): string | undefined => scalarText(properties['cron'])

/** The schedule as English text, or the cron expression as code. */
const describeCron = ({ properties }: PluginNode, cron: string): string =>
  cronText(cron, isTrue(properties['withSeconds'])) ?? code(cron)

/** The times of a schedule: `` at 06:00 in `Europe/Paris` ``; `undefined` for a trigger without `cron`. */
export const scheduleOf = (trigger: PluginNode): string | undefined => {
  const cron = cronOf(trigger)
  if (cron === undefined) return undefined
  const timezone = scalarText(trigger.properties['timezone'])
  const text = describeCron(trigger, cron)
  return timezone === undefined ? text : `${text} in ${code(timezone)}`
}
