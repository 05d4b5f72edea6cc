import { isDisabled } from '../../../yaml/map-value.ts'
import { describeProperties, propertyChanges } from '../../describe-properties.ts'
import type { PlainMap } from '../../plain.ts'
import { code, type Sentence } from '../../words.ts'

/** A task or a trigger, as far as both are alike. */
export interface Plugin {
  readonly id: string
  readonly type: string
  /** Without `id` and `type`. */
  readonly properties: PlainMap
}

/** What changed inside one task or trigger that both flows have; nothing when `after` is not there. */
export const describePlugin = (
  noun: 'task' | 'trigger',
  before: Plugin,
  after: Plugin | undefined,
): readonly Sentence[] => {
  if (!after) return []
  const name = `${noun} ${code(after.id)}`
  const isOff = isDisabled(after.properties)
  const isSwitched = isOff !== isDisabled(before.properties)
  const changes = propertyChanges(before.properties, after.properties)
  const others = changes.filter(({ path }) => !(isSwitched && path[0] === 'disabled'))
  const type = before.type === after.type ? [] : [`type changed, ${describeTypeChange(before.type, after.type)}`]
  const clauses = others.length > 0 ? [...type, describeProperties(others)] : type
  const switched: Sentence = isOff
    ? { rank: 'removed', text: `${name} disabled` }
    : { rank: 'starts', text: `${name} enabled` }
  return [
    ...(isSwitched ? [switched] : []),
    ...(clauses.length > 0 ? [{ rank: 'changed' as const, text: `${name}: ${clauses.join('; ')}` }] : []),
  ]
}

/** The type of a plugin by its last name, `` `Log` ``; of two with the same last name both in full. */
const describeTypeChange = (before: string, after: string): string => {
  const names = [lastName(before), lastName(after)]
  return names[0] === names[1] ? `${code(before)} → ${code(after)}` : names.map(code).join(' → ')
}

/** `Log` of `io.kestra.plugin.core.log.Log`. */
export const lastName = (type: string): string => type.slice(type.lastIndexOf('.') + 1)

/** Something with an id, and a text that is equal for two that are the same but for their ids. */
export interface Renamable {
  readonly id: string
  readonly likeness: string
}

/** Pairs what is gone with what is there now under another id; old id → present id, in the order of both lists. */
export const matchRenamed = (
  removed: readonly Renamable[],
  added: readonly Renamable[],
): ReadonlyMap<string, string> => {
  const waiting = Map.groupBy(added, ({ likeness }) => likeness)
  return new Map(
    removed.flatMap(({ id, likeness }): [string, string][] => {
      const match = waiting.get(likeness)?.shift()
      return match ? [[id, match.id]] : []
    }),
  )
}
