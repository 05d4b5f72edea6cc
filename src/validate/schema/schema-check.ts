import type { FlowDocument } from '../../flow/flow-document.ts'
import type { NodePath } from '../../flow/map-value.ts'
import type { Problem } from '../../problem/problem.ts'
import { makeProblem, type ProblemCode, type ProblemDetails } from '../../problem/problem-codes.ts'
import type { FlowSchema } from './flow-schema.ts'

/** What a check needs to know wherever it stands, and where its problems go. */
export interface SchemaCheck {
  readonly schema: FlowSchema
  /** Required properties that the plugin defaults of the flow itself supply for a type. */
  readonly hasDefault: (type: unknown, property: string) => boolean
  report(code: ProblemCode, finding: SchemaFinding): void
}

export interface SchemaFinding extends Pick<ProblemDetails, 'message' | 'hint' | 'severity'> {
  readonly path: NodePath
  readonly part?: 'key' | 'value'
}

/** A check that collects the problems of one file. */
export const collectProblems = (
  options: { file: string; document: FlowDocument } & Omit<SchemaCheck, 'report'>,
): { check: SchemaCheck; problems: Problem[] } => {
  const { file, document, schema, hasDefault } = options
  const problems: Problem[] = []
  const report = (code: ProblemCode, { path, part, ...details }: SchemaFinding): void => {
    problems.push(makeProblem(code, { ...details, file, position: document.positionOf(path, part) }))
  }
  return { check: { schema, hasDefault, report }, problems }
}
