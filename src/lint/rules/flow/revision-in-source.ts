import { defineRule, yaml } from '../../define-rule.ts'
import type { FlowRule } from '../../rule-context.ts'
import { isAbsent } from './node-faults.ts'

export default defineRule({
  codes: {
    'revision-in-source': {
      severity: 'info',
      title: 'A `revision:` line in the source',
      why: 'The server numbers revisions by itself; it ignores the line, and so does every comparison here. It refuses anything but a whole number from 1.',
      fix: 'Remove the line.',
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          revision: 3
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `,
      },
    },
  },
  flow: (flow, known) => checkRevision(flow, known),
})

/** Reports a `revision:` in the source. The server ignores a number from 1 and refuses anything else. */
const checkRevision: FlowRule = ({ value: { revision } }) => {
  if (isAbsent(revision)) return []
  const at = { path: ['revision'], part: 'key' } as const
  const message = 'The server numbers revisions by itself and ignores this line.'
  return typeof revision === 'number' && revision >= 1
    ? [{ ...at, code: 'revision-in-source', message }]
    : [{ ...at, code: 'wrong-shape', message: '`revision` must be a whole number from 1.', hint: 'Remove the line.' }]
}
