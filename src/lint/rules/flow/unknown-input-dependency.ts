import { REFUSED } from '../../../finding/problem.ts'
import { flowInputs, type PlacedId } from '../../../flow/declarations.ts'
import { isMapValue, mapsIn, type NodePath } from '../../../yaml/map-value.ts'
import { defineRule, yaml } from '../../define-rule.ts'
import type { FlowRule } from '../../rule-context.ts'
import type { RuleFinding } from '../../rule-finding.ts'

export default defineRule({
  codes: {
    'unknown-input-dependency': {
      ...REFUSED,
      title: 'An input that depends on an input that does not exist',
      why: 'Every id in `dependsOn.inputs` must be an input of the same flow.',
      fix: 'Correct the id, or add the input.',
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          inputs:
            - id: mode
              type: STRING
            - id: part
              type: STRING
              dependsOn:
                inputs:
                  - mdoe
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          inputs:
            - id: mode
              type: STRING
            - id: part
              type: STRING
              dependsOn:
                inputs:
                  - mode
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `,
      },
    },
  },
  flow: (flow, known) => checkInputs(flow, known),
})

/** Reports ids in `dependsOn.inputs` that are not inputs of the flow. */
const checkInputs: FlowRule = ({ value }) => {
  const declared = flowInputs(value)
  if (declared === undefined) return []
  return mapsIn(value['inputs'], ['inputs']).flatMap(({ value: { dependsOn }, path }) => {
    const ids = isMapValue(dependsOn) ? dependsOn['inputs'] : undefined
    const unknown = unknownIds(ids, declared.byId, [...path, 'dependsOn', 'inputs'])
    return unknown.map(({ id, path: at }): RuleFinding => {
      const message = `The flow has no input "${id}".`
      return { code: 'unknown-input-dependency', path: at, message }
    })
  })
}

const unknownIds = (ids: unknown, known: Pick<ReadonlySet<string>, 'has'>, path: NodePath): readonly PlacedId[] =>
  (Array.isArray(ids) ? ids : []).flatMap((id: unknown, index) =>
    typeof id === 'string' && !known.has(id) ? [{ id, path: [...path, index] }] : [],
  )
