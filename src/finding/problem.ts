/** A position in a text file. Line and column count from 1. Columns are UTF-16 units, as in editors and on GitHub. */
export interface Position {
  readonly line: number
  readonly column: number
  readonly endLine?: number
  readonly endColumn?: number
}

export type Severity = 'error' | 'warning' | 'info'

/** One problem at its position (docs/plan-json.md). `file` is relative to the root of the repository, with `/`. */
export interface Problem extends Partial<Position> {
  readonly severity: Severity
  /** A stable name in kebab case. Every code has an entry in docs/problems.md. */
  readonly code: string
  readonly message: string
  /** The exact thing to do, one sentence. */
  readonly hint?: string
  readonly file?: string
  /** Reported or confirmed by the validation of the server. Nothing in the repository lowers these errors. */
  readonly source?: 'server'
  /** Keys (`resourceKey`) of other resources that the problem names, at least one of which should exist. */
  readonly about?: readonly string[]
  /** True if the commits neither change the file nor cause the problem. Absent if that is not known. */
  readonly isPreexisting?: true
}

/** Orders problems by file, line and column for `toSorted`. Missing values come first. */
export const comparePlaces = (a: Problem, b: Problem): number =>
  compareValues(a.file ?? '', b.file ?? '') ||
  compareValues(a.line ?? 0, b.line ?? 0) ||
  compareValues(a.column ?? 0, b.column ?? 0)

const compareValues = <T extends string | number>(a: T, b: T): number => (a < b ? -1 : Number(a > b))

/** The entry of a code in docs/problems.md, with its default severity. */
export interface ProblemCodeEntry {
  readonly severity: Severity
  /**
   * If a server validates and accepts the flow, the problem is a warning at most. Absent if the tree decides: the server cannot see the
   * fault in one flow (names, locations, sizes, several documents), or saves the flow differently than it validates.
   */
  readonly isDecidedByServer?: true
  /**
   * No setting and no comment removes or lowers it. That would only move the failure to the deploy, hide content from reviewers, or let a
   * flow exempt itself from a rule.
   */
  readonly isUnavoidable?: true
  /** One line in sentence case, without final period. */
  readonly title: string
  /** Why it matters: the behaviour of Kestra. */
  readonly why: string
  /** The exact thing to do, one sentence: the default `hint` of a problem. Absent if only the message can say it. */
  readonly fix?: string
  /** Affected server versions, e.g. `1.0–1.3`; absent for all versions. */
  readonly versions?: string
  /**
   * Kestra stores the flow, and the task, trigger or expression will fail in every run. A rule reports `info` if it is not certain, or if
   * the part is disabled.
   */
  readonly failsAtRunTime?: true
  /** True if the problem only exists in some versions of the server. If the version is not known it is reported once per tree. */
  readonly isOfVersion?: true
}

/** An error that is downgraded if the server accepts the flow. */
export const REFUSED = { severity: 'error', isDecidedByServer: true } as const

export const UNAVOIDABLE = { severity: 'error', isUnavoidable: true } as const

export const FAILS_WHEN_RUN = { severity: 'warning', failsAtRunTime: true } as const
