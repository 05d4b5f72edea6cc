import type { Report } from '../command/report.ts'
import type { Problem, Severity } from '../problem/problem.ts'
import { comparePlaces } from '../problem/problem.ts'

const SEVERITY_ORDER: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 }

/** Every problem of the report once, the worst first, then by place. */
export const allProblems = (report: Report): readonly Problem[] => {
  const problems = [...report.problems, ...(report.plan?.problems ?? [])]
  const unique = new Map(problems.map((problem) => [JSON.stringify([problemPlace(problem), problem]), problem]))
  return [...unique.values()].toSorted(compareProblems)
}

/** `flows/daily.yml:7:5`, as much of it as is known; `''` for a problem without a file. */
export const problemPlace = ({ file, line, column }: Problem): string =>
  [file, line, column].filter((part) => part !== undefined).join(':')

const compareProblems = (a: Problem, b: Problem): number =>
  SEVERITY_ORDER[a.severity] - SEVERITY_ORDER[b.severity] || comparePlaces(a, b)
