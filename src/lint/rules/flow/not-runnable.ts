import { problemCodes } from '../../../finding/problem-codes.ts'
import { dagFaults, runnableFaults } from '../../../flow/children-faults.ts'
import { defineRule } from '../../define-rule.ts'
import type { FlowRule } from '../../rule-context.ts'
import { nestedSeverity } from './node-faults.ts'

export default defineRule({
  codes: {
    'unknown-dag-dependency': {
      ...problemCodes['unknown-dag-dependency'],
    },
    'dag-cycle': {
      ...problemCodes['dag-cycle'],
    },
    'not-runnable': {
      ...problemCodes['not-runnable'],
    },
  },
  flow: (flow, known) => checkChildren(flow, known),
})

/**
 * Reports tasks that a Dag or a WorkingDirectory cannot run. Kestra does not look into the cases of a Switch, nor before 2.0 into a Dag.
 * There it accepts the flow, and the task fails or the execution never ends. It refuses all other flows with these tasks.
 */
const checkChildren: FlowRule = ({ nodes, version }) =>
  [...dagFaults(nodes), ...runnableFaults(nodes)].map(({ holder, ...fault }) => ({
    ...fault,
    ...nestedSeverity(holder, version),
  }))
