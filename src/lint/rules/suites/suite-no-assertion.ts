import type { KnownVersion } from '../../../flow/kestra-version.ts'
import type { Suite, SuiteCase } from '../../../suites/suite.ts'
import { valueAt } from '../../../yaml/map-value.ts'
import { defineRule, yaml } from '../../define-rule.ts'
import type { RuleFinding } from '../../rule-finding.ts'

export default defineRule({
  codes: {
    'suite-no-assertion': {
      severity: 'warning',
      title: 'A suite, a case or an assertion that compares nothing',
      why: 'Nothing would be tested: `kestra-gitops test` counts each case of the suite as an error, and a smoke suite refuses the deploy.',
      fix: 'Write the expected value, for example `equalTo: 42`, or the expected state of the execution as `expectedState`.',
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          inputs:
            - id: day
              type: STRING
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          ---
          id: daily-suite
          namespace: company.team
          flowId: daily
          testCases:
            - id: one
              type: io.kestra.core.tests.flow.UnitTest
              fixtures:
                inputs:
                  day: monday
              assertions:
                - value: ok
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          inputs:
            - id: day
              type: STRING
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          ---
          id: daily-suite
          namespace: company.team
          flowId: daily
          testCases:
            - id: one
              type: io.kestra.core.tests.flow.UnitTest
              fixtures:
                inputs:
                  day: monday
              assertions:
                - value: ok
                  equalTo: ok
        `,
      },
    },
    'suite-duplicate-case': {
      severity: 'warning',
      title: 'Two cases of a suite with the same id',
      why: 'The results of a run cannot be assigned to one of them.',
      fix: 'Give each case an id of its own.',
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          inputs:
            - id: day
              type: STRING
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          ---
          id: daily-suite
          namespace: company.team
          flowId: daily
          testCases:
            - id: one
              type: io.kestra.core.tests.flow.UnitTest
              fixtures:
                inputs:
                  day: monday
              assertions:
                - value: ok
                  equalTo: ok
            - id: one
              type: io.kestra.core.tests.flow.UnitTest
              fixtures:
                inputs:
                  day: monday
              assertions:
                - value: ok
                  equalTo: ok
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          inputs:
            - id: day
              type: STRING
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          ---
          id: daily-suite
          namespace: company.team
          flowId: daily
          testCases:
            - id: one
              type: io.kestra.core.tests.flow.UnitTest
              fixtures:
                inputs:
                  day: monday
              assertions:
                - value: ok
                  equalTo: ok
            - id: two
              type: io.kestra.core.tests.flow.UnitTest
              fixtures:
                inputs:
                  day: monday
              assertions:
                - value: ok
                  equalTo: ok
        `,
      },
    },
    'suite-expected-state': {
      severity: 'warning',
      title: '`expectedState` on a server that does not have it',
      why: 'Enterprise servers before 2.0 refuse a suite with this key; `kestra-gitops test` accepts it with every version.',
      fix: 'Assert on `{{ execution.state }}` instead, if both should accept the suite.',
      versions: '1.0–1.3',
      isOfVersion: true,
      examples: {
        context: { version: { major: 1, minor: 3 } },
        reported: yaml`
          id: daily
          namespace: company.team
          inputs:
            - id: day
              type: STRING
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          ---
          id: daily-suite
          namespace: company.team
          flowId: daily
          testCases:
            - id: one
              type: io.kestra.core.tests.flow.UnitTest
              fixtures:
                inputs:
                  day: monday
              expectedState: SUCCESS
              assertions:
                - value: ok
                  equalTo: ok
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          inputs:
            - id: day
              type: STRING
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          ---
          id: daily-suite
          namespace: company.team
          flowId: daily
          testCases:
            - id: one
              type: io.kestra.core.tests.flow.UnitTest
              fixtures:
                inputs:
                  day: monday
              assertions:
                - value: ok
                  equalTo: ok
        `,
      },
    },
    'smoke-fixture': {
      severity: 'error',
      title: 'A fixture in a smoke suite',
      why: 'A smoke run executes the flow as deployed. It replaces nothing, so a suite can only set inputs.',
      fix: 'Remove the fixture, or move the suite into a folder `tests`.',
      examples: {
        context: { suite: 'smoke' },
        reported: yaml`
          id: daily
          namespace: company.team
          inputs:
            - id: day
              type: STRING
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          ---
          id: daily-suite
          namespace: company.team
          flowId: daily
          testCases:
            - id: one
              type: io.kestra.core.tests.flow.UnitTest
              fixtures:
                files:
                  a.txt: text
                inputs:
                  day: monday
              assertions:
                - value: ok
                  equalTo: ok
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          inputs:
            - id: day
              type: STRING
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          ---
          id: daily-suite
          namespace: company.team
          flowId: daily
          testCases:
            - id: one
              type: io.kestra.core.tests.flow.UnitTest
              fixtures:
                inputs:
                  day: monday
              assertions:
                - value: ok
                  equalTo: ok
        `,
      },
    },
  },
  suite: (suite, _known, version) => [
    ...withoutCase(valueAt(suite.document.value, ['testCases'])),
    ...checkCases(suite, version),
  ],
})

const withoutCase = (testCases: unknown): readonly RuleFinding[] =>
  Array.isArray(testCases) && testCases.length === 0
    ? [{ code: 'suite-no-assertion', path: ['testCases'], message: 'This suite has no case.' }]
    : []

const checkCases = (suite: Suite, version: KnownVersion | undefined): readonly RuleFinding[] => {
  const seen = new Set<string>()
  return suite.cases.flatMap((each): RuleFinding[] => {
    const { id, path } = each
    const isSecond = id !== '' && seen.has(id)
    seen.add(id)
    const message = `Another case before it has the id \`${id}\`.`
    return [
      ...(isSecond ? [{ code: 'suite-duplicate-case', path: [...path, 'id'], message } as const] : []),
      ...withoutAssertion(suite, each),
      ...unknownState(each, version),
      ...(suite.use === 'test' ? [] : smokeFixtures(suite, each)),
    ]
  })
}

const withoutAssertion = (
  { document }: Suite,
  { path, assertions, expectedState }: SuiteCase,
): readonly RuleFinding[] => {
  const code = 'suite-no-assertion'
  if (assertions.length === 0 && expectedState === undefined)
    return [{ code, path, message: 'This case has neither an assertion nor an `expectedState`.' }]
  if (document.positionOf([...path, 'assertions'], 'key') === undefined)
    return [{ code: 'suite-shape', path, message: '`assertions` is missing here.', severity: 'info' }]
  return assertions
    .filter(({ checks }) => checks.length === 0)
    .map(({ path: at }) => ({ code, path: at, message: 'This assertion has no operator.' }))
}

const unknownState = (
  { path, expectedState }: SuiteCase,
  version: KnownVersion | undefined,
): readonly RuleFinding[] => {
  if (expectedState === undefined || version === undefined || version.major >= 2) return []
  const message = `Kestra ${version.major}.${version.minor} does not know \`expectedState\`.`
  return [{ code: 'suite-expected-state', path: [...path, 'expectedState'], part: 'key', message, severity: 'info' }]
}

const smokeFixtures = ({ document }: Suite, { path }: SuiteCase): readonly RuleFinding[] =>
  ['files', 'tasks', 'trigger'].flatMap((name): RuleFinding[] => {
    const at = [...path, 'fixtures', name]
    const message = `A smoke run does not accept fixtures; got \`${name}\`.`
    return document.positionOf(at, 'key') === undefined
      ? []
      : [{ code: 'smoke-fixture', path: at, part: 'key', message }]
  })
