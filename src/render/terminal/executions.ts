import { executionBlocks } from '../../report/execution-blocks.ts'
import type { Report } from '../../report/report.ts'
import { visibleLine } from '../../text/visible.ts'
import { wrapText } from '../../text/wrap-text.ts'
import type { Style } from './style.ts'

/** Characters of one line of a log. */
const MAX_LINE_LENGTH = 1_000

/** What the change meets on the server, and what ran first after it. */
export const terminalExecutions = (report: Report, { paint, width }: Style): readonly (readonly string[])[] =>
  executionBlocks(report).map(({ title, lines }) => [
    ...wrapText(visibleLine(title, MAX_LINE_LENGTH), width, '').map((line) => paint('bold', line)),
    ...lines.flatMap(({ words, links, log }) => [
      ...wrapText(visibleLine(words, MAX_LINE_LENGTH), width, '  '),
      ...links.map(({ url }) => `      ${visibleLine(url, MAX_LINE_LENGTH)}`),
      ...log.map((line) => `      ${visibleLine(line, MAX_LINE_LENGTH)}`),
    ]),
  ])
