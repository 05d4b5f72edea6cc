import type { FlowDocument } from '../flow/flow-document.ts'
import type { MapValue, NodePath } from '../flow/map-value.ts'
import type { FlowNode } from '../flow/walk-tasks.ts'
import type { Position, Severity } from '../problem/problem.ts'
import type { ProblemCode } from '../problem/problem-codes.ts'
import type { KnownVersion } from '../resource/server-version.ts'

/** One readable flow, walked once for all rules. */
export interface CheckedFlow {
  readonly file: string
  readonly document: FlowDocument
  readonly value: MapValue
  readonly nodes: readonly FlowNode[]
  readonly version: KnownVersion | undefined
}

/** What a rule found, at a node of the flow. */
export interface Fault {
  readonly code: ProblemCode
  readonly message: string
  /** The nearest node above is taken where the path is not in the document. */
  readonly path: NodePath
  readonly part?: 'key' | 'value'
  /** Replaces the place of `path`, for a fault inside a text. */
  readonly position?: Position | undefined
  readonly severity?: Severity
  readonly hint?: string
}

/** One rule: a readable flow in, every fault of its kind out. */
export type FlowRule = (flow: CheckedFlow) => readonly Fault[]
