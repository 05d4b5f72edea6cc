import type { Position } from '../finding/problem.ts'
import { plainText } from '../text/json.ts'
import { isDisabled, isMapValue, type MapNode, type MapValue, mapsIn, type NodePath } from '../yaml/map-value.ts'
import type { YamlDocument } from '../yaml/yaml-document.ts'

/** A file of flow tests in Kestra's own format (docs/internals/facts/kestra.md, "Flow tests"); what is wrong in it, validation tells. */
export interface Suite {
  readonly file: string
  /** A smoke suite runs on the server that was deployed to, and has no fixtures. */
  readonly use: 'test' | 'smoke'
  /** As the server calls it: `namespace-map` is applied. */
  readonly namespace: string
  readonly id: string
  readonly flowId: string
  readonly isDisabled: boolean
  readonly cases: readonly SuiteCase[]
  readonly document: YamlDocument
}

/** A part of a suite, and where it stands. */
interface SuitePart {
  readonly path: NodePath
  /** Of its first character in the file. */
  readonly position: Position
}

/** One case of a suite: one execution of its flow. */
export interface SuiteCase extends SuitePart {
  readonly id: string
  readonly isDisabled: boolean
  readonly inputs: MapValue
  /** Name → content, or the address of a file that is there. */
  readonly files: MapValue
  readonly tasks: readonly TaskFixture[]
  readonly trigger: TriggerFixture | undefined
  readonly assertions: readonly Assertion[]
  /** The state in which the execution shall end (2.0). */
  readonly expectedState: { readonly state: string; readonly position: Position } | undefined
}

/** What a task gives instead of being run. */
export interface TaskFixture extends SuitePart {
  readonly id: string
  /** Of the iteration of a loop that is meant. */
  readonly value: string | undefined
  readonly state: string
  /** As they are written: texts of them are rendered. */
  readonly outputs: MapValue | undefined
}

/** The trigger that an execution is to think it was started by. */
export interface TriggerFixture extends SuitePart {
  readonly id: string
  readonly variables: MapValue
}

/** One value of the ended execution, and what it shall be. */
export interface Assertion extends SuitePart {
  /** As it is written; a number, a list or a map as the text that Kestra makes of it. */
  readonly value: string
  /** The task that it is about, in words alone: Kestra does not look it up. */
  readonly taskId: string | undefined
  /** At least one, or the case is an error; in the order in which Kestra asks them. */
  readonly checks: readonly AssertionCheck[]
  readonly errorMessage: string | undefined
  readonly description: string | undefined
}

/** One comparison. */
export interface AssertionCheck extends SuitePart {
  readonly operator: AssertionOperator
  /** What it compares with, before that is rendered: as it is written, a list or a map as the text that Kestra makes of it. */
  readonly text: string
}

/** Of Kestra's class `Assertion`, in the order in which it asks them (docs/internals/facts/kestra.md, "Flow tests"). */
export const ASSERTION_OPERATORS = [
  'isNull',
  'isNotNull',
  'endsWith',
  'startsWith',
  'equalTo',
  'contains',
  'notEqualTo',
  'greaterThan',
  'greaterThanOrEqualTo',
  'lessThan',
  'lessThanOrEqualTo',
  'in',
  'notIn',
] as const

export type AssertionOperator = (typeof ASSERTION_OPERATORS)[number]

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
  value: isNothing(value['value']) ? '' : keptText(document, value['value'], [...path, 'value']),
  taskId: document.textOf([...path, 'taskId']),
  errorMessage: document.textOf([...path, 'errorMessage']),
  description: document.textOf([...path, 'description']),
  checks: ASSERTION_OPERATORS.filter((operator) => !isNothing(value[operator])).map((operator) => {
    const at = [...path, operator]
    return { ...placed(document, at), operator, text: keptText(document, value[operator], at) }
  }),
})

const isNothing = (value: unknown): boolean => value === undefined || value === null

/** Kestra keeps the text of a value as it is written, and JSON of what is none. */
const keptText = (document: YamlDocument, value: unknown, path: NodePath): string =>
  document.writtenTextOf(path) ?? plainText(value)

const placed = (document: YamlDocument, path: NodePath): { readonly path: NodePath; readonly position: Position } => ({
  path,
  position: document.positionOf(path, 'key') ?? { line: 1, column: 1 },
})

const mapOf = (value: unknown): MapValue => (isMapValue(value) ? value : {})
