import { dataIds, type PlacedId } from '../../flow/declarations.ts'
import type { CheckedFlow, Diagnostic, FlowRule } from '../../flow/diagnostic.ts'
import type { FlowNode } from '../../flow/walk-tasks.ts'
import { type NodePath, valueAt } from '../../yaml/map-value.ts'

/** Tasks at any nesting, triggers, inputs and outputs: in each group an id may stand once. */
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

const repeated = ({ document }: CheckedFlow, owner: string, ids: readonly PlacedId[]): readonly Diagnostic[] => {
  const first = new Map<string, NodePath>()
  return ids.flatMap(({ id, path }): Diagnostic[] => {
    const earlier = first.get(id)
    if (!earlier) {
      first.set(id, path)
      return []
    }
    const line = document.positionOf(earlier)?.line
    return [{ code: 'duplicate-id', path, message: `The ${owner} id "${id}" is already used on line ${line}.` }]
  })
}

/**
 * Ids and the namespace that Kestra reads as another text than the one that is written (`off` is `false`). For the flow's
 * own name that is an error: the server validates and answers `false`, but stores and lists the flow as `off`.
 */
export const checkWrittenIds: FlowRule = (flow) =>
  [['id'], ['namespace'], ...flow.nodes.map(({ path }) => [...path, 'id'])].flatMap((path) =>
    readDifferently(flow, path),
  )

const readDifferently = ({ document, value }: CheckedFlow, path: NodePath): readonly Diagnostic[] => {
  if (typeof valueAt(value, path) === 'string') return []
  const text = document.textOf(path)
  const range = text === undefined ? undefined : document.rangeOf(path)
  if (text === undefined || range === undefined) return []
  const written = document.source.slice(range.start, range.end)
  if (written === text) return []
  const message = `\`${path.at(-1)}: ${written}\` is read as "${text}" (YAML 1.1).`
  const code = path.length === 1 ? 'name-read-differently' : 'id-read-differently'
  return [{ code, path, message, hint: `Write ${JSON.stringify(written)} to keep it as it is.` }]
}
