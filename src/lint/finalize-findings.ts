import { comparePlaces, type Problem, type Severity } from '../finding/problem.ts'
import { hideInProblems } from '../secrets/hide-secrets.ts'
import { codeEntry } from './all-codes.ts'
import { applySeverities, type SeverityOptions } from './apply-severities.ts'
import { collapseRepeated, collapseVersionNotes, mergeProblems } from './merge-problems.ts'
import type { RuleCode } from './rule-codes.ts'

/** The findings of a run, by where they come from. */
export interface FoundFindings {
  /** Lists of this program's own checks. The earlier list wins where two report the same fault. */
  readonly own: readonly (readonly Problem[])[]
  /** Findings of the server's validation. */
  readonly server: readonly Problem[]
  /** Findings that are never merged, because one place may break several rules of the repository. */
  readonly others: readonly Problem[]
}

/** The settings and facts that decide the severities of a run. */
export interface FindingPolicy extends SeverityOptions {
  /** Codes of own checks that this run does not report. */
  readonly omitted: ReadonlySet<string>
  /** Files that the server validated without objection. */
  readonly accepted: ReadonlySet<string>
  /** Failures at run time are errors. */
  readonly isStrict: boolean
  /** False if no server is known: notes that depend on its version are then collapsed, except those of `listedWhole`. */
  readonly isServerKnown: boolean
  readonly listedWhole: readonly RuleCode[]
}

/** One step that may change a severity, or drop or merge findings. */
interface Stage {
  readonly name: string
  readonly run: (problems: readonly Problem[], found: FoundFindings, policy: FindingPolicy) => readonly Problem[]
}

/** Every step that changes a severity or drops a finding, in order. */
const STAGES: readonly Stage[] = [
  { name: 'merge own findings', run: (_, { own }, { omitted }) => mergeProblems(own.map(withoutCodes(omitted))) },
  { name: 'accepted by server', run: (own, _, { accepted }) => downgradeAcceptedByServer(own, accepted) },
  { name: 'merge findings of the server', run: (own, { server }) => mergeProblems([own, server]) },
  { name: 'rules of the repository', run: (merged, { others }) => [...merged, ...others] },
  {
    name: 'hide credentials, sort',
    run: (all, _, { sourceOf }) => hideInProblems(all, sourceOf).toSorted(comparePlaces),
  },
  { name: 'strict', run: (sorted, _, { isStrict }) => (isStrict ? escalateRuntimeFailures(sorted) : sorted) },
  { name: 'settings and comments', run: (sorted, _, policy) => applySeverities(sorted, policy) },
  {
    name: 'notes about versions',
    run: (sorted, _, { isServerKnown, listedWhole }) =>
      isServerKnown ? sorted : collapseVersionNotes(sorted, listedWhole),
  },
  { name: 'many of one kind in one file', run: (sorted) => collapseRepeated(sorted) },
]

/** Returns the findings that a run reports, sorted by file and position, with their final severities. */
export const finalizeFindings = (found: FoundFindings, policy: FindingPolicy): readonly Problem[] =>
  STAGES.reduce<readonly Problem[]>((problems, { run }) => run(problems, found, policy), [])

const withoutCodes =
  (codes: ReadonlySet<string>) =>
  (list: readonly Problem[]): readonly Problem[] =>
    list.filter(({ code }) => !codes.has(code))

/** Raises the severity of runtime failures for `strict`: certain ones become errors, uncertain ones (info) become warnings. */
export const escalateRuntimeFailures = (problems: readonly Problem[]): readonly Problem[] =>
  problems.map((problem) =>
    codeEntry(problem.code)?.failsAtRunTime === true ? { ...problem, severity: RAISED[problem.severity] } : problem,
  )

const RAISED = { info: 'warning', warning: 'error', error: 'error' } satisfies Record<Severity, Severity>

/** True for an error that is dropped to a warning if the server accepts the flow. */
export const mayServerOverrule = ({ code, severity, source }: Problem): boolean =>
  severity === 'error' && source !== 'server' && codeEntry(code)?.isDecidedByServer === true

/**
 * Downgrades problems in files that the server validated without objection (`accepted`). Errors that the server decides become warnings,
 * because its version may be newer than these rules. Findings of removed syntax are dropped, because the server accepts it.
 */
export const downgradeAcceptedByServer = (
  problems: readonly Problem[],
  accepted: ReadonlySet<string>,
): readonly Problem[] =>
  problems.flatMap((problem) => {
    if (problem.file === undefined || !accepted.has(problem.file)) return [problem]
    if (problem.code === 'removed-syntax') return []
    return mayServerOverrule(problem)
      ? [{ ...problem, severity: 'warning', hint: acceptedHint(problem.hint) }]
      : [problem]
  })

const acceptedHint = (hint: string | undefined): string =>
  `${hint === undefined ? '' : `${hint} `}This server accepts the flow as it is, so this does not stop the deploy.`
