import type { Problem } from '../../problem/problem.ts'
import { visibleLine } from '../../text/visible.ts'
import { LEVEL } from './place.ts'

/** Characters of a message; an editor shows one line. */
const MAX_LENGTH = 1_000

/** One line a problem, `file:line:column: error: message [code]`, as editors and problem matchers read compilers. */
export const renderGcc = (problems: readonly Problem[]): string =>
  problems
    .map(({ file, line = 1, column = 1, severity, message, code }) => {
      const place = file === undefined ? 'kestra-gitops' : `${visibleLine(file, MAX_LENGTH)}:${line}:${column}`
      return `${place}: ${LEVEL[severity]}: ${visibleLine(message, MAX_LENGTH)} [${code}]\n`
    })
    .join('')
