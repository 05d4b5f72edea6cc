import type { Plan } from '../plan/plan.ts'
import { headline, type Verdict } from '../report/headline.ts'
import { isReportedBriefly } from '../report/outcome-text.ts'
import { groupResources, listsUnmanaged } from '../report/plan-groups.ts'
import { groupProblems, preexistingText, problemText } from '../report/problem-groups.ts'
import { type Diagnosis, planOf, type Report } from '../report/report.ts'
import {
  allNotices,
  allProblems,
  approvedPlanNotices,
  COMMAND_TITLES,
  reasonMessage,
  repositoryInShort,
  repositoryText,
  serverTitle,
} from '../report/report-text.ts'
import { visibleLine, wrapText } from '../text/visible.ts'
import { conflictStates, planDiffs } from './diff/plan-diffs.ts'
import { type ResourceDiff, resourceDiff } from './diff/resource-diff.ts'
import { nextSteps, type Sink } from './next-steps.ts'
import { type Privacy, redactReport, type ShownReport } from './redact.ts'
import {
  terminalOutcome,
  terminalOutcomeInShort,
  terminalPlan,
  terminalProblems,
  terminalUnmanaged,
  withinLines,
} from './terminal/blocks.ts'
import { terminalBrokenTests, terminalExecutions, terminalTests } from './terminal/results.ts'
import { makePaint, type Paint, type Style } from './terminal/style.ts'

interface TerminalOptions extends Privacy {
  /** Whether to use ANSI colours. */
  readonly color: boolean
  /** Columns. Longer text is wrapped, diffs are not. */
  readonly width: number
  /** Where the output is read; by default a terminal. */
  readonly sink?: Sink
  /** Lists each folder that was read; otherwise one line counts them. */
  readonly isVerbose?: boolean
  /** Shows only errors and the answer. */
  readonly isQuiet?: boolean
  /** Lines of diffs up to which a plan shows them; a longer plan is a table. Without it all are shown. */
  readonly mostTextLines?: number
}

const VERDICT_STYLE: Readonly<Record<Verdict, Parameters<Paint>[0]>> = {
  safe: 'green',
  done: 'green',
  look: 'yellow',
  unknown: 'yellow',
  blocked: 'red',
  failed: 'red',
}

/** Characters of one sentence. */
const MAX_SENTENCE_LENGTH = 4_000
/** UTF-8 bytes of all diffs. Longer logs are not readable. */
const MAX_DIFF_BYTES = 1_000_000

/**
 * The report for a person at a terminal; the answer comes last. It shows problems as `file:line:column`, the plan with
 * `+ ~ -` and sentences, diffs and the outcome. Colour is never the only signal. Untrusted text cannot control the
 * terminal. The output sanitizer neutralises workflow commands later.
 */
export const renderTerminal = (report: Report, options: TerminalOptions): string => {
  const { report: shown, ...redaction } = redactReport(report, options)
  const style = { paint: makePaint(options.color), width: options.width }
  const { sink = 'terminal' } = options
  const details = isReportedBriefly(shown)
    ? [terminalBrokenTests(shown.tests, style), terminalOutcomeInShort(shown.outcome, style)]
    : detailBlocks({
        ...style,
        ...redaction,
        report: shown,
        sink,
        mostTextLines: options.mostTextLines,
        isVerbose: options.isVerbose === true,
      })
  const notices = [...approvedPlanNotices(shown), ...allNotices(shown)]
  const all = [...details, notices.flatMap((notice) => sentences(`Note: ${notice}`, options.width))]
  const blocks = [
    shown.notRead.flatMap((sentence) => sentences(sentence, options.width)),
    ...(options.isQuiet === true
      ? [terminalProblems(allErrors(shown), style), terminalBrokenTests(shown.tests, style)]
      : all),
    answerLines(shown, { ...style, sink }),
  ]
  const text = blocks
    .filter(({ length }) => length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')
  return `${text}\n`
}

const allErrors = (report: Report) => allProblems(report).filter(({ severity }) => severity === 'error')

interface Details extends Style, ShownReport {
  readonly sink: Sink
  readonly mostTextLines: number | undefined
  readonly isVerbose: boolean
}

const detailBlocks = (details: Details): readonly (readonly string[])[] => {
  const { report, sink, mostTextLines, paint, width } = details
  const style = { paint, width }
  const plan = planOf(report)
  const { errors, others, preexistingErrors } = groupProblems(report)
  return [
    repositoryLines(details),
    terminalProblems([...errors, ...others, ...preexistingErrors], style),
    ...(plan === undefined
      ? []
      : terminalPlan(plan, withinLines(planDiffs(plan, { ...details, budget: MAX_DIFF_BYTES }), mostTextLines), {
          ...style,
          serverTitle: serverTitle(report),
          conflicts: conflictDiffs(plan, details),
        })),
    ...(listsUnmanaged(report) ? [terminalUnmanaged(report.plan, style)] : []),
    ...(report.kind === 'outcome' ? [terminalOutcome(report.outcome, style)] : []),
    ...terminalTests(report.tests, style),
    ...terminalExecutions(report, style),
    preexistingLine(report, sink).flatMap((line) => sentences(line, style.width)),
  ]
}

/** One line on a terminal without `--verbose`: the full text where it fits, otherwise numbers. */
const repositoryLines = ({ report: { layout }, sink, isVerbose, width }: Details): readonly string[] => {
  const full = repositoryText(layout).flatMap((line) => sentences(line, width))
  if (isVerbose || sink === 'github' || full.length <= 1) return full
  return sentences(`${repositoryInShort(layout)} (see --verbose)`, width)
}

/** Both changes of each resource that was changed in Git and on the server, as in the comment. */
const conflictDiffs = (plan: Plan, shown: ShownReport): readonly ResourceDiff[] =>
  groupResources(plan).conflicts.flatMap((resource) =>
    conflictStates(resource).map((resourceStates) => resourceDiff(resource, resourceStates, shown)),
  )

const LISTED = {
  github: 'the job summary lists them',
  terminal: '`kestra-gitops validate` lists them',
} as const satisfies Readonly<Record<Sink, string>>

/** One line about the problems in files that this change does not touch. */
const preexistingLine = (report: Report, sink: Sink): readonly string[] => {
  const { preexistingOthers } = groupProblems(report)
  if (preexistingOthers.length === 0) return []
  return [`${problemText(preexistingOthers)} ${preexistingText(report, 'these commits')}: ${LISTED[sink]}.`]
}

const sentences = (text: string, width: number): readonly string[] =>
  wrapText(visibleLine(text, MAX_SENTENCE_LENGTH), width, '')

const answerLines = (
  report: Report,
  { paint, width, sink }: { readonly paint: Paint; readonly width: number; readonly sink: Sink },
): readonly string[] => {
  const { verdict, text } = headline(report)
  const answer = sentences(`${COMMAND_TITLES[report.command]}: ${text}`, width).map((line) =>
    paint('bold', paint(VERDICT_STYLE[verdict], line)),
  )
  const reason = reasonMessage(report).flatMap((message) => sentences(message, width))
  return [...answer, ...reason, ...nextSteps(report, sink).flatMap((step) => sentences(step, width))]
}

/** Styles of findings: those of verdicts, except that a check that could not run is not a warning. */
const FINDING_STYLE = { ...VERDICT_STYLE, ok: 'green', bad: 'red', unknown: 'dim' } as const

const MAX_LENGTH = 2_000
const COLUMNS = 9

/** The findings of `doctor`, one paragraph each: state, subject, result and what to do. */
export const renderDiagnosis = ({ layout, findings }: Diagnosis, { paint, width }: Style): string => {
  const lines = [
    ...repositoryText(layout).flatMap((sentence) => wrapText(visibleLine(sentence, MAX_LENGTH), width, '')),
    ...findings.flatMap(({ about, state, says }) => {
      const text = wrapText(`${about}: ${visibleLine(says, MAX_LENGTH)}`, width, ' '.repeat(COLUMNS))
      return text.map((line, index) =>
        index === 0 ? `${paint(FINDING_STYLE[state], state.padEnd(COLUMNS))}${line.slice(COLUMNS)}` : line,
      )
    }),
  ]
  return `${lines.join('\n')}\n`
}
