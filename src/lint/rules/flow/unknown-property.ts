import { problemCodes } from '../../../finding/problem-codes.ts'
import { defineRule, yaml } from '../../define-rule.ts'
import type { FlowRule } from '../../rule-context.ts'
import { isAbsent } from './node-faults.ts'

export default defineRule({
  codes: {
    'unknown-property': {
      ...problemCodes['unknown-property'],
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
              when: "{{ true }}"
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
              runIf: "{{ true }}"
        `,
      },
    },
  },
  flow: (flow, known) => checkTaskWhen(flow, known),
})

/** Types that Kestra itself defines. A plugin of another vendor may have a `when`. */
const KESTRA_TYPE = /^io\.kestra\./

/**
 * Reports `when` on a task. Kestra's first guide to 2.0 named it, but every version refuses it and reads `runIf`. Not reported if the
 * schema of the server has it.
 */
const checkTaskWhen: FlowRule = ({ nodes, isKnown }) =>
  nodes
    .filter(
      ({ kind, type = '', value, path, isCertain }) =>
        kind === 'task' &&
        isCertain &&
        KESTRA_TYPE.test(type) &&
        !isAbsent(value['when']) &&
        !isKnown([...path, 'when']),
    )
    .map(({ path }) => ({
      code: 'unknown-property',
      path: [...path, 'when'],
      part: 'key',
      message: 'A task has no `when`.',
      hint: 'Write `runIf`: a trigger has `when`, a task does not.',
    }))
