import { comparePlaces, type Problem } from '../finding/problem.ts'
import type { KnownVersion } from '../flow/kestra-version.ts'
import type { CaseResult } from '../flow-tests/case-result.ts'
import { unknownResult } from '../flow-tests/run/run-case.ts'
import { checkSuites } from '../lint/check-suites.ts'
import { symbolIndex } from '../lint/symbol-index.ts'
import type { Refusal } from '../plan/plan.ts'
import { isAllowedNamespace } from '../resource/namespace.ts'
import type { GitState } from '../state/git/read-git.ts'
import type { RunOptions } from '../state/run-options.ts'
import type { Suite } from '../suites/suite.ts'
import { findSwitchedOff } from '../suites/switched-off.ts'
import { counted } from '../text/lists.ts'

/** At least one problem. */
type Problems = readonly [Problem, ...Problem[]]

/** Suites with problems. None of their cases is run: it could run tasks that it should replace, or pass without asserting. */
export type SuiteProblems = ReadonlyMap<Suite, Problems>

/** Problems that stop a suite, by suite. Settings and comments do not lower them. Problems of severity `info` do not count. */
export const problemsOfSuites = (suites: readonly Suite[], git: GitState, version: KnownVersion): SuiteProblems => {
  const known = symbolIndex(git, undefined)
  return new Map(
    suites.flatMap((suite): [Suite, Problems][] => {
      const [first, ...others] = checkSuites([suite], known, version)
        .filter(({ severity }) => severity !== 'info')
        .toSorted((a, b) => consequence(a) - consequence(b) || comparePlaces(a, b))
      if (first !== undefined) return [[suite, [first, ...others]]]
      return []
    }),
  )
}

/** Sorts the cause first: a case whose `assertions` are misspelt asserts nothing. */
const consequence = ({ code }: Problem): number => Number(code === 'suite-no-assertion')

/** Results of a suite with problems: each case is an error at the line of the first problem; so is the suite itself if no case can be read. */
export const brokenCases = (suite: Suite, [first, ...others]: Problems): readonly CaseResult[] => {
  const whole = { id: 'testCases', isDisabled: false, position: { line: 1, column: 1 } }
  const cases = suite.cases.length === 0 ? [whole] : suite.cases
  return cases.map((of): CaseResult => {
    const reported = unknownResult(suite, of)
    if (suite.isDisabled || of.isDisabled) return { ...reported, verdict: 'skipped', message: 'It is disabled.' }
    return { ...reported, line: first.line ?? reported.line, message: problemText(first, others.length) }
  })
}

const problemText = ({ message, hint, line }: Problem, others: number): string => {
  const place = line === undefined ? '' : ` (line ${line})`
  const more = others === 0 ? '' : ` The suite has ${counted(others, 'more problem')}.`
  return `Not run, because of a problem of its suite${place}: ${[message, hint].filter(Boolean).join(' ')}${more}`
}

/** Refuses a deploy with smoke runs if a smoke suite has a problem: the deployed flows could not be verified. */
export const refuseSmokeSuites = (git: GitState, version: KnownVersion, run: RunOptions): Refusal | undefined => {
  const { settings } = run
  if (!settings.runsSmoke || settings.preview !== undefined) return undefined
  const suites = git.suites.filter((suite) => suite.use === 'smoke' && !suite.isDisabled && isOfRun(suite, run))
  const problems = problemsOfSuites(suites, git, version)
  const [found] = problems
  if (found === undefined) return undefined
  const [{ file }, [{ message, hint, line }]] = found
  const place = line === undefined ? file : `${file}:${line}`
  const text = [message, hint].filter(Boolean).join(' ')
  return {
    reason: 'smoke-suite-invalid',
    message: `The smoke suite ${place} has a problem, so nothing was written: ${text}`,
  }
}

/** True if `namespaces` allows the suite. A suite of unknown namespace counts as allowed. */
export const isOfRun = ({ namespace }: Suite, { settings }: RunOptions): boolean =>
  namespace === '' || isAllowedNamespace(namespace, settings.namespaces)

/** Warns about suites of the base that this change stops from running, with `use` only those of that use. Empty if the base is not known. */
export const switchedOffSuites = (git: GitState, run: RunOptions, use?: Suite['use']): readonly Problem[] => {
  const { baseSuites = [], suites: now, flows, paths } = git
  const base = baseSuites.filter((suite) => use === undefined || suite.use === use)
  const there = new Set(flows.map(({ namespace, id }) => `${namespace}/${id}`))
  const files = new Set(paths)
  return findSwitchedOff({
    base,
    now,
    hasFlow: (namespace, id) => there.has(`${namespace}/${id}`),
    hasFile: (file) => files.has(file),
    isAllowed: (suite) => isOfRun(suite, run),
  })
}
