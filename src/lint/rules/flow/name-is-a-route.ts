import { problemCodes } from '../../../finding/problem-codes.ts'
import { isOtherRoute } from '../../../resource/route-names.ts'
import { defineRule, yaml } from '../../define-rule.ts'
import type { FlowRule } from '../../rule-context.ts'

export default defineRule({
  codes: {
    'name-is-a-route': {
      ...problemCodes['name-is-a-route'],
      examples: {
        reported: yaml`
          id: by-query
          namespace: delete
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `,
        accepted: yaml`
          id: daily
          namespace: delete
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `,
      },
    },
  },
  flow: (flow, known) => checkRoutes(flow, known),
})

/**
 * Reports a flow whose deployed name (after namespace mapping) is the address of another route of Kestra's API. Deleting it by that name
 * can delete every flow of the tenant (docs/internals/facts/kestra.md, "Names that are routes").
 */
const checkRoutes: FlowRule = ({ document: { namespace, id } }) => {
  if (namespace === undefined || id === undefined) return []
  if (!isOtherRoute('/flows/{namespace}/{id}', { namespace, id })) return []
  const message = `The flow would be \`${namespace}.${id}\`, and \`/flows/${namespace}/${id}\` is another route of Kestra's API: the flow could not be read or deleted by its name, and an attempt can delete every flow of the tenant.`
  return [{ code: 'name-is-a-route', path: ['id'], message }]
}
