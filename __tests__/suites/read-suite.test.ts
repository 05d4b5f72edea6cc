import { describe, expect, it } from 'vitest'
import { readSuite } from '../../src/suites/suite.ts'
import { parseYaml } from '../../src/yaml/yaml-document.ts'

const SUITE = `id: orders
namespace: company.team
flowId: load-orders
testCases:
  - id: adds-vat
    type: io.kestra.core.tests.flow.UnitTest
    disabled: true
    fixtures:
      inputs:
        day: 2026-11-23
      files:
        orders.json: '[]'
      tasks:
        - id: extract
          outputs:
            uri: "{{ files['orders.json'] }}"
        - id: notify
          value: 2
          state: WARNING
      trigger:
        id: hook
        type: io.kestra.plugin.core.trigger.Webhook
        variables:
          body: hello
    assertions:
      - value: "{{ outputs.total.value }}"
        equalTo: 42
        isNotNull: true
        errorMessage: no VAT
      - value: 7
    expectedState: SUCCESS
  - nonsense
`

describe('readSuite', () => {
  it('reads every part of a suite with its place', () => {
    const suite = readSuite('company.team/tests/orders.yml', parseYaml(SUITE))
    expect(suite).toMatchObject({ use: 'test', namespace: 'company.team', id: 'orders', flowId: 'load-orders' })
    expect(suite.cases).toHaveLength(1)
    expect(suite.cases[0]).toMatchObject({
      id: 'adds-vat',
      isDisabled: true,
      position: { line: 5, column: 5 },
      inputs: { day: '2026-11-23' },
      files: { 'orders.json': '[]' },
      tasks: [
        { id: 'extract', state: 'SUCCESS', outputs: { uri: "{{ files['orders.json'] }}" }, position: { line: 14 } },
        { id: 'notify', value: '2', state: 'WARNING', outputs: undefined, position: { line: 17 } },
      ],
      trigger: { id: 'hook', variables: { body: 'hello' } },
      expectedState: { state: 'SUCCESS', position: { line: 31 } },
    })
  })

  it('reads the operators of an assertion in the order in which Kestra asks them, each at its line', () => {
    const [assertion, bare] = readSuite('tests/a.yml', parseYaml(SUITE)).cases[0]?.assertions ?? []
    expect(assertion).toMatchObject({
      value: '{{ outputs.total.value }}',
      errorMessage: 'no VAT',
      position: { line: 26, column: 9 },
      checks: [
        { operator: 'isNotNull', text: 'true', position: { line: 28, column: 9 } },
        { operator: 'equalTo', text: '42', position: { line: 27, column: 9 } },
      ],
    })
    expect(bare).toMatchObject({ value: '7', checks: [] })
  })

  it('takes a file in a folder `smoke` for a smoke suite, and no other', () => {
    const useOf = (file: string) => readSuite(file, parseYaml(SUITE)).use
    expect(useOf('company.team/smoke/orders.yml')).toBe('smoke')
    expect(useOf('smoke/company.team/orders.yml')).toBe('test')
  })

  it('reads what is no suite as an empty one', () => {
    expect(readSuite('a.yml', parseYaml('- 1'))).toMatchObject({ id: '', namespace: '', flowId: '', cases: [] })
    expect(readSuite('a.yml', parseYaml('testCases: {}'))).toMatchObject({ cases: [] })
  })
})
