import { problemCodes } from '../../../finding/problem-codes.ts'
import { plainText } from '../../../text/json.ts'
import { mapsIn, type NodePath } from '../../../yaml/map-value.ts'
import type { YamlDocument } from '../../../yaml/yaml-document.ts'
import { defineRule, yaml } from '../../define-rule.ts'
import { type FlowRule, infoWhereIdle } from '../../rule-context.ts'
import type { RuleFinding } from '../../rule-finding.ts'
import { fitsInput } from '../../values/fits-input.ts'
import { shown } from '../../values/java-texts.ts'
import { named, reported } from './passed-values.ts'

export default defineRule({
  codes: {
    'invalid-default': {
      ...problemCodes['invalid-default'],
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          inputs:
            - id: given
              type: INT
              defaults: abc
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          inputs:
            - id: given
              type: INT
              defaults: 7
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
        `,
      },
    },
  },
  flow: (flow, known) => checkDefaults(flow, known),
})

/**
 * Reports defaults that their own input refuses: no execution starts unless it passes another value. A `prefill` is
 * only shown to people (docs/internals/facts/kestra.md, "Inputs and values").
 */
const checkDefaults: FlowRule = (flow) =>
  mapsIn(flow.value['inputs'], ['inputs']).flatMap(({ value: input, path }) =>
    (['defaults', 'prefill'] as const).flatMap((key): readonly RuleFinding[] => {
      const at = [...path, key]
      const value = writtenValue(flow.document, at, input[key])
      const misfit = fitsInput(input, { as: 'default', value, version: flow.version })
      if (misfit === undefined) return []
      const severity = key === 'defaults' ? infoWhereIdle(flow, path) : ({ severity: 'info' } as const)
      const what = `The ${key === 'defaults' ? 'default' : 'prefill'} "${shown(plainText(value))}" of ${named(input)}`
      return [{ ...reported('invalid-default', what, misfit), path: at, ...severity }]
    }),
  )

/**
 * The value at a path; a scalar as it is written. Unlike properties of tasks, the default of an input is kept as text:
 * `yes` is not a boolean there, `1_000` not a whole number.
 */
const writtenValue = (document: YamlDocument, path: NodePath, value: unknown): unknown => {
  if (typeof value !== 'number' && typeof value !== 'boolean') return value
  const range = document.rangeOf(path)
  return range ? document.source.slice(range.start, range.end) : value
}
