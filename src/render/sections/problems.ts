import type { Problem } from '../../problem/problem.ts'
import { allProblems, problemPlace } from '../../report/report-words.ts'
import { counted } from '../../text/lists.ts'
import type { Section } from '../fit-sections.ts'
import type { Links } from '../links.ts'
import { md } from '../markdown.ts'
import type { SectionContext } from './section-context.ts'
import { shorterLists } from './section-context.ts'

/** Errors, never left out; warnings and remarks as far as there is room. Each with a link to its line. */
export const problemSections = ({ report, links }: Pick<SectionContext, 'report' | 'links'>): readonly Section[] => {
  const problems = allProblems(report)
  const errors = problems.filter(({ severity }) => severity === 'error')
  const others = problems.filter(({ severity }) => severity !== 'error')
  return [
    ...problemList(errors, links, { title: `❌ ${counted(errors.length, 'error')}`, noun: 'errors', priority: 0 }),
    ...problemList(others, links, { title: counted(others.length, 'warning'), noun: 'warnings', priority: 2 }),
  ]
}

const problemList = (
  problems: readonly Problem[],
  links: Links,
  section: Pick<Section, 'title' | 'noun' | 'priority'>,
): readonly Section[] => {
  if (problems.length === 0) return []
  const line = (problem: Problem) => `${place(problem, links)}${md.text(problem.message)} (${md.code(problem.code)})`
  const shorter = shorterLists(problems, {
    noun: section.noun.slice(0, -1),
    line: (problem) => `${md.code(problemPlace(problem) || problem.code)} ${md.text(problem.message)}`,
    name: (problem) => md.code(problemPlace(problem) || problem.code),
    group: ({ code }) => code,
  })
  const body = problems.map((problem) => `- ${line(problem)}${hint(problem)}`).join('\n')
  return [{ ...section, body, shorter }]
}

const place = (problem: Problem, links: Links): string =>
  problem.file === undefined
    ? ''
    : `${md.link(md.code(problemPlace(problem)), links.blob?.(problem.file, problem.line))} `

const hint = ({ hint: words }: Problem): string => (words === undefined ? '' : `<br>${md.text(words)}`)
