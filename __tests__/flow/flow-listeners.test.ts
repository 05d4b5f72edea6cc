import { describe, expect, it } from 'vitest'
import { triggersHearing } from '../../src/flow/flow-listeners.ts'
import { parseYaml } from '../../src/yaml/yaml-document.ts'

const STAGED = 'kestra-gitops-test-0123456789abc-0.shop'
const CONDITION = 'io.kestra.plugin.core.condition'
const OLD_CONDITION = 'io.kestra.core.models.conditions.types'
const TRIGGER = 'id: t, type: io.kestra.plugin.core.trigger.Flow'

const hearing = (trigger: string, rest = '') =>
  triggersHearing(parseYaml(`id: listener\nnamespace: prod\ntriggers: [{${trigger}}]\n${rest}`), [
    { namespace: STAGED, id: 'child' },
  ])

const withConditions = (...conditions: readonly string[]) =>
  `${TRIGGER}, conditions: [${conditions.map((each) => `{type: ${each}}`).join(', ')}]`

describe('a Flow trigger of 1.x', () => {
  it.each([
    ['no condition', TRIGGER],
    ['an empty list', `${TRIGGER}, conditions: []`],
    ['the older name', 'id: t, type: io.kestra.core.models.triggers.types.Flow'],
    ['a state alone', withConditions(`${CONDITION}.ExecutionStatus, in: [SUCCESS]`)],
    [
      'the beginning of a namespace',
      withConditions(`${CONDITION}.ExecutionNamespace, namespace: kestra, comparison: PREFIX`),
    ],
    ['the end of a namespace', withConditions(`${CONDITION}.ExecutionNamespace, namespace: .shop, comparison: SUFFIX`)],
    ['an expression', withConditions(`${CONDITION}.ExecutionFlow, namespace: "{{ inputs.a }}", flowId: child`)],
    ['a condition that is not known', withConditions(`${CONDITION}.FromTomorrow, namespace: other`)],
    [
      'one that excludes others',
      withConditions(`${CONDITION}.Not, conditions: [{type: ${CONDITION}.ExecutionNamespace, namespace: far}]`),
    ],
    [
      'one of two',
      withConditions(
        `${CONDITION}.Or, conditions: [{type: ${CONDITION}.ExecutionNamespace, namespace: far}, {type: ${CONDITION}.Expression, expression: a}]`,
      ),
    ],
    ['preconditions without flows', `${TRIGGER}, preconditions: {id: p, timeWindow: {type: DURATION_WINDOW}}`],
    ['preconditions with a state', `${TRIGGER}, preconditions: {id: p, flows: [{states: [SUCCESS]}]}`],
    [
      'a filter that it matches',
      `${TRIGGER}, preconditions: {id: p, where: [{id: w, filters: [{field: FLOW_ID, type: EQUAL_TO, value: child}]}]}`,
    ],
    [
      'a filter of an unknown field',
      `${TRIGGER}, preconditions: {id: p, where: [{id: w, filters: [{field: STATE, type: IN, values: [a]}]}]}`,
    ],
  ])('may hear a flow of a test: %s', (_, trigger) => {
    expect(hearing(trigger)).toEqual(['t'])
  })

  it.each([
    ['another flow', withConditions(`${CONDITION}.ExecutionFlow, namespace: shop, flowId: child`)],
    [
      'another flow, by the older name',
      withConditions(`${OLD_CONDITION}.ExecutionFlowCondition, namespace: shop, flowId: child`),
    ],
    ['another namespace', withConditions(`${CONDITION}.ExecutionNamespace, namespace: shop`)],
    ['its own namespace', withConditions(`${CONDITION}.ExecutionNamespace, namespace: "{{ flow.namespace }}"`)],
    ['the beginning of another', withConditions(`${CONDITION}.ExecutionNamespace, namespace: shop, prefix: true`)],
    [
      'a condition and another flow',
      withConditions(`${CONDITION}.ExecutionStatus, in: [SUCCESS]`, `${CONDITION}.ExecutionNamespace, namespace: far`),
    ],
    [
      'tests excluded',
      withConditions(
        `${CONDITION}.Not, conditions: [{type: ${CONDITION}.ExecutionNamespace, namespace: kestra-gitops-test-, comparison: PREFIX}]`,
      ),
    ],
    [
      'several others',
      `${TRIGGER}, conditions: [{type: ${CONDITION}.MultipleCondition, conditions: {a: {type: ${CONDITION}.ExecutionFlow, namespace: far, flowId: a}}}]`,
    ],
    ['preconditions on others', `${TRIGGER}, preconditions: {id: p, flows: [{namespace: shop, flowId: child}]}`],
    [
      'a filter on others',
      `${TRIGGER}, preconditions: {id: p, where: [{id: w, filters: [{field: NAMESPACE, type: STARTS_WITH, value: shop}]}]}`,
    ],
    [
      'filters that exclude it',
      `${TRIGGER}, preconditions: {id: p, where: [{id: w, operand: OR, filters: [{field: FLOW_ID, type: NOT_IN, values: [child]}, {field: NAMESPACE, type: EQUAL_TO, value: far}]}]}`,
    ],
    ['a trigger that is off', `${TRIGGER}, disabled: true`],
    ['another type', 'id: t, type: io.kestra.plugin.core.trigger.Schedule, cron: "* * * * *"'],
  ])('hears none: %s', (_, trigger) => {
    expect(hearing(trigger)).toEqual([])
  })

  it('hears none where its flow is disabled', () => {
    expect(hearing(TRIGGER, 'disabled: true\n')).toEqual([])
  })
})
