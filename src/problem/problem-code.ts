import type { Severity } from './problem.ts'

/** What docs/problems.md says of one code, and how severe it is unless the settings say otherwise. */
export interface ProblemCodeEntry {
  readonly severity: Severity
  /** One line, sentence case, no final stop. */
  readonly title: string
  /** Why it matters: what Kestra does with it. */
  readonly explanation: string
  /** What to do about it, one sentence; the default `hint` of a problem. */
  readonly fix: string
  /** Server versions in which it holds, e.g. `1.0–1.3`; absent = all. */
  readonly versions?: string
}
