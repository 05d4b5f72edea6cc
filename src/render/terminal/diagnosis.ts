import type { Diagnosis, Finding } from '../../report/report.ts'
import { repositoryWords } from '../../report/report-words.ts'
import { visibleLine, wrapText } from '../../text/visible.ts'
import type { Paint, Style } from './style.ts'

const STYLES: Readonly<Record<Finding['state'], Parameters<Paint>[0]>> = {
  ok: 'green',
  look: 'yellow',
  bad: 'red',
  unknown: 'dim',
}

const MAX_LENGTH = 2_000
const COLUMNS = 9

/** What the doctor found, one paragraph each: state, subject, what it is and what to do. */
export const renderDiagnosis = ({ layout, findings }: Diagnosis, { paint, width }: Style): string => {
  const lines = [
    ...repositoryWords(layout).flatMap((words) => wrapText(visibleLine(words, MAX_LENGTH), width, '')),
    ...findings.flatMap(({ about, state, says }) => {
      const text = wrapText(`${about}: ${visibleLine(says, MAX_LENGTH)}`, width, ' '.repeat(COLUMNS))
      return text.map((line, index) =>
        index === 0 ? `${paint(STYLES[state], state.padEnd(COLUMNS))}${line.slice(COLUMNS)}` : line,
      )
    }),
  ]
  return `${lines.join('\n')}\n`
}
