import type { Position, Problem } from '../finding/problem.ts'
import { makeProblem, type ProblemCode, type ProblemText } from '../finding/problem-codes.ts'
import type { NodePath } from '../yaml/map-value.ts'
import type { YamlDocument } from '../yaml/yaml-document.ts'
import type { PlacedDocument } from './desired-flow.ts'

/** Where in a flow something is wrong: at a node (its value, or its key), or at a position that is known already. */
export interface Place {
  /** The nearest node above is taken where the path is not in the document. */
  readonly path?: NodePath | undefined
  readonly part?: 'key' | 'value' | undefined
  /** Replaces the place of `path`, for what lies inside a text. */
  readonly position?: Position | undefined
}

/** What a check says of a flow, before it is a problem of a file. */
export interface DocumentFinding extends Place, ProblemText {
  readonly code: ProblemCode
}

/** The problem that a diagnostic is in its file. */
export const problemOf = ({ file, document }: PlacedDocument, finding: DocumentFinding): Problem => {
  const { path, position = path && nearestPosition(document, finding) } = finding
  return makeProblem(finding.code, { ...finding, file, position })
}

/** Of the node, or of the nearest above that the document has, as long as its path has `leastSteps`. */
export const nearestPosition = (
  document: YamlDocument,
  { path = [], part }: Place,
  leastSteps = 0,
): Position | undefined => {
  const own = document.positionOf(path, part)
  return own || path.length <= leastSteps ? own : nearestPosition(document, { path: path.slice(0, -1) }, leastSteps)
}
