/** A flow with a child, a pair and a file, whose suite has a case that passes, one that fails, one with stand-ins and one that is disabled. */
export const testedFlows = (namespace: string): Record<string, string> => ({
  [`${namespace}/flows/total.yml`]: `id: total
namespace: ${namespace}
inputs:
  - id: amount
    type: INT
    defaults: 10
tasks:
  - id: sum
    type: io.kestra.plugin.core.debug.Return
    format: "{{ inputs.amount * 2 }} {{ kv('rate') }} {{ read('note.txt') }}"
  - id: ask
    type: io.kestra.plugin.core.flow.Subflow
    namespace: ${namespace}
    flowId: child
    wait: true
triggers:
  - id: often
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "* * * * *"
`,
  [`${namespace}/flows/child.yml`]: `id: child
namespace: ${namespace}
tasks:
  - id: keep
    type: io.kestra.plugin.core.kv.Set
    key: made
    value: here
  - id: wait
    type: io.kestra.plugin.core.flow.Sleep
    duration: PT1S
outputs:
  - id: text
    type: STRING
    value: child
`,
  [`${namespace}/kv.yml`]: 'rate: 19\n',
  [`${namespace}/files/note.txt`]: 'a note',
  [`${namespace}/tests/total.yml`]: `id: totals
namespace: ${namespace}
flowId: total
testCases:
  - id: doubles
    type: io.kestra.core.tests.flow.UnitTest
    fixtures:
      inputs:
        amount: 21
    assertions:
      - value: "{{ outputs.sum.value }}"
        equalTo: 42 19 a note
      - value: "{{ outputs.ask.outputs.text }}"
        equalTo: child
  - id: wrong
    type: io.kestra.core.tests.flow.UnitTest
    assertions:
      - value: "{{ outputs.sum.value }}"
        startsWith: "21 "
  - id: stand-in
    type: io.kestra.core.tests.flow.UnitTest
    fixtures:
      tasks:
        - id: ask
          outputs:
            outputs:
              text: given
    assertions:
      - value: "{{ outputs.ask.outputs.text }}"
        equalTo: given
  - id: later
    type: io.kestra.core.tests.flow.UnitTest
    disabled: true
    assertions:
      - value: "{{ outputs.sum.value }}"
        equalTo: never
`,
})

/** What comes of them, case by case. */
export const TESTED_VERDICTS = [
  ['doubles', 'passed'],
  ['wrong', 'failed'],
  ['stand-in', 'passed'],
  ['later', 'skipped'],
]
