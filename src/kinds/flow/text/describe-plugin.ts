import { isDisabled, type MapValue } from '../../../yaml/map-value.ts'
import { code, describeProperties, propertyChanges, type Sentence } from '../../describe-change.ts'

/** The common part of a task and a trigger. */
export interface PluginNode {
  readonly id: string
  readonly type: string
  /** Without `id` and `type`. */
  readonly properties: MapValue
}

/** The changes inside a task or trigger that both flows have; empty if `after` is `undefined`. */
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

/** The change of a type by its last name, `` `Log` → `Return` ``; in full if both last names are the same. */
const describeTypeChange = (before: string, after: string): string => {
  const names = [lastName(before), lastName(after)]
  return names[0] === names[1] ? `${code(before)} → ${code(after)}` : names.map(code).join(' → ')
}

/** The last part of a type: `Log` for `io.kestra.plugin.core.log.Log`. */
export const lastName = (type: string): string => type.slice(type.lastIndexOf('.') + 1)

/** The tasks or triggers that only one flow has, in list order. `renamed` maps an old id to the new one. */
export interface MatchedPlugins<P> {
  readonly removed: readonly P[]
  readonly added: readonly P[]
  readonly renamed: ReadonlyMap<string, string>
}

/** Compares by ids. `likenessOf` returns the same text for two that differ only in their ids; those are `renamed`. */
export const matchPlugins = <P extends PluginNode>(
  before: ReadonlyMap<string, P>,
  after: ReadonlyMap<string, P>,
  likenessOf: (plugin: P) => string | undefined,
): MatchedPlugins<P> => {
  const missing = [...before.values()].filter(({ id }) => !after.has(id))
  const arrived = [...after.values()].filter(({ id }) => !before.has(id))
  const waiting = Map.groupBy(arrived, likenessOf)
  const renamed = new Map(
    missing.flatMap((plugin): [string, string][] => {
      const match = waiting.get(likenessOf(plugin))?.shift()
      return match ? [[plugin.id, match.id]] : []
    }),
  )
  const present = new Set(renamed.values())
  return {
    removed: missing.filter(({ id }) => !renamed.has(id)),
    added: arrived.filter(({ id }) => !present.has(id)),
    renamed,
  }
}
