import { dataIds, flowInputs, type PlacedId } from '../../flow/declarations.ts'
import type { DocumentFinding } from '../../flow/document-finding.ts'
import { idPaths, readDifferently } from '../../flow/ids-read-differently.ts'
import { isAtLeast } from '../../flow/kestra-version.ts'
import type { FlowNode } from '../../flow/walk-tasks.ts'
import { MAX_NAMESPACE_LENGTH, NAMESPACE_PATTERN } from '../../resource/namespace.ts'
import { FLOW_ID } from '../../resource/resource.ts'
import { isOtherRoute } from '../../resource/route-names.ts'
import { isMapValue, mapsIn, type NodePath } from '../../yaml/map-value.ts'
import type { FlowRule, RuleContext } from '../rule-context.ts'
import { nestedSeverity } from './check-shape.ts'

// Sources: docs/internals/facts/kestra.md, "Names"; for tasks, triggers, inputs and outputs the classes TaskInterface, TriggerInterface,
// Input and Output of Kestra's core.
const MAX_FLOW_ID_LENGTH = 100
const NODE_ID = /^[a-zA-Z0-9][a-zA-Z0-9_-]*$/
const MAX_TASK_ID_LENGTH = 256
const DATA_ID = /^[a-zA-Z0-9][.a-zA-Z0-9_-]*$/

const RESERVED_FLOW_IDS = new Set(
  'pause resume force-run change-status kill executions search source disable enable'.split(' '),
)

/** Checks the form and length of every id and of the namespace, and ids that servers from 1.0 to 1.3 reserve. */
export const checkIds: FlowRule = (flow) => [
  ...flowId(flow),
  ...namespace(flow),
  ...flow.nodes.flatMap((node) =>
    nodeId(node).map((finding) => ({ ...finding, ...nestedSeverity(node.path, flow.version) })),
  ),
  ...badDataIds(flow, 'inputs'),
  ...badDataIds(flow, 'outputs'),
]

const flowId = ({ document, version }: RuleContext): readonly DocumentFinding[] => {
  const { id } = document
  if (id === undefined) return []
  const wrong = wrongId({ owner: 'flow', id, path: ['id'] }, FLOW_ID, MAX_FLOW_ID_LENGTH)
  const isReserved = RESERVED_FLOW_IDS.has(id) && (version === undefined || version.major === 1)
  if (wrong.length > 0 || !isReserved) return wrong
  const message = `Servers from 1.0 to 1.3 refuse the flow id "${id}": they reserve this word.`
  return [{ code: 'reserved-id', path: ['id'], message, severity: version ? 'error' : 'warning' }]
}

const namespace = ({ document, value, version }: RuleContext): readonly DocumentFinding[] => {
  const text = document.namespace
  if (text === undefined) return []
  const at = { code: 'invalid-namespace', path: ['namespace'] } as const
  if (!NAMESPACE_PATTERN.test(text)) {
    const message = `The namespace ${quoted(text)} is not valid: lower-case letters, digits, \`.\`, \`_\` and \`-\` only, first a letter or digit.`
    return [{ ...at, message }]
  }
  if (text.length > MAX_NAMESPACE_LENGTH) {
    const message = `The namespace has ${text.length} characters; at most ${MAX_NAMESPACE_LENGTH} are allowed.`
    return [{ ...at, message }]
  }
  if (typeof value['namespace'] === 'string' || isAtLeast(version, 2, 0)) return []
  const message = `The namespace is not text to YAML 1.1 but a ${typeof value['namespace']}; servers before 2.0 fail on it.`
  return [{ ...at, message, hint: 'Quote the value.', severity: version ? 'error' : 'warning' }]
}

const nodeId = ({ kind, id, path, isCertain }: FlowNode): readonly DocumentFinding[] => {
  if (kind === 'condition' || id === undefined || !isCertain) return []
  return wrongId({ owner: kind, id, path: [...path, 'id'] }, NODE_ID, kind === 'task' ? MAX_TASK_ID_LENGTH : Infinity)
}

const badDataIds = (flow: RuleContext, list: 'inputs' | 'outputs'): readonly DocumentFinding[] =>
  dataIds(flow.document, list).flatMap((id) => wrongId({ owner: list.slice(0, -1), ...id }, DATA_ID))

const wrongId = (
  { owner, id, path }: PlacedId & { readonly owner: string },
  pattern: RegExp,
  maxLength = Infinity,
): readonly DocumentFinding[] => {
  const punctuation = pattern === NODE_ID ? '`_` and `-`' : '`.`, `_` and `-`'
  const message = pattern.test(id)
    ? `The ${owner} id has ${id.length} characters; at most ${maxLength} are allowed.`
    : `The ${owner} id ${quoted(id)} is not valid: letters, digits, ${punctuation} only, first a letter or digit.`
  return pattern.test(id) && id.length <= maxLength ? [] : [{ code: 'invalid-id', path, message }]
}

const quoted = (text: string): string => (text === '' ? '(empty)' : JSON.stringify(text))

/**
 * Reports a flow whose deployed name (after namespace mapping) is the address of another route of Kestra's API. Deleting it by that name
 * can delete every flow of the tenant (docs/internals/facts/kestra.md, "Names that are routes").
 */
export const checkRoutes: FlowRule = ({ document: { namespace, id } }) => {
  if (namespace === undefined || id === undefined) return []
  if (!isOtherRoute('/flows/{namespace}/{id}', { namespace, id })) return []
  const message = `The flow would be \`${namespace}.${id}\`, and \`/flows/${namespace}/${id}\` is another route of Kestra's API: the flow could not be read or deleted by its name, and an attempt can delete every flow of the tenant.`
  return [{ code: 'name-is-a-route', path: ['id'], message }]
}

/** Reports ids that appear twice among the tasks (at any nesting), the triggers, the inputs or the outputs of a flow. */
export const checkDuplicates: FlowRule = (flow) => [
  ...repeated(flow, 'task', nodeIds(flow.nodes, 'task')),
  ...repeated(flow, 'trigger', nodeIds(flow.nodes, 'trigger')),
  ...repeated(flow, 'input', dataIds(flow.document, 'inputs')),
  ...repeated(flow, 'output', dataIds(flow.document, 'outputs')),
]

const nodeIds = (nodes: readonly FlowNode[], kind: FlowNode['kind']): readonly PlacedId[] =>
  nodes.flatMap((node) =>
    node.kind === kind && node.isCertain && node.id !== undefined ? [{ id: node.id, path: [...node.path, 'id'] }] : [],
  )

const repeated = ({ document }: RuleContext, owner: string, ids: readonly PlacedId[]): readonly DocumentFinding[] =>
  [...Map.groupBy(ids, ({ id }) => id).values()].flatMap(([first, ...others]) => {
    const line = first && document.positionOf(first.path)?.line
    return others.map(({ id, path }): DocumentFinding => {
      const message = `The ${owner} id "${id}" is already used on line ${line}.`
      return { code: 'duplicate-id', path, message }
    })
  })

/**
 * Reports ids and the namespace if Kestra reads another text than the one that is written (`off` is `false`). For the id of the flow this
 * is an error: the server validates it as `false`, but stores and lists the flow as `off`.
 */
export const checkWrittenIds: FlowRule = (flow) =>
  [['id'], ['namespace'], ...idPaths(flow)].flatMap((path): readonly DocumentFinding[] => {
    const different = readDifferently(flow.document, path)
    if (different === undefined) return []
    const { written, text } = different
    const message = `\`${path.at(-1)}: ${written}\` is read as "${text}" (YAML 1.1).`
    const code = path.length === 1 ? 'name-read-differently' : 'id-read-differently'
    return [{ code, path, message, hint: `Write ${JSON.stringify(written)} to keep it as it is.` }]
  })

/** Reports ids in `dependsOn.inputs` that are not inputs of the flow. */
export const checkInputs: FlowRule = ({ value }) => {
  const declared = flowInputs(value)
  if (declared === undefined) return []
  return mapsIn(value['inputs'], ['inputs']).flatMap(({ value: { dependsOn }, path }) => {
    const ids = isMapValue(dependsOn) ? dependsOn['inputs'] : undefined
    const unknown = unknownIds(ids, declared.byId, [...path, 'dependsOn', 'inputs'])
    return unknown.map(({ id, path: at }): DocumentFinding => {
      const message = `The flow has no input "${id}".`
      return { code: 'unknown-input-dependency', path: at, message }
    })
  })
}

const unknownIds = (ids: unknown, known: Pick<ReadonlySet<string>, 'has'>, path: NodePath): readonly PlacedId[] =>
  (Array.isArray(ids) ? ids : []).flatMap((id: unknown, index) =>
    typeof id === 'string' && !known.has(id) ? [{ id, path: [...path, index] }] : [],
  )
