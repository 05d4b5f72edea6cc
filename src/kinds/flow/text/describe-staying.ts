import { findFlowReferences } from '../../../flow/flow-references.ts'
import { counted, listed } from '../../../text/lists.ts'
import { isDisabled } from '../../../yaml/map-value.ts'
import type { YamlDocument } from '../../../yaml/yaml-document.ts'
import { code } from '../../describe-change.ts'
import type { Caller } from '../../kind.ts'
import { lastName, type PluginNode } from './describe-plugin.ts'
import { scheduleOf, triggersOf } from './describe-triggers.ts'

/**
 * Sentences about a flow that is no longer in Git: what still starts it, and the flows that it still starts. Example: `still started by its
 * schedule (at 06:00) and by 2 flows that call it`. The key of a webhook is a credential, so its trigger is named instead.
 *
 * `callers`: flows that call it. `listeners`: flows that a Flow trigger starts after it.
 */
export const describeStaying = (
  document: YamlDocument,
  callers: readonly Caller[],
  listeners: readonly string[],
): readonly string[] => {
  if (isDisabled(document.value)) return ['disabled on the server: nothing starts it']
  const triggers = [...triggersOf(document.value).values()].filter(({ properties }) => !isDisabled(properties))
  const names = new Set(callers.map(({ name }) => name))
  const starters = [
    ...triggers.map((trigger) => starterOf(trigger, document)),
    ...(names.size > 0 ? [`${counted(names.size, 'flow')} that ${names.size === 1 ? 'calls' : 'call'} it`] : []),
  ]
  return [
    starters.length === 0 ? 'nothing known starts it' : `still started by ${starters.join('; by ')}`,
    ...(listeners.length > 0 ? [`still starts ${listed(listeners.map(code))}, which listen to it`] : []),
  ]
}

const starterOf = (trigger: PluginNode, document: YamlDocument): string => {
  const schedule = scheduleOf(trigger)
  if (schedule !== undefined) return `its schedule ${code(trigger.id)} (${schedule})`
  const type = lastName(trigger.type)
  if (type === 'Webhook') return `its webhook ${code(trigger.id)}`
  if (type !== 'Flow') return `its trigger ${code(trigger.id)} (${code(type)})`
  const heard = findFlowReferences(document).filter(({ relation }) => relation === 'flow-trigger')
  const names = [...new Set(heard.map(({ namespace, id }) => code(`${namespace}.${id}`)))]
  return `its trigger ${code(trigger.id)}, after ${names.length === 0 ? 'other flows' : listed(names)}`
}
