import { hasExpression } from '../pebble/lex-pebble.ts'
import { plainText } from '../text/json.ts'
import { isMapValue, type MapNode, type MapValue, mapsIn, type NodePath } from '../yaml/map-value.ts'
import type { YamlDocument } from '../yaml/yaml-document.ts'
import { type FlowNode, walkTasks } from './walk-tasks.ts'

/** One flow that another calls or listens to. */
export interface FlowReference {
  readonly relation: FlowRelation
  readonly namespace: string
  readonly id: string
  /** The map that holds `namespace` and `flowId`. */
  readonly path: NodePath
  readonly revision: number | undefined
  /** What a caller passes; absent when it passes none, or for a trigger (its `inputs` are the listener's own). */
  readonly inputs: MapValue | undefined
}

/**
 * The flows that a flow calls (Subflow, ForEachItem) or listens to (Flow triggers: `conditions` and `preconditions` of
 * 1.x, `dependsOn` of 2.x). `{{ flow.namespace }}` stands for the flow's own namespace; a reference with any other
 * expression in it is known only when it runs and is left out. `nodes` = `walkTasks(document)` where it is at hand.
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

/** True for the expression that stands for the flow's own namespace. */
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

/** A place of a flow that names another flow, or only a namespace (a trigger on all flows of it), as it is written. */
export interface FlowMention {
  readonly relation: FlowRelation
  readonly node: FlowNode
  /** The map that holds `namespace` and `flowId`. */
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

/** True for the type of a trigger that other flows fire. */
export const isFlowTrigger = (type: string | undefined): boolean => type !== undefined && FLOW_TRIGGER.test(type)

const FLOW_CONDITION =
  /^io\.kestra\.(?:plugin\.core\.condition|core\.models\.conditions\.types)\.Execution(?:Flow|Namespace)(?:Condition)?$/

/** Every mention of another flow or of a namespace that decides what starts what, in the order of the text. */
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

/** `where` holds groups of filters, each on one field: together they name a flow when they are joined by "and". */
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
 * What a flow of the server may name, told from its text alone: sound but not sharp. False means that parsing it would find no such
 * reference, so that of a tenant's thousands of flows only those are parsed that may name something (docs/internals/performance.md).
 */
type NameTest = (source: string) => boolean

// In double quotes an escape may spell any word, and one at the end of a line joins the next to it.
const ESCAPES = /\\[xuU\r\n]/

const holding =
  (words: RegExp): NameTest =>
  (source) =>
    words.test(source) || ESCAPES.test(source)

/** Flows that it calls or listens to: the types of `flow-references.ts`. */
export const mayNameFlows: NameTest = holding(/Subflow|\.Flow\b|ForEachItem|ExecutionFlow|ExecutionNamespace/)

/** Keys of a key-value store: `kv('…')` and the tasks of that name. */
export const mayNameKeys: NameTest = holding(/kv/)

/** Git: the types of `check-other-masters.ts`. */
export const mayNameGit: NameTest = holding(/io\.kestra\.plugin\.(?:ee\.)?git\./)
