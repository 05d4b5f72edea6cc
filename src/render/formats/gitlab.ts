import { createHash } from 'node:crypto'
import type { Problem } from '../../problem/problem.ts'
import { placeOf } from './place.ts'

const SEVERITY = { error: 'major', warning: 'minor', info: 'info' } as const

/** A Code Quality report of GitLab: a JSON list, each entry with a fingerprint that stays when lines move. */
export const renderGitLab = (problems: readonly Problem[]): string => {
  const seen = new Map<string, number>()
  const entries = problems.map((problem) => {
    const { path, line } = placeOf(problem)
    const name = JSON.stringify([problem.code, path, problem.message])
    const count = seen.get(name) ?? 0
    seen.set(name, count + 1)
    return {
      description: problem.hint === undefined ? problem.message : `${problem.message} ${problem.hint}`,
      check_name: problem.code,
      fingerprint: createHash('sha256').update(`${name}${count}`).digest('hex'),
      severity: SEVERITY[problem.severity],
      location: { path, lines: { begin: line } },
    }
  })
  return `${JSON.stringify(entries, undefined, 2)}\n`
}
