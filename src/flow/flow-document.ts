import type { Position } from '../problem/problem.ts'

/** Keys and list indexes from the root of a flow to one of its nodes, e.g. `['tasks', 0, 'id']`. */
export type NodePath = readonly (string | number)[]

/** A fault that keeps a document from being read at all, or that Kestra's parser would silently read otherwise. */
export interface SyntaxFault {
  readonly code: string
  readonly message: string
  readonly position: Position
  readonly isFatal: boolean
}

/** The range of one node in the source, in UTF-16 offsets; `end` is behind the last character. */
export interface SourceRange {
  readonly start: number
  readonly end: number
}

/**
 * One flow file, read as Kestra's parser reads it (YAML 1.1, last duplicate key wins; kestra-api.md section 0).
 * `value` is plain data (maps, lists, scalars) or `undefined` when a fatal fault made it unreadable.
 */
export interface FlowDocument {
  readonly source: string
  /** The lines that positions count, where `source` has one that the file does not state (imply-namespace.ts). */
  readonly sourceInFile?: string
  readonly value: unknown
  /** As text, the way Kestra stores it: `id: off` is `"false"`. `undefined` when the key is absent or not a scalar. */
  readonly id: string | undefined
  readonly namespace: string | undefined
  readonly faults: readonly SyntaxFault[]
  /** Where a node stands: its value by default, or its key. `undefined` when the path is not in the document. */
  positionOf(path: NodePath, part?: 'key' | 'value'): Position | undefined
  /** The characters of a node's value as written, quotes included; `undefined` when the path is not in the document. */
  rangeOf(path: NodePath): SourceRange | undefined
  /** The place of characters of the source, for what is found in the text itself. */
  positionAt(range: SourceRange): Position
  /** A scalar as Kestra makes text of it (`012` is `"10"`, `1.10` is `"1.1"`); `undefined` for anything else. */
  textOf(path: NodePath): string | undefined
}
