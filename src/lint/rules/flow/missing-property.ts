import { problemCodes } from '../../../finding/problem-codes.ts'
import type { FlowNode } from '../../../flow/walk-tasks.ts'
import { mapsIn, type NodePath } from '../../../yaml/map-value.ts'
import { defineRule, yaml } from '../../define-rule.ts'
import type { FlowRule, RuleContext } from '../../rule-context.ts'
import type { RuleFinding } from '../../rule-finding.ts'
import { isAbsent, nestedSeverity } from './node-faults.ts'

export default defineRule({
  codes: {
    'missing-property': {
      ...problemCodes['missing-property'],
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
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
    'empty-tasks': {
      ...problemCodes['empty-tasks'],
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          tasks: []
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
  flow: (flow, known) => checkRequired(flow, known),
})

/**
 * Reports missing properties: `id`, `namespace` and `tasks` of the flow, `id` and `type` of tasks and triggers, `id` of inputs and outputs.
 */
const checkRequired: FlowRule = (flow) => [
  ...['id', 'namespace'].flatMap((key) => (isAbsent(flow.value[key]) ? [missing(key, 'The flow', [])] : [])),
  ...emptyTasks(flow),
  ...flow.nodes.filter(({ isCertain }) => isCertain).flatMap((node) => missingOfNode(flow, node)),
  ...['inputs', 'outputs'].flatMap((key) => missingOfData(flow, key)),
]

const emptyTasks = ({ value }: RuleContext): readonly RuleFinding[] => {
  const { tasks } = value
  const isEmpty = isAbsent(tasks) || (Array.isArray(tasks) && tasks.length === 0)
  return isEmpty ? [{ code: 'empty-tasks', path: ['tasks'], part: 'key', message: 'The flow has no task.' }] : []
}

const missingOfNode = ({ version }: RuleContext, { kind, value, path, id, type }: FlowNode): readonly RuleFinding[] => {
  const named = id === undefined ? `This ${kind}` : `The ${kind} "${id}"`
  const isWithoutId = kind !== 'condition' && isAbsent(value['id'])
  return [
    ...(isWithoutId ? [{ ...missing('id', named, path), ...nestedSeverity(path, version) }] : []),
    ...(isAbsent(value['type']) || type === '' ? [missing('type', named, path)] : []),
  ]
}

/** Inputs without `id` may have a `name` instead, which was valid before 2.0. */
const missingOfData = ({ value }: RuleContext, list: string): readonly RuleFinding[] =>
  mapsIn(value[list], [list])
    .filter((item) => isAbsent(item.value['id']) && isAbsent(item.value['name']))
    .map(({ path }) => missing('id', `This ${list.slice(0, -1)}`, path))

const missing = (key: string, owner: string, path: NodePath): RuleFinding => ({
  code: 'missing-property',
  path: [...path, key],
  part: 'key',
  message: `${owner} has no \`${key}\`.`,
})
