import { problemCodes } from '../../../finding/problem-codes.ts'
import { dagFaults, runnableFaults } from '../../../flow/children-faults.ts'
import { defineRule, yaml } from '../../define-rule.ts'
import type { FlowRule } from '../../rule-context.ts'
import { nestedSeverity } from './node-faults.ts'

export default defineRule({
  codes: {
    'unknown-dag-dependency': {
      ...problemCodes['unknown-dag-dependency'],
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: dag
              type: io.kestra.plugin.core.flow.Dag
              tasks:
                - task:
                    id: first
                    type: io.kestra.plugin.core.log.Log
                    message: Hello
                - task:
                    id: second
                    type: io.kestra.plugin.core.log.Log
                    message: Bye
                  dependsOn:
                    - frist
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: dag
              type: io.kestra.plugin.core.flow.Dag
              tasks:
                - task:
                    id: first
                    type: io.kestra.plugin.core.log.Log
                    message: Hello
                - task:
                    id: second
                    type: io.kestra.plugin.core.log.Log
                    message: Bye
                  dependsOn:
                    - first
        `,
      },
    },
    'dag-cycle': {
      ...problemCodes['dag-cycle'],
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: dag
              type: io.kestra.plugin.core.flow.Dag
              tasks:
                - task: { id: x, type: io.kestra.plugin.core.log.Log, message: hi }
                  dependsOn: [x]
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: dag
              type: io.kestra.plugin.core.flow.Dag
              tasks:
                - task: { id: x, type: io.kestra.plugin.core.log.Log, message: hi }
                  dependsOn: []
        `,
      },
    },
    'not-runnable': {
      ...problemCodes['not-runnable'],
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: folder
              type: io.kestra.plugin.core.flow.WorkingDirectory
              tasks:
                - id: call
                  type: io.kestra.plugin.core.flow.Subflow
                  namespace: company.team
                  flowId: other
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: folder
              type: io.kestra.plugin.core.flow.WorkingDirectory
              tasks:
                - id: call
                  type: io.kestra.plugin.core.log.Log
                  message: Hello
        `,
      },
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
