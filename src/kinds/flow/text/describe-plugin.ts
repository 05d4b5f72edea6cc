import { isDisabled, type MapValue } from '../../../yaml/map-value.ts'
import { code, describeProperties, propertyChanges, type Sentence } from '../../describe-change.ts'

/** A task or a trigger, as far as both are alike. */
export interface PluginNode {
  readonly id: string
  readonly type: string
  /** Without `id` and `type`. */
  readonly properties: MapValue
}

/** What changed inside one task or trigger that both flows have; nothing when `after` is not there. */
export const describePlugin = (
  noun: 'task' | 'trigger',
  before: PluginNode,
  after: PluginNode | undefined,
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

/** What is gone, what is new, and what is there under another id: old id → present id, in the order of both lists. */
export interface MatchedPlugins<P> {
  readonly removed: readonly P[]
  readonly added: readonly P[]
  readonly renamed: ReadonlyMap<string, string>
}

/** Compares by ids; `likenessOf` gives the same text for two that are the same but for their ids. */
export const matchPlugins = <P extends PluginNode>(
  before: ReadonlyMap<string, P>,
  after: ReadonlyMap<string, P>,
  likenessOf: (plugin: P) => string | undefined,
): MatchedPlugins<P> => {
  const gone = [...before.values()].filter(({ id }) => !after.has(id))
  const arrived = [...after.values()].filter(({ id }) => !before.has(id))
  const waiting = Map.groupBy(arrived, likenessOf)
  const renamed = new Map(
    gone.flatMap((plugin): [string, string][] => {
      const match = waiting.get(likenessOf(plugin))?.shift()
      return match ? [[plugin.id, match.id]] : []
    }),
  )
  const present = new Set(renamed.values())
  return {
    removed: gone.filter(({ id }) => !renamed.has(id)),
    added: arrived.filter(({ id }) => !present.has(id)),
    renamed,
  }
}
