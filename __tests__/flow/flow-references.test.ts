import { expect, test } from 'vitest'
import { findFlowReferences } from '../../src/flow/flow-references.ts'
import { parseYaml } from '../../src/yaml/yaml-document.ts'

const referencesOf = (body: string) =>
  findFlowReferences(parseYaml(`id: caller\nnamespace: company.team\n${body}`)).map(
    ({ relation, namespace, id, path }) => `${relation} ${namespace}/${id} at ${path.join('.')}`,
  )

const cases = [
  {
    name: 'a Subflow task',
    body: 'tasks:\n  - {id: a, type: io.kestra.plugin.core.flow.Subflow, namespace: other, flowId: x}',
    expected: ['subflow other/x at tasks.0'],
  },
  {
    name: 'a Subflow task under its old names',
    body: 'tasks:\n  - {id: a, type: io.kestra.core.tasks.flows.Subflow, namespace: other, flowId: x}\n  - {id: b, type: io.kestra.core.tasks.flows.Flow, namespace: other, flowId: y}',
    expected: ['subflow other/x at tasks.0', 'subflow other/y at tasks.1'],
  },
  {
    name: 'ForEachItem',
    body: 'tasks:\n  - {id: a, type: io.kestra.plugin.core.flow.ForEachItem, items: "{{ x }}", namespace: n, flowId: x}',
    expected: ['for-each-item n/x at tasks.0'],
  },
  {
    name: "the flow's own namespace as an expression",
    body: 'tasks:\n  - {id: a, type: io.kestra.plugin.core.flow.Subflow, namespace: "{{ flow.namespace }}", flowId: x}',
    expected: ['subflow company.team/x at tasks.0'],
  },
  {
    name: 'no target that only running can tell',
    body: 'tasks:\n  - {id: a, type: io.kestra.plugin.core.flow.Subflow, namespace: n, flowId: "{{ inputs.f }}"}',
    expected: [],
  },
  {
    name: 'calls at any nesting',
    body: `tasks:
  - id: if
    type: io.kestra.plugin.core.flow.If
    condition: "{{ true }}"
    then:
      - id: dag
        type: io.kestra.plugin.core.flow.Dag
        tasks:
          - task: {id: a, type: io.kestra.plugin.core.flow.Subflow, namespace: n, flowId: in-dag}
    else:
      - id: switch
        type: io.kestra.plugin.core.flow.Switch
        value: x
        cases:
          one:
            - {id: b, type: io.kestra.plugin.core.flow.Subflow, namespace: n, flowId: in-case}
        defaults:
          - {id: c, type: io.kestra.plugin.core.flow.Subflow, namespace: n, flowId: in-default}
errors:
  - {id: d, type: io.kestra.plugin.core.flow.Subflow, namespace: n, flowId: in-errors}`,
    expected: [
      'subflow n/in-dag at tasks.0.then.0.tasks.0.task',
      'subflow n/in-case at tasks.0.else.0.cases.one.0',
      'subflow n/in-default at tasks.0.else.0.defaults.0',
      'subflow n/in-errors at errors.0',
    ],
  },
  {
    name: 'Flow trigger conditions of 1.x, also inside MultipleCondition',
    body: `triggers:
  - id: t
    type: io.kestra.plugin.core.trigger.Flow
    conditions:
      - {type: io.kestra.plugin.core.condition.ExecutionFlow, namespace: n, flowId: a}
      - id: m
        type: io.kestra.plugin.core.condition.MultipleCondition
        conditions:
          b: {type: io.kestra.plugin.core.condition.ExecutionFlowCondition, namespace: n, flowId: b}
      - {type: io.kestra.plugin.core.condition.ExecutionNamespace, namespace: n}`,
    expected: [
      'flow-trigger n/a at triggers.0.conditions.0',
      'flow-trigger n/b at triggers.0.conditions.1.conditions.b',
    ],
  },
  {
    name: 'Flow trigger preconditions of 1.x',
    body: `triggers:
  - id: t
    type: io.kestra.plugin.core.trigger.Flow
    preconditions:
      id: p
      flows:
        - {namespace: n, flowId: a}
        - {namespace: n}
      where:
        - id: w
          filters:
            - {field: NAMESPACE, type: EQUAL_TO, value: n}
            - {field: FLOW_ID, type: EQUAL_TO, value: c}
        - id: either
          operand: OR
          filters:
            - {field: NAMESPACE, type: EQUAL_TO, value: n}
            - {field: FLOW_ID, type: EQUAL_TO, value: d}`,
    expected: [
      'flow-trigger n/a at triggers.0.preconditions.flows.0',
      'flow-trigger n/c at triggers.0.preconditions.where.0.filters.0',
    ],
  },
  {
    name: 'Flow trigger dependencies of 2.x',
    body: 'triggers:\n  - id: t\n    type: io.kestra.plugin.core.trigger.Flow\n    dependsOn:\n      - {namespace: n, flowId: a}\n      - {flowId: any-namespace}',
    expected: ['flow-trigger n/a at triggers.0.dependsOn.0'],
  },
]

test.each(cases)('finds $name', ({ body, expected }) => {
  expect(referencesOf(body)).toEqual(expected)
})

test('carries the revision and the inputs of a call', () => {
  const [call] = findFlowReferences(
    parseYaml(
      'id: a\nnamespace: n\ntasks:\n  - id: c\n    type: io.kestra.plugin.core.flow.Subflow\n    namespace: n\n    flowId: b\n    revision: 3\n    inputs: {day: 012}\n',
    ),
  )
  expect(call).toMatchObject({ revision: 3, inputs: { day: 10 } })
})

test('finds nothing in a document that cannot be read', () => {
  expect(findFlowReferences(parseYaml('id: [a\n'))).toEqual([])
})
