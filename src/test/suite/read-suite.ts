import type { Position } from '../../problem/problem.ts'
import { plainText } from '../../text/json.ts'
import { isDisabled, isMapValue, type MapNode, type MapValue, mapsIn, type NodePath } from '../../yaml/map-value.ts'
import type { YamlDocument } from '../../yaml/yaml-document.ts'
import {
  ASSERTION_OPERATORS,
  type Assertion,
  type Suite,
  type SuiteCase,
  type TaskFixture,
  type TriggerFixture,
} from './suite.ts'

/**
 * The suite that a YAML file holds. Whatever is missing in it is empty, and what is no map where one has to be is left out: `validate` tells it.
 * `namespace` replaces that of the text.
 */
export const readSuite = (file: string, document: YamlDocument, namespace = document.namespace ?? ''): Suite => {
  const value = isMapValue(document.value) ? document.value : {}
  return {
    file,
    use: isSmokeFile(file) ? 'smoke' : 'test',
    namespace,
    id: document.id ?? '',
    flowId: document.textOf(['flowId']) ?? '',
    isDisabled: isDisabled(value),
    cases: mapsIn(value['testCases'], ['testCases']).map((item) => readCase(document, item)),
    document,
  }
}

/** True for a file that lies in a folder `smoke`. */
const isSmokeFile = (file: string): boolean => /(?:^|\/)smoke\/[^/]+$/.test(file)

const readCase = (document: YamlDocument, { value, path }: MapNode): SuiteCase => {
  const fixtures = isMapValue(value['fixtures']) ? value['fixtures'] : {}
  const at = [...path, 'fixtures']
  return {
    ...placed(document, path),
    id: document.textOf([...path, 'id']) ?? '',
    isDisabled: isDisabled(value),
    inputs: mapOf(fixtures['inputs']),
    files: mapOf(fixtures['files']),
    tasks: mapsIn(fixtures['tasks'], [...at, 'tasks']).map((item) => readTaskFixture(document, item)),
    trigger: readTriggerFixture(document, fixtures['trigger'], [...at, 'trigger']),
    assertions: mapsIn(value['assertions'], [...path, 'assertions']).map((item) => readAssertion(document, item)),
    expectedState: readState(document, [...path, 'expectedState']),
  }
}

const readTaskFixture = (document: YamlDocument, { value, path }: MapNode): TaskFixture => ({
  ...placed(document, path),
  id: document.textOf([...path, 'id']) ?? '',
  value: document.textOf([...path, 'value']),
  state: document.textOf([...path, 'state']) ?? 'SUCCESS',
  outputs: isMapValue(value['outputs']) ? value['outputs'] : undefined,
})

const readTriggerFixture = (document: YamlDocument, value: unknown, path: NodePath): TriggerFixture | undefined =>
  isMapValue(value)
    ? {
        ...placed(document, path),
        id: document.textOf([...path, 'id']) ?? '',
        variables: mapOf(value['variables']),
      }
    : undefined

const readState = (document: YamlDocument, path: NodePath): SuiteCase['expectedState'] => {
  const state = document.textOf(path)
  return state === undefined ? undefined : { state, position: placed(document, path).position }
}

const readAssertion = (document: YamlDocument, { value, path }: MapNode): Assertion => ({
  ...placed(document, path),
  value: textAt(document, value['value'], [...path, 'value']) ?? '',
  taskId: document.textOf([...path, 'taskId']),
  errorMessage: document.textOf([...path, 'errorMessage']),
  description: document.textOf([...path, 'description']),
  checks: ASSERTION_OPERATORS.filter((operator) => value[operator] !== undefined && value[operator] !== null).map(
    (operator) => ({ ...placed(document, [...path, operator]), operator, expected: value[operator] }),
  ),
})

/** Kestra keeps the text of a value as it is written, and JSON of what is none. */
const textAt = (document: YamlDocument, value: unknown, path: NodePath): string | undefined => {
  if (value === undefined || value === null) return undefined
  return document.writtenTextOf(path) ?? (typeof value === 'object' ? JSON.stringify(value) : plainText(value))
}

const placed = (document: YamlDocument, path: NodePath): { readonly path: NodePath; readonly position: Position } => ({
  path,
  position: document.positionOf(path, 'key') ?? { line: 1, column: 1 },
})

const mapOf = (value: unknown): MapValue => (isMapValue(value) ? value : {})

/** True for a file in a folder that is called as those of suites are. */
const isInSuiteFolder = (file: string): boolean => /(?:^|\/)(?:tests|_tests|smoke)\/[^/]+$/.test(file)

/** Cheap: spares the parser the other YAML files of a large repository. */
export const mentionsSuite = (source: string): boolean =>
  (source.includes('flowId') || source.includes('testCases')) && /^["']?(?:flowId|testCases)["']?[ \t]*:/m.test(source)

/** True for a text that no parser can read and that has both lines of a suite. */
export const hasLinesOfSuite = (source: string): boolean =>
  /^["']?flowId["']?[ \t]*:/m.test(source) && /^["']?testCases["']?[ \t]*:/m.test(source)

/**
 * True for a map that somebody wrote as a suite of flow tests: with `flowId` and `testCases`, or, where one of them is misspelt or missing,
 * with what else a suite has, `testCases` anywhere and `flowId` in a folder of suites.
 */
export const isMeantAsSuite = (file: string, value: unknown): boolean => {
  if (!isMapValue(value)) return false
  const has = (key: string) => Object.hasOwn(value, key)
  if (has('tasks')) return false
  if (has('testCases')) return has('flowId') || (has('id') && has('namespace'))
  return has('flowId') && has('namespace') && isInSuiteFolder(file)
}
