import { type CaseResult, type CaseVerdict, caseName } from '../../flow-tests/case-result.ts'
import { executionBlocks } from '../../report/execution-text.ts'
import type { Report } from '../../report/report.ts'
import {
  assertionText,
  casePlace,
  failedAssertions,
  failedTaskText,
  groupCases,
  VERDICT_TEXT,
} from '../../report/test-text.ts'
import { visibleLine, wrapText } from '../../text/visible.ts'
import type { Paint, Style } from './style.ts'

/** Characters of one name, and of one sentence or line of a log. */
const MAX_NAME_LENGTH = 400
const MAX_SENTENCE_LENGTH = 2_000

const SIGNS = {
  passed: ['✓', 'green'],
  failed: ['✗', 'red'],
  error: ['✗', 'red'],
  skipped: ['-', 'dim'],
} as const satisfies Readonly<Record<CaseVerdict, readonly [string, Parameters<Paint>[0]]>>

/** One line for each case with its verdict and time, grouped by suite. Details of a failed case follow. */
export const terminalTests = (tests: readonly CaseResult[], style: Style): readonly (readonly string[])[] =>
  [...Map.groupBy(tests, ({ suite }) => suite)].map(([suite, results]) => [
    style.paint('bold', visibleLine(`${suite} (${results[0]?.file ?? ''})`, MAX_NAME_LENGTH)),
    ...results.flatMap((result) => caseLines(result, style)),
  ])

/** Only the cases that failed or could not be judged. */
export const terminalBrokenTests = (tests: readonly CaseResult[], style: Style): readonly string[] =>
  groupCases(tests).broken.flatMap((result) => [
    style.paint('bold', visibleLine(caseName(result), MAX_NAME_LENGTH)),
    ...brokenLines(result, style),
  ])

const caseLines = (result: CaseResult, style: Style): readonly string[] => {
  const { verdict, seconds, message } = result
  const [sign, color] = SIGNS[verdict]
  const time = seconds === undefined ? '' : `  ${seconds.toFixed(1)} s`
  const name = visibleLine(result.case, MAX_NAME_LENGTH)
  const head = `  ${style.paint(color, `${sign} ${name}  ${VERDICT_TEXT[verdict]}`)}${time}`
  if (verdict === 'passed') return [head]
  return [head, ...(verdict === 'skipped' ? wrappedSentence(message ?? '', style) : brokenLines(result, style))]
}

const brokenLines = (result: CaseResult, style: Style): readonly string[] => {
  const { file, message, failedTask, execution } = result
  const failed = failedAssertions(result)
  const place = (text: string) => `    ${style.paint('bold', visibleLine(text, MAX_NAME_LENGTH))}`
  const log = failedTask?.log ?? []
  return [
    ...(failed.length === 0 || message !== null
      ? [place(casePlace(result)), ...wrappedSentence(message ?? '', style)]
      : []),
    ...failed.flatMap((assertion) => [
      place(`${file}:${assertion.line}:${assertion.column}`),
      ...wrappedSentence(assertionText(assertion), style),
    ]),
    ...(failedTask === undefined ? [] : wrappedSentence(failedTaskText(failedTask), style)),
    ...log.map((line) => style.paint('dim', `        ${visibleLine(line, MAX_SENTENCE_LENGTH)}`)),
    ...(execution === undefined ? [] : [`      ${visibleLine(execution, MAX_NAME_LENGTH)}`]),
  ]
}

const wrappedSentence = (text: string, { width }: Style): readonly string[] =>
  text === '' ? [] : wrapText(visibleLine(text, MAX_SENTENCE_LENGTH), width, '      ')

/** Characters of one line of a log. */
const MAX_LINE_LENGTH = 1_000

/** Executions that were running when the change arrived, and the first executions after it. */
export const terminalExecutions = (report: Report, { paint, width }: Style): readonly (readonly string[])[] =>
  executionBlocks(report).map(({ title, lines }) => [
    ...wrapText(visibleLine(title, MAX_LINE_LENGTH), width, '').map((line) => paint('bold', line)),
    ...lines.flatMap(({ text, links, log }) => [
      ...wrapText(visibleLine(text, MAX_LINE_LENGTH), width, '  '),
      ...[...links.map(({ url }) => url), ...log].map((line) => `      ${visibleLine(line, MAX_LINE_LENGTH)}`),
    ]),
  ])
