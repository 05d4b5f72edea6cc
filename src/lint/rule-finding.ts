import type { ProblemCode } from '../finding/problem-codes.ts'
import type { PlacedDocument } from '../flow/desired-flow.ts'
import type { DocumentFinding } from '../flow/document-finding.ts'
import type { RuleCode } from './rule-codes.ts'

/** A code that a rule can report: one of its own, one of another rule, or one that is also found without a rule. */
export type FindingCode = RuleCode | ProblemCode

/** A finding of a rule at its place in a document. The entry of its code gives the severity and the hint that it does not name. */
export type RuleFinding = DocumentFinding<FindingCode>

/** A finding with the document that it is in. */
export interface PlacedFinding extends RuleFinding {
  readonly flow: PlacedDocument
}

/** Adds the document to a finding. */
export const findingOf = (flow: PlacedDocument, finding: RuleFinding): PlacedFinding => ({ flow, ...finding })
