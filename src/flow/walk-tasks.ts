import { isMapValue, type MapValue, mapsIn, type NodePath } from '../yaml/map-value.ts'
import type { YamlDocument } from '../yaml/yaml-document.ts'

/** One task, trigger or condition of a flow, at any depth. */
export interface FlowNode {
  readonly kind: 'task' | 'trigger' | 'condition'
  readonly path: NodePath
  readonly value: MapValue
  /** The id as the text that Kestra makes of it; `undefined` if it is absent or not a scalar. */
  readonly id: string | undefined
  readonly type: string | undefined
  /** False below a type that is not Kestra's own, whose `tasks` may not be tasks of the flow. */
  readonly isCertain: boolean
}

const FLOW_LISTS = ['tasks', 'errors', 'finally', 'afterExecution']

/** Every task of a flow, parents before children, then its triggers, each followed by its conditions. */
export const walkTasks = (document: YamlDocument): readonly FlowNode[] => {
  const flow = document.value
  if (!isMapValue(flow)) return []
  const found: FlowNode[] = []
  const walk: TaskWalk = { document, found, isCertain: true }
  for (const key of FLOW_LISTS) walkTaskList(walk, flow[key], [key])
  for (const { value: trigger, path } of mapsIn(flow['triggers'], ['triggers'])) {
    found.push(flowNode(walk, { kind: 'trigger', value: trigger, path }))
    walkConditions(walk, trigger['conditions'], [...path, 'conditions'])
  }
  return found
}

/** True for Kestra's own types that contain tasks, by their names in 0.x, 1.x and 2.x. */
export const isFlowableType = (type: string): boolean =>
  /^io\.kestra\.(?:plugin\.core\.flow|core\.tasks\.flows)\./.test(type)

interface TaskWalk {
  readonly document: YamlDocument
  readonly found: FlowNode[]
  readonly isCertain: boolean
}

const walkTaskList = (walk: TaskWalk, list: unknown, path: NodePath): void => {
  for (const { value: item, path: itemPath } of mapsIn(list, path)) {
    // A Dag wraps each of its tasks: `- task: {…}` with `dependsOn`.
    if (isMapValue(item['task']) && item['type'] === undefined) walkTask(walk, item['task'], [...itemPath, 'task'])
    else walkTask(walk, item, itemPath)
  }
}

const walkTask = (walk: TaskWalk, value: MapValue, path: NodePath): void => {
  const node = flowNode(walk, { kind: 'task', value, path })
  if (!walk.isCertain && !looksLikeTask(node)) return
  walk.found.push(node)
  const below = { ...walk, isCertain: walk.isCertain && isFlowableType(node.type ?? '') }
  for (const [key, child] of Object.entries(value)) walkChildren(below, child, [...path, key])
}

const TASK_LISTS = new Set<unknown>(['tasks', 'then', 'else', 'defaults', 'errors', 'finally'])

const walkChildren = (walk: TaskWalk, child: unknown, path: NodePath): void => {
  const key = path.at(-1)
  if (TASK_LISTS.has(key)) walkTaskList(walk, child, path)
  if (!isMapValue(child)) return
  if (key === 'onPause') walkTask(walk, child, path)
  if (key === 'cases') for (const name of Object.keys(child)) walkTaskList(walk, child[name], [...path, name])
}

/** Visits nested conditions: And, Or and Not have a list, MultipleCondition has a map by name. */
const walkConditions = (walk: TaskWalk, conditions: unknown, path: NodePath): void => {
  const visit = (value: MapValue, itemPath: NodePath): void => {
    walk.found.push(flowNode(walk, { kind: 'condition', value, path: itemPath }))
    walkConditions(walk, value['conditions'], [...itemPath, 'conditions'])
  }
  for (const { value, path: itemPath } of mapsIn(conditions, path)) visit(value, itemPath)
  if (!isMapValue(conditions)) return
  for (const [name, condition] of Object.entries(conditions)) {
    if (isMapValue(condition)) visit(condition, [...path, name])
  }
}

const flowNode = (walk: TaskWalk, { kind, value, path }: Pick<FlowNode, 'kind' | 'value' | 'path'>): FlowNode => ({
  kind,
  value,
  path,
  id: walk.document.textOf([...path, 'id']),
  type: typeof value['type'] === 'string' ? value['type'] : undefined,
  isCertain: walk.isCertain,
})

const looksLikeTask = (node: FlowNode): boolean =>
  node.id !== undefined && node.type !== undefined && /^[\w$]+(?:\.[\w$]+)+$/.test(node.type)
