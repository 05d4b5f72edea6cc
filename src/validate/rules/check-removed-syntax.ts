import type { CheckedFlow, Diagnostic, FlowRule } from '../../flow/diagnostic.ts'
import type { NodePath } from '../../flow/map-value.ts'
import type { FlowNode } from '../../flow/walk-tasks.ts'
import { isAtLeast } from '../../kestra/server.ts'

/** Keys of a flow that 2.0 no longer has, and what replaced them. */
const REMOVED_KEYS: ReadonlyMap<string, string> = new Map([
  ['pluginDefaults', 'Set the properties on the tasks, or as plugin defaults of the namespace or server.'],
  ['taskDefaults', 'Set the properties on the tasks, or as plugin defaults of the namespace or server.'],
  ['listeners', 'Use `afterExecution`, or a flow with a Flow trigger.'],
  ['workerGroup', 'Use `workerSelector`.'],
])

/** Types of the core that 2.0 no longer has, and what replaced them. */
const REMOVED_TYPES: ReadonlyMap<string, string> = new Map([
  ['io.kestra.plugin.core.flow.ForEach', 'Use `io.kestra.plugin.core.flow.Loop`.'],
  ['io.kestra.plugin.core.flow.ForEachItem', 'Use `io.kestra.plugin.core.flow.Loop` with a Subflow task.'],
  ['io.kestra.plugin.core.flow.EachSequential', 'Use `io.kestra.plugin.core.flow.Loop`.'],
  ['io.kestra.plugin.core.flow.EachParallel', 'Use `io.kestra.plugin.core.flow.Loop` with `concurrencyLimit`.'],
  ['io.kestra.plugin.core.flow.Template', 'Use a Subflow task.'],
])

/** Syntax of 0.x and 1.x that servers of 2.0 and later refuse. Before 2.0, and with the version unknown, a warning at most. */
export const checkRemovedSyntax: FlowRule = (flow) => {
  // A flow of 1.x is right as it is while the server is known to be one.
  if (flow.version !== undefined && !isAtLeast(flow.version, 2, 0)) return []
  return [...removedKeys(flow), ...flow.nodes.flatMap(removedOfNode)].map((diagnostic) => ({
    ...diagnostic,
    severity: flow.version ? 'error' : 'warning',
  }))
}

const removedKeys = ({ value }: CheckedFlow): readonly Diagnostic[] =>
  [...REMOVED_KEYS].flatMap(([key, hint]) => (value[key] === undefined ? [] : [removed(key, hint, [key])]))

const removedOfNode = ({ kind, type = '', value, path, isCertain }: FlowNode): readonly Diagnostic[] => {
  if (!isCertain) return []
  const diagnostics: Diagnostic[] = []
  const hint = REMOVED_TYPES.get(type)
  if (hint !== undefined) {
    diagnostics.push({
      code: 'removed-syntax',
      path: [...path, 'type'],
      message: `Kestra 2.0 no longer has ${type}.`,
      hint,
    })
  }
  if (kind === 'condition') return diagnostics
  if (value['workerGroup'] !== undefined)
    diagnostics.push(removed('workerGroup', 'Use `workerSelector`.', [...path, 'workerGroup']))
  if (kind !== 'trigger') return diagnostics
  if (value['conditions'] !== undefined) {
    diagnostics.push(
      removed('conditions', 'Use `when`, and `dependsOn` and `states` of a Flow trigger.', [...path, 'conditions']),
    )
  }
  const isFlowTrigger = type.endsWith('.Flow')
  if (isFlowTrigger && value['preconditions'] !== undefined) {
    diagnostics.push(removed('preconditions', 'Use `dependsOn`.', [...path, 'preconditions']))
  }
  return diagnostics
}

const removed = (key: string, hint: string, path: NodePath): Diagnostic => ({
  code: 'removed-syntax',
  path,
  part: 'key',
  message: `Kestra 2.0 no longer has \`${key}\`.`,
  hint,
})
