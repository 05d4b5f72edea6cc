import type { Position } from '../../problem/problem.ts'
import type { MapValue, NodePath } from '../../yaml/map-value.ts'
import type { YamlDocument } from '../../yaml/yaml-document.ts'

/** A file of flow tests in Kestra's own format (docs/facts/kestra.md, "Flow tests"); what is wrong in it, validation tells. */
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
  /** At least one, or the case is an error. */
  readonly checks: readonly AssertionCheck[]
  readonly errorMessage: string | undefined
  readonly description: string | undefined
}

export interface AssertionCheck extends SuitePart {
  readonly operator: AssertionOperator
  /** As it is written, before it is rendered: a text, a number, a truth value or a list. */
  readonly expected: unknown
}

/** Of Kestra's class `Assertion`, in the order in which it asks them (docs/facts/kestra.md, "Flow tests"). */
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
