import type { Problem } from '../../finding/problem.ts'
import { failsAtRunTime } from '../../lint/all-codes.ts'
import { groupProblems, isSwitchedOffTest, preexistingText, problemText } from '../../report/problem-groups.ts'
import { problemPlace } from '../../report/report-text.ts'
import type { Section } from '../fit-sections.ts'
import type { Links } from '../links.ts'
import { md } from '../markdown.ts'
import type { SectionContext } from './section-context.ts'
import { shorterLists } from './section-context.ts'

type ProblemContext = Pick<SectionContext, 'report' | 'links' | 'titles'>

/**
 * The problems of this change, each with a link to its line. Errors, certain failures at run time and disabled tests
 * are never left out. Errors of other files follow, which also stop the deploy. They are folded where this change has
 * errors.
 */
export const problemSections = ({ report, links, titles }: ProblemContext): readonly Section[] => {
  const { errors, others, preexistingErrors } = groupProblems(report)
  const isFailing = others.some((problem) => failsAtRunTime(problem) || isSwitchedOffTest(problem))
  const summary = `❌ ${problemText(preexistingErrors)} ${preexistingText(report, titles.change)}`
  return [
    ...problemList(errors, links, { title: `❌ ${problemText(errors)}`, noun: 'errors', priority: 0 }),
    ...problemList(others, links, {
      title: `${isFailing ? '⚠️ ' : ''}${problemText(others)}`,
      noun: 'warnings',
      priority: isFailing ? 0 : 2,
    }),
    ...problemList(preexistingErrors, links, { title: '', noun: 'errors', priority: 0 }).map(
      folded(summary, errors.length === 0),
    ),
  ]
}

/** The other problems in files that this change does not touch: one line, and a folded list. */
export const preexistingSections = ({ report, links, titles }: ProblemContext): readonly Section[] => {
  const { preexistingOthers } = groupProblems(report)
  const summary = `${problemText(preexistingOthers)} ${preexistingText(report, titles.change)}`
  return problemList(preexistingOthers, links, { title: '', noun: 'warnings', priority: 5 })
    .map(folded(summary, false))
    .map((section) => ({ ...section, shorter: [...(section.shorter ?? []), `${summary}.`] }))
}

const folded =
  (summary: string, isOpen: boolean) =>
  (section: Section): Section => {
    const within = (body: string) => md.details(summary, body, isOpen)
    return { ...section, body: within(section.body), shorter: (section.shorter ?? []).map(within) }
  }

const problemList = (
  problems: readonly Problem[],
  links: Links,
  section: Pick<Section, 'title' | 'noun' | 'priority'>,
): readonly Section[] => {
  if (problems.length === 0) return []
  const line = (problem: Problem) =>
    `${place(problem, links)}${failure(problem)}${md.text(problem.message)} (${md.code(problem.code)})`
  const shorter = shorterLists(problems, {
    noun: section.noun.slice(0, -1),
    line: (problem) => `${md.code(problemPlace(problem) || problem.code)} ${md.text(problem.message)}`,
    name: (problem) => md.code(problemPlace(problem) || problem.code),
    group: ({ code }) => code,
  })
  const body = md.list(problems.map((problem) => `${line(problem)}${hint(problem)}`))
  return [{ ...section, body, shorter }]
}

const place = (problem: Problem, links: Links): string =>
  problem.file === undefined
    ? ''
    : `${md.link(md.code(problemPlace(problem)), links.blob?.(problem.file, problem.line))} `

const failure = (problem: Problem): string => (failsAtRunTime(problem) ? '**Will fail at run time:** ' : '')

const hint = ({ hint: advice }: Problem): string => (advice === undefined ? '' : `<br>${md.text(advice)}`)
