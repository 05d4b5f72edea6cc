import { type CaseResult, type CaseVerdict, caseName } from '../../flow-tests/case-result.ts'
import { executionBlocks } from '../../report/execution-text.ts'
import type { Report } from '../../report/report.ts'
import {
  assertionText,
  casePlace,
  failedAssertions,
  failedTaskText,
  groupCases,
  VERDICT_WORDS,
} from '../../report/test-text.ts'
import { visibleLine, wrapText } from '../../text/visible.ts'
import type { Paint, Style } from './style.ts'

/** Characters of one name, of one sentence, of one line of a log. */
const MAX_NAME_LENGTH = 400
const MAX_SENTENCE_LENGTH = 2_000

const SIGNS = {
  passed: ['✓', 'green'],
  failed: ['✗', 'red'],
  error: ['✗', 'red'],
  skipped: ['-', 'dim'],
} as const satisfies Readonly<Record<CaseVerdict, readonly [string, Parameters<Paint>[0]]>>

/** One line a case with its verdict and its time, suite by suite; below one that failed all that is known of it. */
export const terminalTests = (tests: readonly CaseResult[], style: Style): readonly (readonly string[])[] =>
  [...Map.groupBy(tests, ({ suite }) => suite)].map(([suite, results]) => [
    style.paint('bold', visibleLine(`${suite} (${results[0]?.file ?? ''})`, MAX_NAME_LENGTH)),
    ...results.flatMap((result) => caseLines(result, style)),
  ])

/** Those alone that failed or could not be judged. */
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
  const head = `  ${style.paint(color, `${sign} ${name}  ${VERDICT_WORDS[verdict]}`)}${time}`
  if (verdict === 'passed') return [head]
  return [head, ...(verdict === 'skipped' ? sentence(message ?? '', style) : brokenLines(result, style))]
}

const brokenLines = (result: CaseResult, style: Style): readonly string[] => {
  const { file, message, failedTask, execution } = result
  const failed = failedAssertions(result)
  const place = (text: string) => `    ${style.paint('bold', visibleLine(text, MAX_NAME_LENGTH))}`
  const log = failedTask?.log ?? []
  return [
    ...(failed.length === 0 || message !== null ? [place(casePlace(result)), ...sentence(message ?? '', style)] : []),
    ...failed.flatMap((assertion) => [
      place(`${file}:${assertion.line}:${assertion.column}`),
      ...sentence(assertionText(assertion), style),
    ]),
    ...(failedTask === undefined ? [] : sentence(failedTaskText(failedTask), style)),
    ...log.map((line) => style.paint('dim', `        ${visibleLine(line, MAX_SENTENCE_LENGTH)}`)),
    ...(execution === undefined ? [] : [`      ${visibleLine(execution, MAX_NAME_LENGTH)}`]),
  ]
}

const sentence = (words: string, { width }: Style): readonly string[] =>
  words === '' ? [] : wrapText(visibleLine(words, MAX_SENTENCE_LENGTH), width, '      ')

/** Characters of one line of a log. */
const MAX_LINE_LENGTH = 1_000

/** What the change meets on the server, and what ran first after it. */
export const terminalExecutions = (report: Report, { paint, width }: Style): readonly (readonly string[])[] =>
  executionBlocks(report).map(({ title, lines }) => [
    ...wrapText(visibleLine(title, MAX_LINE_LENGTH), width, '').map((line) => paint('bold', line)),
    ...lines.flatMap(({ words, links, log }) => [
      ...wrapText(visibleLine(words, MAX_LINE_LENGTH), width, '  '),
      ...[...links.map(({ url }) => url), ...log].map((line) => `      ${visibleLine(line, MAX_LINE_LENGTH)}`),
    ]),
  ])
