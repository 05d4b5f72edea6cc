import { dataIds, type PlacedId } from '../../flow/flow-inputs.ts'
import type { NodePath } from '../../flow/map-value.ts'
import type { FlowNode } from '../../flow/walk-tasks.ts'
import type { CheckedFlow, Fault, FlowRule } from '../flow-rule.ts'

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

const repeated = ({ document }: CheckedFlow, owner: string, ids: readonly PlacedId[]): readonly Fault[] => {
  const first = new Map<string, NodePath>()
  return ids.flatMap(({ id, path }): Fault[] => {
    const earlier = first.get(id)
    if (!earlier) {
      first.set(id, path)
      return []
    }
    const line = document.positionOf(earlier)?.line
    return [{ code: 'duplicate-id', path, message: `The ${owner} id "${id}" is already used on line ${line}.` }]
  })
}
