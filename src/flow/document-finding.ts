import type { Position, Problem, ProblemCodeEntry } from '../finding/problem.ts'
import { makeProblemOf, type ProblemCode, type ProblemText, problemCodes } from '../finding/problem-codes.ts'
import type { NodePath } from '../yaml/map-value.ts'
import type { YamlDocument } from '../yaml/yaml-document.ts'
import type { PlacedDocument } from './desired-flow.ts'

/** The location of a finding in a flow: a node (its value or its key) or a known position. */
export interface Place {
  /** The nearest ancestor is used if the document does not have this path. */
  readonly path?: NodePath | undefined
  readonly part?: 'key' | 'value' | undefined
  /** Replaces the position of `path`, for a location inside a text. */
  readonly position?: Position | undefined
}

/** A finding in a flow document, before it is a problem with a file and a position. */
export interface DocumentFinding<Code extends string = ProblemCode> extends Place, ProblemText {
  readonly code: Code
}

/** A finding as a problem of its file. */
export const problemOf = (placed: PlacedDocument, finding: DocumentFinding): Problem =>
  placeFinding(placed, finding, problemCodes[finding.code])

/** A finding of any code, whose entry is given, as a problem of its file. */
export const placeFinding = (
  { file, document }: PlacedDocument,
  finding: DocumentFinding<string>,
  entry: ProblemCodeEntry,
): Problem => {
  const { path, position = path && nearestPosition(document, finding) } = finding
  return makeProblemOf(entry, { ...finding, file, position })
}

/** The position of a node. If the document lacks the node, its nearest ancestor whose path has at least `leastSteps` steps. */
export const nearestPosition = (
  document: YamlDocument,
  { path = [], part }: Place,
  leastSteps = 0,
): Position | undefined => {
  const own = document.positionOf(path, part)
  return own || path.length <= leastSteps ? own : nearestPosition(document, { path: path.slice(0, -1) }, leastSteps)
}
