import { problemCodes } from '../../../finding/problem-codes.ts'
import { reportableSecrets } from '../../../secrets/find-secrets.ts'
import { defineRule, yaml } from '../../define-rule.ts'
import type { FlowRule } from '../../rule-context.ts'

export default defineRule({
  codes: {
    'possible-secret': {
      ...problemCodes['possible-secret'],
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          variables:
            password: "k7Wm2xQt"
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          variables:
            password: "{{ secret('PASSWORD') }}"
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `,
      },
    },
  },
  flow: (flow, known) => checkSecrets(flow, known),
})

/** Reports credentials anywhere in the source, also in comments. The message never contains the value. */
const checkSecrets: FlowRule = ({ document }) =>
  reportableSecrets(document.source).map((span) => ({
    code: 'possible-secret',
    path: [],
    position: document.positionAt(span),
    message: `This looks like ${span.kind}.`,
  }))
