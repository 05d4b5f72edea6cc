import type { Position } from '../finding/problem.ts'
import { plainText } from '../text/json.ts'
import { isDisabled, isMapValue, type MapNode, type MapValue, mapsIn, type NodePath } from '../yaml/map-value.ts'
import type { YamlDocument } from '../yaml/yaml-document.ts'

/** A file of flow tests in Kestra's format (docs/internals/facts/kestra.md, "Flow tests"). Validation reports its faults. */
export interface Suite {
  readonly file: string
  /** A smoke suite runs on the deployment target and has no fixtures. */
  readonly use: 'test' | 'smoke'
  /** The namespace on the server, after `namespace-map`. */
  readonly namespace: string
  readonly id: string
  readonly flowId: string
  readonly isDisabled: boolean
  readonly cases: readonly SuiteCase[]
  readonly document: YamlDocument
}

/** A part of a suite with its position. */
interface SuitePart {
  readonly path: NodePath
  /** Position of the first character in the file. */
  readonly position: Position
}

/** One case of a suite, which is one execution of its flow. */
export interface SuiteCase extends SuitePart {
  readonly id: string
  readonly isDisabled: boolean
  readonly inputs: MapValue
  /** Maps the name of a file to its content, or to the address of an existing file. */
  readonly files: MapValue
  readonly tasks: readonly TaskFixture[]
  readonly trigger: TriggerFixture | undefined
  readonly assertions: readonly Assertion[]
  /** The expected state of the execution (2.0). */
  readonly expectedState: { readonly state: string; readonly position: Position } | undefined
}

/** Replaces the run of a task with given outputs. */
export interface TaskFixture extends SuitePart {
  readonly id: string
  /** The value of the loop iteration that the fixture replaces. */
  readonly value: string | undefined
  readonly state: string
  /** Values as written in the file; Kestra renders texts in them. */
  readonly outputs: MapValue | undefined
}

/** The values of a trigger that the execution receives. */
export interface TriggerFixture extends SuitePart {
  readonly id: string
  readonly variables: MapValue
}

/** One expected value of the ended execution. */
export interface Assertion extends SuitePart {
  /** The value as written. Kestra converts a number, a list or a map to text. */
  readonly value: string
  /** The name of the task, for reports only; Kestra does not look it up. */
  readonly taskId: string | undefined
  /** The comparisons in the order in which Kestra makes them. Without any the case is an error. */
  readonly checks: readonly AssertionCheck[]
  readonly errorMessage: string | undefined
  readonly description: string | undefined
}

/** One comparison of an assertion. */
export interface AssertionCheck extends SuitePart {
  readonly operator: AssertionOperator
  /** The expected value before rendering, as written. Kestra converts a list or a map to text. */
  readonly text: string
}

/** Operators of Kestra's class `Assertion`, in the order in which Kestra evaluates them (docs/internals/facts/kestra.md, "Flow tests"). */
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
 * Reads the suite in a YAML file. Missing parts are empty, and parts that should be maps are skipped; `validate` reports both. `namespace`
 * replaces the namespace of the text.
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

/** True for a file in a folder `smoke`. */
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
  value: isNothing(value['value']) ? '' : storedText(document, value['value'], [...path, 'value']),
  taskId: document.textOf([...path, 'taskId']),
  errorMessage: document.textOf([...path, 'errorMessage']),
  description: document.textOf([...path, 'description']),
  checks: ASSERTION_OPERATORS.filter((operator) => !isNothing(value[operator])).map((operator) => {
    const at = [...path, operator]
    return { ...placed(document, at), operator, text: storedText(document, value[operator], at) }
  }),
})

const isNothing = (value: unknown): boolean => value === undefined || value === null

/** Kestra keeps a scalar as written and converts other values to JSON. */
const storedText = (document: YamlDocument, value: unknown, path: NodePath): string =>
  document.writtenTextOf(path) ?? plainText(value)

const placed = (document: YamlDocument, path: NodePath): { readonly path: NodePath; readonly position: Position } => ({
  path,
  position: document.positionOf(path, 'key') ?? { line: 1, column: 1 },
})

const mapOf = (value: unknown): MapValue => (isMapValue(value) ? value : {})
