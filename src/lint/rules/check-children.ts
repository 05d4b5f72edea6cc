import { dagFaults, runnableFaults } from '../../flow/children-faults.ts'
import type { FlowRule } from '../rule-context.ts'
import { nestedSeverity } from './check-shape.ts'

/**
 * Reports tasks that a Dag or a WorkingDirectory cannot run. Kestra does not look into the cases of a Switch, nor before 2.0 into a Dag.
 * There it accepts the flow, and the task fails or the execution never ends. It refuses all other flows with these tasks.
 */
export const checkChildren: FlowRule = ({ nodes, version }) =>
  [...dagFaults(nodes), ...runnableFaults(nodes)].map(({ holder, ...fault }) => ({
    ...fault,
    ...nestedSeverity(holder, version),
  }))
