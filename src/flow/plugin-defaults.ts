import { isMapValue, isTrue, type MapValue, mapNodes, mapsIn, type NodePath } from '../yaml/map-value.ts'
import { coreName } from './task-reach.ts'

/** Properties that a flow gives to all its tasks, triggers and runners whose type is `type` or begins with it. */
export interface PluginDefault {
  readonly type: string
  readonly values: MapValue
  /** They overrule what a part says itself. */
  readonly isForced: boolean
  /** Of its entry. */
  readonly path: NodePath
}

/** The plugin defaults of a flow, in the order of the text. Defaults of a namespace or a server are in no flow. */
export const pluginDefaultsOf = (flow: unknown): readonly PluginDefault[] =>
  ['pluginDefaults', 'taskDefaults'].flatMap((section) =>
    mapsIn(isMapValue(flow) ? flow[section] : undefined, [section]).flatMap(
      ({ value: { type, values, forced }, path }) =>
        typeof type === 'string' && isMapValue(values) ? [{ type, values, isForced: isTrue(forced), path }] : [],
    ),
  )

/** True for a default that counts for a task of this type; an older name of a type counts as the name of today. */
export const isDefaultFor = ({ type: of }: Pick<PluginDefault, 'type'>, type: string): boolean =>
  type.startsWith(of) || coreName(type).startsWith(coreName(of))

const TASK_PROPERTIES = ['tasks', 'task', 'then', 'else', 'defaults', 'cases', 'errors', 'finally', 'onPause']

/** The first place of plugin defaults that puts tasks into a flow: a property that holds tasks, or a map with an id and a type. */
export const tasksOfDefaults = (flow: unknown): NodePath | undefined => {
  for (const { values, path } of pluginDefaultsOf(flow)) {
    const found = mapNodes(values).find(
      ({ value }) =>
        TASK_PROPERTIES.some((name) => typeof value[name] === 'object' && value[name] !== null) ||
        (value['id'] !== undefined && typeof value['type'] === 'string'),
    )
    if (found !== undefined) return [...path, 'values', ...found.path]
  }
  return undefined
}
