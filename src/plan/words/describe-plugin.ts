import { code } from './code.ts'
import { describeProperties } from './describe-properties.ts'
import { isDisabled, type PlainMap } from './plain.ts'
import { propertyChanges } from './property-changes.ts'
import type { Sentence } from './sentence.ts'
import { describeTypeChange } from './type-names.ts'

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
