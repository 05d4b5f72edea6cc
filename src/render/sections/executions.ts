import { type ExecutionLine, executionBlocks } from '../../report/execution-blocks.ts'
import type { Report } from '../../report/report.ts'
import type { Section } from '../fit-sections.ts'
import { md } from '../markdown.ts'

/** Flows of one list that are shown where there is no room for all. */
const FEW = 5

/** What the change meets on the server, and what ran first after it. */
export const executionSections = (report: Report): readonly Section[] =>
  executionBlocks(report).map(({ title, lines }) => ({
    title,
    body: lines.map(item).join('\n'),
    shorter: [
      [...lines.slice(0, FEW).map(({ words }) => `- ${md.text(words)}`), ...moreThan(lines.length - FEW)].join('\n'),
    ],
    priority: 1,
    noun: 'executions',
  }))

const moreThan = (rest: number): readonly string[] => (rest > 0 ? [`- ${rest} more`] : [])

const item = ({ words, links, log }: ExecutionLine): string => {
  const named = links.map(({ label, url }) => md.link(md.code(label), url))
  const line = `- ${[md.text(words), ...named].join(' ')}`
  return log.length === 0 ? line : `${line}\n\n${md.fence(log.join('\n'), 'text')}\n`
}
