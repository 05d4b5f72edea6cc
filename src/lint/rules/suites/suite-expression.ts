import { isTemplate } from '../../../pebble/lex-pebble.ts'
import { parsePebble } from '../../../pebble/parse-pebble.ts'
import type { Suite } from '../../../suites/suite.ts'
import { textsIn, valueAt } from '../../../yaml/map-value.ts'
import { defineRule, yaml } from '../../define-rule.ts'
import type { RuleFinding } from '../../rule-finding.ts'

export default defineRule({
  codes: {
    'suite-expression': {
      severity: 'warning',
      title: 'An expression of a suite that Kestra cannot read',
      why: 'The case is an error when it runs.',
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          inputs:
            - id: day
              type: STRING
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          ---
          id: daily-suite
          namespace: company.team
          flowId: daily
          testCases:
            - id: one
              type: io.kestra.core.tests.flow.UnitTest
              fixtures:
                inputs:
                  day: monday
              assertions:
                - value: "{{ 'ok }}"
                  equalTo: ok
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          inputs:
            - id: day
              type: STRING
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          ---
          id: daily-suite
          namespace: company.team
          flowId: daily
          testCases:
            - id: one
              type: io.kestra.core.tests.flow.UnitTest
              fixtures:
                inputs:
                  day: monday
              assertions:
                - value: "{{ 'ok' }}"
                  equalTo: ok
        `,
      },
    },
  },
  suite: (suite) => checkExpressions(suite),
})

const checkExpressions = ({ document }: Suite): readonly RuleFinding[] =>
  textsIn(valueAt(document.value, ['testCases'])).flatMap(({ text, path }): readonly RuleFinding[] => {
    const fault = isTemplate(text) ? parsePebble(text) : undefined
    // Contents of files are not rendered.
    if (fault === undefined || !('says' in fault) || path.includes('files')) return []
    const message = `Kestra cannot read this expression: ${fault.says}.`
    return [{ code: 'suite-expression', path: ['testCases', ...path], message }]
  })
