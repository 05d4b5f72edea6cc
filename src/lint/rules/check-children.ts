import { dagFaults, runnableFaults } from '../../flow/children-faults.ts'
import type { FlowRule } from '../rule-context.ts'
import { nestedSeverity } from './check-shape.ts'

/**
 * Tasks that a Dag or a WorkingDirectory cannot run. Kestra refuses such a flow, but in the cases of a Switch, and before 2.0 in a Dag: there
 * the task fails, or the execution never ends.
 */
export const checkChildren: FlowRule = ({ nodes, version }) =>
  [...dagFaults(nodes), ...runnableFaults(nodes)].map(({ holder, ...fault }) => ({
    ...fault,
    ...nestedSeverity(holder, version),
  }))
