import { ASSERTION_OPERATORS } from '../../../suites/suite.ts'
import { closestWord, gotInstead, suggestion } from '../../../text/closest-word.ts'
import { isMapValue, type MapNode, type MapValue, mapsIn, type NodePath } from '../../../yaml/map-value.ts'
import type { YamlDocument } from '../../../yaml/yaml-document.ts'
import { defineRule, yaml } from '../../define-rule.ts'
import type { RuleFinding } from '../../rule-finding.ts'

export default defineRule({
  codes: {
    'suite-shape': {
      severity: 'warning',
      title: 'A suite of flow tests that Kestra cannot read',
      why: 'A required key is missing or has a wrong value. Kestra refuses the whole suite.',
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
    'suite-unknown-key': {
      severity: 'warning',
      title: 'A key that suites of flow tests do not have',
      why: 'Kestra refuses a suite with a key, or an operator of an assertion, that it does not know. The first versions used other names for some (`equalsTo`).',
      fix: 'Correct the key, or remove it.',
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
                  equalsTo: ok
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
    'suite-unknown-state': {
      severity: 'warning',
      title: 'A state that Kestra does not have',
      why: 'Kestra refuses the whole suite.',
      fix: 'Write one of its states in capital letters, for example `SUCCESS`, `WARNING` or `FAILED`.',
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
              expectedState: OK
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
              expectedState: SUCCESS
              assertions:
                - value: ok
                  equalTo: ok
        `,
      },
    },
  },
  suite: ({ document }) => (isMapValue(document.value) ? checkSuiteShape(document, document.value) : []),
})

/** Kinds of values in a suite: a scalar, a map of anything, a list of maps with keys, or a state. */
type KeyShape = 'scalar' | 'any' | 'map' | 'state' | 'list' | { readonly each: SuiteKeys } | { readonly of: SuiteKeys }

interface SuiteKeys {
  readonly keys: Readonly<Record<string, KeyShape>>
  readonly required: readonly string[]
}

const all = (shape: KeyShape, keys: readonly string[]): SuiteKeys['keys'] =>
  Object.fromEntries(keys.map((key) => [key, shape]))

const ASSERTION: SuiteKeys = {
  keys: {
    value: 'any',
    ...all('scalar', ['taskId', 'errorMessage', 'description']),
    ...all('any', ASSERTION_OPERATORS),
  },
  required: ['value'],
}

const TASK: SuiteKeys = {
  keys: { id: 'scalar', value: 'scalar', state: 'state', outputs: 'map', assets: 'list', description: 'scalar' },
  required: ['id'],
}

const TRIGGER: SuiteKeys = { keys: { id: 'scalar', type: 'scalar', variables: 'map' }, required: ['id', 'type'] }

const FIXTURES: SuiteKeys = {
  keys: { inputs: 'map', files: 'map', tasks: { each: TASK }, trigger: { of: TRIGGER } },
  required: [],
}

const CASE: SuiteKeys = {
  keys: {
    ...all('scalar', ['id', 'type', 'disabled', 'description']),
    fixtures: { of: FIXTURES },
    assertions: { each: ASSERTION },
    expectedState: 'state',
  },
  required: ['id', 'type'],
}

const SUITE: SuiteKeys = {
  keys: { ...all('scalar', ['id', 'description', 'namespace', 'flowId', 'disabled']), testCases: { each: CASE } },
  required: ['id', 'namespace', 'flowId', 'testCases'],
}

const STATES = [
  ...['SUCCESS', 'WARNING', 'FAILED', 'KILLED', 'CANCELLED', 'SKIPPED', 'CREATED', 'SUBMITTED', 'RUNNING', 'PAUSED'],
  ...['RESTARTED', 'KILLING', 'QUEUED', 'RETRYING', 'RETRIED', 'BREAKPOINT', 'RESUBMITTED'],
]

const UNIT_TEST = 'io.kestra.core.tests.flow.UnitTest'

/**
 * Checks the keys of a suite and their values against Kestra's classes (docs/internals/facts/kestra.md, "Flow tests").
 */
const checkSuiteShape = (document: YamlDocument, suite: MapValue): readonly RuleFinding[] => [
  ...checkKeys(document, { value: suite, path: [] }, SUITE),
  ...typesOf(suite),
]

const checkKeys = (
  document: YamlDocument,
  { value, path }: MapNode,
  { keys, required }: SuiteKeys,
): readonly RuleFinding[] => {
  const isMissing = (key: string) =>
    value[key] === undefined || value[key] === null || (value[key] === '' && keys[key] === 'scalar')
  const missing = required.filter(isMissing)
  const known = Object.keys(keys)
  const unknown = Object.keys(value).filter((key) => !Object.hasOwn(keys, key))
  return [
    ...missing
      .filter((key) => !unknown.some((written) => closestWord(written, missing) === key))
      .map((key): RuleFinding => ({ code: 'suite-shape', path, message: `\`${key}\` is missing here.` })),
    ...Object.entries(value).flatMap(([key, child]) => {
      const at = [...path, key]
      const shape = Object.hasOwn(keys, key) ? keys[key] : undefined
      if (shape === undefined) return [unknownKey(key, at, known)]
      return child === null || child === undefined ? [] : checkValue(document, { value: child, path: at }, shape)
    }),
  ]
}

const unknownKey = (key: string, path: NodePath, known: readonly string[]): RuleFinding => {
  const hint = suggestion(key, known)
  return { code: 'suite-unknown-key', path, part: 'key', message: `Kestra does not know \`${key}\` here.`, hint }
}

const checkValue = (
  document: YamlDocument,
  { value, path }: { readonly value: unknown; readonly path: NodePath },
  shape: KeyShape,
): readonly RuleFinding[] => {
  const wrong = (what: string): readonly RuleFinding[] => [
    { code: 'suite-shape', path, message: `\`${path.at(-1)}\` must be ${what}.` },
  ]
  if (shape === 'any') return []
  if (shape === 'scalar') return typeof value === 'object' ? wrong('a text') : []
  if (shape === 'list') return Array.isArray(value) ? [] : wrong('a list')
  if (shape === 'map') return isMapValue(value) ? [] : wrong('a map')
  if (shape === 'state') return checkState(document, path)
  if ('of' in shape) return isMapValue(value) ? checkKeys(document, { value, path }, shape.of) : wrong('a map')
  if (!Array.isArray(value)) return wrong('a list')
  return value.flatMap((item: unknown, index) => {
    const at = [...path, index]
    if (isMapValue(item)) return checkKeys(document, { value: item, path: at }, shape.each)
    return [{ code: 'suite-shape', path: at, message: 'This item must be a map.' } satisfies RuleFinding]
  })
}

const checkState = (document: YamlDocument, path: NodePath): readonly RuleFinding[] => {
  const state = document.textOf(path) ?? ''
  if (STATES.includes(state)) return []
  const message = `\`${path.at(-1)}\` must be a state of Kestra; ${gotInstead(state, STATES)}`
  return [{ code: 'suite-unknown-state', path, message }]
}

/**
 * Checks the type of each case; only one exists. The class is in `io.kestra.core.test`, the documentation says `tests`.
 */
const typesOf = ({ testCases }: MapValue): readonly RuleFinding[] =>
  mapsIn(testCases, ['testCases']).flatMap(({ value: { type }, path }): RuleFinding[] => {
    if (typeof type !== 'string' || /^io\.kestra\.core\.tests?\.flow\.UnitTest$/.test(type)) return []
    const message = `The case type \`${type}\` does not exist.`
    return [{ code: 'suite-shape', path: [...path, 'type'], message, hint: `Write \`${UNIT_TEST}\`.` }]
  })
