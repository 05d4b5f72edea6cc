import { hasExpression } from '../pebble/lex-pebble.ts'
import { plainText } from '../text/json.ts'
import { isMapValue, type MapNode, type MapValue, mapsIn, type NodePath } from '../yaml/map-value.ts'
import type { YamlDocument } from '../yaml/yaml-document.ts'
import { type FlowNode, walkTasks } from './walk-tasks.ts'

/** A flow that another flow calls or listens to. */
export interface FlowReference {
  readonly relation: FlowRelation
  readonly namespace: string
  readonly id: string
  /** Path of the map that has `namespace` and `flowId`. */
  readonly path: NodePath
  readonly revision: number | undefined
  /** The inputs that a caller passes; `undefined` if there are none, and for a trigger, whose `inputs` belong to the listening flow. */
  readonly inputs: MapValue | undefined
}

/**
 * The flows that a flow calls (Subflow, ForEachItem) or listens to (Flow triggers: `conditions` and `preconditions` of 1.x, `dependsOn`
 * of 2.x), in text order. `{{ flow.namespace }}` is replaced by the flow's own namespace. References with any other expression are left
 * out, because they are known at run time only. `nodes`: the result of `walkTasks(document)`, if the caller has it.
 */
export const findFlowReferences = (document: YamlDocument, nodes?: readonly FlowNode[]): readonly FlowReference[] =>
  findFlowMentions(document, nodes).flatMap(({ relation, path, node, ...named }) => {
    const namespace = resolveOwn(named.namespace?.text, document)
    const id = resolveOwn(named.id, document)
    if (!namespace || !id) return []
    const { revision: written, inputs: passed } = relation === 'flow-trigger' ? {} : node.value
    const revision = typeof written === 'number' ? written : undefined
    return [{ namespace, id, relation, path, revision, inputs: isMapValue(passed) ? passed : undefined }]
  })

/** True for the expression `{{ flow.namespace }}`. */
export const isOwnNamespace = (text: string): boolean => OWN_NAMESPACE.test(text)

const OWN_NAMESPACE = /^\{\{-?\s*flow\.namespace\s*-?\}\}$/
const OWN_ID = /^\{\{-?\s*flow\.id\s*-?\}\}$/

const resolveOwn = (text: string | undefined, document: YamlDocument): string | undefined => {
  if (text === undefined) return undefined
  if (OWN_NAMESPACE.test(text)) return document.namespace
  if (OWN_ID.test(text)) return document.id
  return hasExpression(text) ? undefined : text
}

export type FlowRelation = 'subflow' | 'for-each-item' | 'flow-trigger'

/** A location in a flow that names another flow, or only a namespace (a trigger on all its flows). The texts are as written. */
export interface FlowMention {
  readonly relation: FlowRelation
  readonly node: FlowNode
  /** Path of the map that has `namespace` and `flowId`. */
  readonly path: NodePath
  readonly namespace: { readonly text: string; readonly path: NodePath } | undefined
  readonly id: string | undefined
}

const CALL_TYPES: ReadonlyMap<string, FlowRelation> = new Map([
  ['io.kestra.plugin.core.flow.Subflow', 'subflow'],
  ['io.kestra.core.tasks.flows.Subflow', 'subflow'],
  ['io.kestra.core.tasks.flows.Flow', 'subflow'],
  ['io.kestra.plugin.core.flow.ForEachItem', 'for-each-item'],
  ['io.kestra.core.tasks.flows.ForEachItem', 'for-each-item'],
])

const FLOW_TRIGGER = /^io\.kestra\.(?:plugin\.core\.trigger|core\.models\.triggers\.types)\.Flow$/

/** True for the type of the trigger that executions of other flows fire. */
export const isFlowTrigger = (type: string | undefined): boolean => type !== undefined && FLOW_TRIGGER.test(type)

const FLOW_CONDITION =
  /^io\.kestra\.(?:plugin\.core\.condition|core\.models\.conditions\.types)\.Execution(?:Flow|Namespace)(?:Condition)?$/

/** Every mention of another flow or namespace that affects which flow starts which, in text order. */
export const findFlowMentions = (document: YamlDocument, nodes?: readonly FlowNode[]): readonly FlowMention[] =>
  (nodes ?? walkTasks(document)).flatMap(mentionsOf)

const mentionsOf = (node: FlowNode): readonly FlowMention[] => {
  const { kind, type = '', path, value } = node
  const relation = kind === 'task' ? CALL_TYPES.get(type) : undefined
  if (relation) return [mention(node, { relation, path, value })]
  if (kind === 'condition' && FLOW_CONDITION.test(type))
    return [mention(node, { relation: 'flow-trigger', path, value })]
  if (kind !== 'trigger' || !isFlowTrigger(type)) return []
  const preconditions = isMapValue(value['preconditions']) ? value['preconditions'] : {}
  return [
    ...listMentions(node, value['dependsOn'], [...path, 'dependsOn']),
    ...listMentions(node, preconditions['flows'], [...path, 'preconditions', 'flows']),
    ...filterMentions(node, preconditions['where'], [...path, 'preconditions', 'where']),
  ]
}

interface MentionSite extends MapNode {
  readonly relation: FlowRelation
}

const mention = (node: FlowNode, { relation, path, value }: MentionSite): FlowMention => {
  const { namespace, flowId } = value
  return {
    relation,
    node,
    path,
    namespace: typeof namespace === 'string' ? { text: namespace, path: [...path, 'namespace'] } : undefined,
    id: typeof flowId === 'string' ? flowId : undefined,
  }
}

const listMentions = (node: FlowNode, list: unknown, path: NodePath): readonly FlowMention[] =>
  mapsIn(list, path).map((item) => mention(node, { relation: 'flow-trigger', ...item }))

/** The mentions in `where`, a list of groups of filters on one field each. The filters of a group name one flow if "and" joins them. */
const filterMentions = (node: FlowNode, where: unknown, path: NodePath): readonly FlowMention[] =>
  mapsIn(where, path).flatMap(({ value: group, path: at }) => {
    const filters = mapsIn(group['filters'], [...at, 'filters'])
    const flowId = filters.find(({ value }) => isEqualityOn(value, 'FLOW_ID'))?.value['value']
    const isJoined = group['operand'] === undefined || group['operand'] === 'AND'
    return filters
      .filter(({ value: filter }) => filter['field'] === 'NAMESPACE' && typeof filter['value'] === 'string')
      .map(({ value: filter, path: place }): FlowMention => {
        const namesFlow = isJoined && isEqualityOn(filter, 'NAMESPACE') && typeof flowId === 'string'
        return {
          relation: 'flow-trigger',
          node,
          path: place,
          namespace: { text: plainText(filter['value']), path: [...place, 'value'] },
          id: namesFlow ? flowId : undefined,
        }
      })
  })

const isEqualityOn = (filter: MapValue, field: string): boolean =>
  filter['field'] === field && filter['type'] === 'EQUAL_TO'

/**
 * A quick test of a flow's source text. False means that the flow surely has no such reference; true means that it may have one. Only then
 * is the source parsed, since a tenant may have thousands of flows (docs/internals/performance.md).
 */
type NameTest = (source: string) => boolean

// In double quotes an escape may spell any name, and a backslash at a line end joins two lines.
const ESCAPES = /\\[xuU\r\n]/

const matching =
  (pattern: RegExp): NameTest =>
  (source) =>
    pattern.test(source) || ESCAPES.test(source)

/** Tests for flows that the source calls or listens to. */
export const mayNameFlows: NameTest = matching(/Subflow|\.Flow\b|ForEachItem|ExecutionFlow|ExecutionNamespace/)

/** Tests for keys of a key-value store: `kv('…')` and the `kv` tasks. */
export const mayNameKeys: NameTest = matching(/kv/)

/** Tests for the tasks of Kestra's Git plugin, which the rule on competing syncs reads. */
export const mayNameGit: NameTest = matching(/io\.kestra\.plugin\.(?:ee\.)?git\./)
