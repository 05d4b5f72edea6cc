import type { Report } from '../report.ts'
import { planDiffs } from './diff/plan-diffs.ts'
import { headline, type Verdict } from './headline.ts'
import { nextSteps } from './next-steps.ts'
import { makeRedact } from './redact.ts'
import type { TerminalOptions } from './render-options.ts'
import { repositoryWords } from './repository-words.ts'
import { terminalOutcome } from './terminal/outcome-lines.ts'
import { makePaint, type Paint } from './terminal/paint.ts'
import { terminalPlan } from './terminal/plan-lines.ts'
import { terminalProblems } from './terminal/problem-lines.ts'
import { wrapText } from './terminal/wrap-text.ts'
import { visibleLine } from './visible.ts'
import { withholdReport } from './withhold-report.ts'

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

/**
 * The report for a person at a terminal, ending with the answer: problems as `file:line:column`, the plan with `+ ~ -`
 * and words, diffs, the outcome. Colour is never the only signal, and no byte of untrusted text steers the terminal or
 * the runner.
 */
export const renderTerminal = (report: Report, options: TerminalOptions): string => {
  const redact = makeRedact(options)
  const shown = withholdReport(report, redact, options)
  const style = { paint: makePaint(options.color), width: options.width }
  const { plan, outcome } = shown
  const diffs =
    plan === undefined ? [] : planDiffs(plan, { redact, privacy: options, isOffline: shown.target.server === null })
  const blocks = [
    sentences(repositoryWords(shown.layout), options.width),
    terminalProblems(shown, style),
    ...(plan === undefined ? [] : terminalPlan(plan, diffs, style)),
    ...(outcome === undefined ? [] : [terminalOutcome(outcome, style)]),
    noticeLines(shown, options.width),
    answerLines(shown, style),
  ]
  const text = blocks
    .filter(({ length }) => length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')
  return `${options.isActions === true ? withoutCommands(text) : text}\n`
}

const sentences = (words: string | undefined, width: number): readonly string[] =>
  words === undefined ? [] : wrapText(visibleLine(words, MAX_SENTENCE_LENGTH), width, '')

const noticeLines = ({ notices, plan, outcome }: Report, width: number): readonly string[] =>
  [...new Set([...notices, ...(plan?.notices ?? []), ...(outcome?.notices ?? [])])].flatMap((notice) =>
    sentences(`Note: ${notice}`, width),
  )

const answerLines = (
  report: Report,
  { paint, width }: { readonly paint: Paint; readonly width: number },
): readonly string[] => {
  const { verdict, words } = headline(report)
  const title = { validate: 'Validate', plan: 'Plan', deploy: 'Deploy', drift: 'Drift', export: 'Export' }[
    report.command
  ]
  const answer = sentences(`${title}: ${words}`, width).map((line) =>
    paint('bold', paint(VERDICT_STYLE[verdict], line)),
  )
  return [...answer, ...nextSteps(report).flatMap((step) => sentences(step, width))]
}

/** The runner takes `::name::` at the start of a line, white space aside, and `##[name]` anywhere for a command. */
const withoutCommands = (text: string): string => text.replace(/^(\s*)::/gm, '$1\\::').replaceAll('##[', '##\\[')
