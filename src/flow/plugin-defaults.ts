import { isMapValue, isTrue, type MapValue, mapNodes, mapsIn, type NodePath } from '../yaml/map-value.ts'
import { coreName } from './task-reach.ts'

/** Properties that a flow sets for all its tasks, triggers and task runners whose type begins with `type`. */
export interface PluginDefault {
  readonly type: string
  readonly values: MapValue
  /** True if the values replace those that a task states itself. */
  readonly isForced: boolean
  /** Path of the entry. */
  readonly path: NodePath
}

/** The plugin defaults of a flow, in text order. Defaults of a namespace or a server are not part of a flow. */
export const pluginDefaultsOf = (flow: unknown): readonly PluginDefault[] =>
  ['pluginDefaults', 'taskDefaults'].flatMap((section) =>
    mapsIn(isMapValue(flow) ? flow[section] : undefined, [section]).flatMap(
      ({ value: { type, values, forced }, path }) =>
        typeof type === 'string' && isMapValue(values) ? [{ type, values, isForced: isTrue(forced), path }] : [],
    ),
  )

/** True if a default applies to tasks of this type. Older names of a type count as its current name. */
export const isDefaultFor = ({ type: of }: Pick<PluginDefault, 'type'>, type: string): boolean =>
  type.startsWith(of) || coreName(type).startsWith(coreName(of))

const TASK_PROPERTIES = ['tasks', 'task', 'then', 'else', 'defaults', 'cases', 'errors', 'finally', 'onPause']

/** The path of the first plugin default that adds tasks to a flow: a property for tasks, or a map with an id and a type. */
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
