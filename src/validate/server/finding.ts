import type { FlowDocument } from '../../flow/flow-document.ts'
import type { MapNode, NodePath } from '../../flow/map-value.ts'
import type { Position, Severity } from '../../problem/problem.ts'
import type { ProblemCode } from '../../problem/problem-codes.ts'

/** What one of a server's texts says, and of which node. */
export interface Finding {
  readonly code: ProblemCode
  readonly message: string
  readonly hint?: string
  readonly severity?: Severity
  /** Absent when the server does not say, or its words do not tell. */
  readonly place?: Place | undefined
}

export type Place = { readonly path: NodePath; readonly part: 'key' | 'value' } | { readonly position: Position }

/** The flow that a verdict is about. */
export interface VerdictContext {
  readonly document: FlowDocument
  /** All maps of the flow, the flow itself first; empty when it is not readable YAML. */
  readonly nodes: readonly MapNode[]
  /** Lines cut off before sending (`prepareForValidate`). */
  readonly lineOffset: number
}

/** Recognises one kind of text: `undefined` when it is of another kind, else at least one finding. */
export type FindingReader = (text: string, context: VerdictContext) => readonly Finding[] | undefined
