import { describe, expect, it } from 'vitest'
import { validateOffline } from '../../../src/lint/validate-offline.ts'
import { aDesiredFlow, offlineProblems } from '../offline-problems.ts'

const reported = (trigger: string): readonly string[] =>
  offlineProblems(
    `id: f\nnamespace: company.team\ntasks:\n  - { id: t, type: io.kestra.plugin.core.log.Log, message: hi }\ntriggers:\n  - id: l\n    type: io.kestra.plugin.core.trigger.Flow\n${trigger}`,
    { version: { major: 2, minor: 0 } },
  ).filter((line) => line.endsWith(' trigger-never-fires'))

const ofTrigger = (when: string): readonly string[] => reported(`    when: "{{ ${when} }}"\n`)
const ofEntry = (when: string): readonly string[] =>
  reported(
    `    dependsOn:\n      - namespace: company.team\n        flowId: first\n        when: >-\n          {{ ${when} }}\n`,
  )

describe('when of a Flow trigger', () => {
  // Executed on 2.0.0.
  it.each([
    "namespace == 'company.team'",
    "flowId == 'first'",
    "state == 'SUCCESS'",
    "outputs.total == 'y'",
    "trigger.executionId != ''",
    "trigger.outputs.total == 'y'",
    "execution.namespace == 'company.team'",
    'hasRetryAttempt',
    "flow.name == 'first'",
  ])('%s is never there', (when) => {
    expect(ofTrigger(when)).toEqual(['8:15 warning trigger-never-fires'])
    expect(ofEntry(when)).toEqual(['12:14 warning trigger-never-fires'])
  })

  it.each(["flow.id == 'first'", "flow.namespace | startsWith('company')", "labels.team == 'a'", "now() != ''"])(
    '%s is',
    (when) => {
      expect([...ofTrigger(when), ...ofEntry(when)]).toEqual([])
    },
  )

  it.each([
    ["flow.id == 'first' and state == 'SUCCESS'", 1],
    ["flow.id == 'first' or state == 'SUCCESS'", 0],
    ["(state ?? '') == 'SUCCESS'", 0],
  ])('%s', (when, count) => {
    expect([ofTrigger(when).length, ofEntry(when).length]).toEqual([count, count])
  })

  // Executed on 2.0.0: `flow` is the flow of the entry.
  it.each([
    ["flow.id == 'first'", 0],
    ["flow.id == 'f'", 1],
    ["flow.namespace == 'company.team'", 0],
    ["flow.namespace == 'company'", 1],
    ["flow.namespace | startsWith('company')", 0],
  ])('of an entry says of %s', (when, count) => {
    expect(ofEntry(when)).toHaveLength(count)
    const flowStyle = (more = '') =>
      reported(`    dependsOn: [{ namespace: company.team, flowId: first, when: "{{ ${when} }}" }]\n${more}`)
    expect(flowStyle()).toHaveLength(count)
    expect(flowStyle('    mode: ANY\n')).toHaveLength(count)
    expect(reported(`    dependsOn: [{ flowId: first }]\n    when: "{{ ${when} }}"\n`)).toHaveLength(
      when === "flow.id == 'f'" ? 1 : 0,
    )
  })

  // Executed on 2.0.0: with ANY the other entries go on starting the flow.
  it('of an entry is reported as that of the entry where another one may start the flow', () => {
    const messages = (mode: string, when: string) =>
      validateOffline(
        {
          flows: [
            aDesiredFlow(
              `id: f\nnamespace: company.team\ntasks:\n  - { id: t, type: io.kestra.plugin.core.log.Log, message: hi }\ntriggers:\n  - id: l\n    type: io.kestra.plugin.core.trigger.Flow\n${mode}    dependsOn: [{ namespace: company.team, flowId: first, when: "{{ ${when} }}" }]\n`,
            ),
          ],
          brokenFlows: [],
          desired: { resources: [] },
        },
        { version: { major: 2, minor: 0 } },
      ).flatMap(({ code, message }) => (code === 'trigger-never-fires' ? [message.includes('this entry')] : []))
    for (const when of ["flowId == 'first'", "flow.id == 'f'"]) {
      expect(messages('', when)).toEqual([false])
      expect(messages('    mode: ANY\n', when)).toEqual([true])
    }
  })

  it('of the trigger is about each of its entries', () => {
    const entries = '    dependsOn: [{ namespace: a, flowId: b }, { namespace: a, flowId: c }]\n'
    expect(reported(`${entries}    when: "{{ flow.id == 'c' }}"\n`)).toEqual([])
    expect(reported(`${entries}    when: "{{ flow.id == 'd' }}"\n`)).toEqual(['9:11 warning trigger-never-fires'])
  })

  it('of a trigger that is disabled, or is no Flow trigger, says nothing', () => {
    expect(reported(`    disabled: true\n    when: "{{ outputs.total == 'y' }}"\n`)).toEqual([])
    expect(
      reported(
        `  - id: s\n    type: io.kestra.plugin.core.trigger.Schedule\n    cron: "0 0 * * *"\n    when: "{{ isWeekend(trigger.date) }}"\n`,
      ),
    ).toEqual([])
  })
})
