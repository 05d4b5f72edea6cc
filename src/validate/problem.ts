export type Severity = 'error' | 'warning' | 'info'

/**
 * One thing that is wrong, at its place (product.md, "Machine contract").
 * `file` is relative to the repository's top with `/`; line and column count from 1.
 */
export interface Problem {
  readonly severity: Severity
  /** Kebab-case, stable; every code has an entry in docs/problems.md. */
  readonly code: string
  readonly message: string
  /** What to do about it, one sentence. */
  readonly hint?: string
  readonly file?: string
  readonly line?: number
  readonly column?: number
  readonly endLine?: number
  readonly endColumn?: number
}
