/** A place in a text file; line and column count from 1, columns in UTF-16 units as editors and GitHub count them. */
export interface Position {
  readonly line: number
  readonly column: number
  readonly endLine?: number
  readonly endColumn?: number
}

export type Severity = 'error' | 'warning' | 'info'

/**
 * One thing that is wrong, at its place (docs/plan-json.md).
 * `file` is relative to the repository's top with `/`.
 */
export interface Problem extends Partial<Position> {
  readonly severity: Severity
  /** Kebab-case, stable; every code has an entry in docs/problems.md. */
  readonly code: string
  readonly message: string
  /** What to do about it, one sentence. */
  readonly hint?: string
  readonly file?: string
  /** Said, or confirmed, by the server's own validation: nothing in the repository lowers its errors. */
  readonly source?: 'server'
  /** The resources that it names beside the one it stands in, as `resourceKey` writes them; one of them had to be there. */
  readonly about?: readonly string[]
  /** In a file that these commits leave as it was, and not caused by what they change. Absent where that is not known. */
  readonly isPreexisting?: true
}

/** Orders problems by file, line and column; what has none of them comes first. For `toSorted`. */
export const comparePlaces = (a: Problem, b: Problem): number =>
  order(a.file ?? '', b.file ?? '') || order(a.line ?? 0, b.line ?? 0) || order(a.column ?? 0, b.column ?? 0)

const order = <T extends string | number>(a: T, b: T): number => (a < b ? -1 : Number(a > b))

/** What docs/problems.md says of one code, and how severe it is unless the settings say otherwise. */
export interface ProblemCodeEntry {
  readonly severity: Severity
  /**
   * A server that validates the flow and accepts it has the last word; then this is a warning at most. Absent: the tree has, of what
   * no server can tell from one flow, or tells otherwise than it acts (names, places, sizes, several documents, what it saves
   * differently than it validates).
   */
  readonly isDecidedByServer?: true
  /**
   * No setting and no comment leaves it out or lowers it: that would only move the failure to the deploy, let a text hide what it holds
   * from whoever reads it, or let a flow say that no rule is for it.
   */
  readonly isUnavoidable?: true
  /** One line, sentence case, no final stop. */
  readonly title: string
  /** Why it matters: what Kestra does with it. */
  readonly explanation: string
  /** The exact thing to do, one sentence; the default `hint` of a problem. Absent where only the message can say it. */
  readonly fix?: string
  /** Server versions in which it holds, e.g. `1.0–1.3`; absent = all. */
  readonly versions?: string
  /**
   * Kestra stores it, and the task, trigger or expression that it stands at fails each time that it runs. Where a rule is not sure of that, or
   * the part is disabled, it says `info`.
   */
  readonly failsAtRunTime?: true
  /** Whether anything is wrong at all depends on the version of the server: where that is not known, it is told once for the tree. */
  readonly isOfVersion?: true
}

/** The server refuses it, and accepts it where this program is wrong about it. */
export const REFUSED = { severity: 'error', isDecidedByServer: true } as const

export const UNAVOIDABLE = { severity: 'error', isUnavoidable: true } as const

export const FAILS_WHEN_RUN = { severity: 'warning', failsAtRunTime: true } as const
