import { problemCodes } from '../../../finding/problem-codes.ts'
import { gitTasksIn } from '../../competing-sync.ts'
import { defineRule, yaml } from '../../define-rule.ts'
import type { FlowRule } from '../../rule-context.ts'

export default defineRule({
  codes: {
    'two-masters': {
      ...problemCodes['two-masters'],
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: sync
              type: io.kestra.plugin.git.SyncFlows
              auth: {}
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: sync
              type: io.kestra.plugin.git.PushFlows
              auth: {}
        `,
      },
    },
  },
  flow: (flow, known) => findCompetingSync(flow, known),
})

/** Reports tasks that sync flows or files from Git to the server, in competition with this deployment. */
const findCompetingSync: FlowRule = ({ nodes }) =>
  gitTasksIn(nodes)
    .filter(({ does }) => does === 'syncs')
    .map(({ name, namespace, path }) => {
      const where = namespace === undefined ? '' : ` of namespace "${namespace}"`
      const message = `${name} also writes the resources${where} from Git: two deployments for one namespace.`
      return { code: 'two-masters', path: [...path, 'type'], message }
    })
