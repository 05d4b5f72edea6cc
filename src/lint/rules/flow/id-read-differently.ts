import { idPaths, readDifferently } from '../../../flow/ids-read-differently.ts'
import { defineRule, yaml } from '../../define-rule.ts'
import type { FlowRule } from '../../rule-context.ts'
import type { RuleFinding } from '../../rule-finding.ts'

export default defineRule({
  codes: {
    'name-read-differently': {
      severity: 'error',
      title: "A flow's id or namespace that YAML 1.1 reads as something else",
      why: 'Kestra reads YAML 1.1, where `off` is the boolean false: a server answers that it saved the flow `false`, and stores it as `off`.',
      fix: 'Quote the value.',
      examples: {
        reported: yaml`
          id: off
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `,
        accepted: yaml`
          id: "off"
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `,
      },
    },
    'id-read-differently': {
      severity: 'warning',
      title: 'An id that YAML 1.1 reads as something else',
      why: 'Kestra reads YAML 1.1, where `off` is the boolean false: expressions find it under the other name.',
      fix: 'Quote the value.',
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: on
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: "on"
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `,
      },
    },
  },
  flow: (flow, known) => checkWrittenIds(flow, known),
})

/**
 * Reports ids and the namespace if Kestra reads another text than the one that is written (`off` is `false`). For the id of the flow this
 * is an error: the server validates it as `false`, but stores and lists the flow as `off`.
 */
const checkWrittenIds: FlowRule = (flow) =>
  [['id'], ['namespace'], ...idPaths(flow)].flatMap((path): readonly RuleFinding[] => {
    const different = readDifferently(flow.document, path)
    if (different === undefined) return []
    const { written, text } = different
    const message = `\`${path.at(-1)}: ${written}\` is read as "${text}" (YAML 1.1).`
    const code = path.length === 1 ? 'name-read-differently' : 'id-read-differently'
    return [{ code, path, message, hint: `Write ${JSON.stringify(written)} to keep it as it is.` }]
  })
