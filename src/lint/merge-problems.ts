import { comparePlaces, type Problem } from '../finding/problem.ts'
import { codeEntry } from './all-codes.ts'
import type { RuleCode } from './rule-codes.ts'

/**
 * Merges the problems of several checks, sorted by file and position. A problem at the same position as an equal one of an earlier list is
 * dropped. If the dropped one is an error of the server, the earlier one becomes an error of the server. A file with unreadable YAML, or a
 * key that is not text, gets no second problem about that.
 */
export const mergeProblems = (lists: readonly (readonly Problem[])[]): readonly Problem[] => {
  const kept: Problem[] = []
  const reported = new Map<string, Map<string, Problem>>()
  const unreadable = new Map<string | undefined, Problem>()
  const confirmed = new Set<Problem>()
  const isNew = (problem: Problem): boolean => {
    const same = findEqual([...(reported.get(positionKey(problem))?.values() ?? [])], problem) ?? unreadableAs(problem)
    if (same !== undefined && problem.source === 'server' && problem.severity === 'error') confirmed.add(same)
    return same === undefined
  }
  const unreadableAs = (problem: Problem): Problem | undefined => {
    const fault = unreadable.get(problem.file)
    const isOfKey = fault?.code === 'complex-key' && fault.line === problem.line && problem.code === 'wrong-type'
    return problem.code === 'yaml-syntax' || isOfKey ? fault : undefined
  }
  for (const list of lists) {
    const fresh = list.filter(isNew)
    for (const problem of fresh) {
      kept.push(problem)
      if (problem.line !== undefined) {
        const alike = reported.get(positionKey(problem)) ?? new Map<string, Problem>()
        if (!alike.has(comparisonKey(problem))) alike.set(comparisonKey(problem), problem)
        reported.set(positionKey(problem), alike)
      }
      if (UNREADABLE_CODES.has(problem.code) && !unreadable.has(problem.file)) unreadable.set(problem.file, problem)
    }
  }
  return kept
    .map((problem): Problem => (confirmed.has(problem) ? { ...problem, source: 'server', severity: 'error' } : problem))
    .toSorted(comparePlaces)
}

/** Codes of unreadable YAML. The server reports the same fault at another position. */
const UNREADABLE_CODES: ReadonlySet<string> = new Set([
  'yaml-syntax',
  'merge-conflict',
  'tab-indentation',
  'complex-key',
  'unreadable-number',
  'nested-too-deep',
])

/** Codes of a schema or a server that describe any fault of a key or a value. */
const GENERIC_CODES: ReadonlySet<string> = new Set(['server-invalid', 'wrong-type', 'unknown-type', 'unknown-property'])

/** Codes of missing properties. Their position is that of the node, where other problems may be. */
const ABSENCE_CODES: ReadonlySet<string> = new Set(['missing-property', 'empty-tasks'])

/** Codes of own checks about values that a server may or may not refuse. */
const VALUE_CODES: ReadonlySet<string> = new Set(['wrong-type', 'invalid-value', 'value-read-differently'])

const SEVERITY_RANK = { info: 0, warning: 1, error: 2 } as const

/**
 * Finds the problem at the same position that already reports `later`. For an error of the server the earlier problem may be less severe.
 */
const findEqual = (here: readonly Problem[], later: Problem): Problem | undefined => {
  const same = here.find(
    (earlier) => SEVERITY_RANK[earlier.severity] >= SEVERITY_RANK[later.severity] && isSameFault(earlier, later),
  )
  if (same !== undefined || later.source !== 'server' || later.severity !== 'error') return same
  return here.find(
    (earlier) =>
      (earlier.code === later.code && isSameAbsence(earlier, later)) ||
      (VALUE_CODES.has(earlier.code) && GENERIC_CODES.has(later.code)),
  )
}

/** True if two problems at one position report the same fault. */
const isSameFault = (earlier: Problem, later: Problem): boolean => {
  if (earlier.severity !== 'error') return earlier.code === later.code
  if (!ABSENCE_CODES.has(earlier.code)) return earlier.code === later.code || GENERIC_CODES.has(later.code)
  return ABSENCE_CODES.has(later.code) && isSameAbsence(earlier, later)
}

/** True if both miss the same property, or if one of them does not name it. */
const isSameAbsence = (earlier: Problem, later: Problem): boolean => {
  if (!ABSENCE_CODES.has(earlier.code)) return true
  const [known, reported] = [missingProperty(earlier), missingProperty(later)]
  return known === undefined || reported === undefined || known === reported
}

/** Key of the fields that `findEqual` compares. One problem represents all problems at a position with the same key. */
const comparisonKey = (problem: Problem): string =>
  JSON.stringify([
    problem.severity,
    problem.code,
    ...(ABSENCE_CODES.has(problem.code) ? [missingProperty(problem)] : []),
  ])

/** The name in `This task has no `id`.` or in `load.message: must not be null` of the server. */
const missingProperty = ({ message }: Problem): string | undefined =>
  /`([^`]+)`[^`]*$/.exec(message)?.[1] ?? /([\w$-]{1,200})(?:"?\])?: /.exec(message)?.[1]

const positionKey = ({ file, line, column }: Problem): string => JSON.stringify([file, line, column])

/**
 * Collapses notes that depend on the unknown version of the server. Each code becomes one problem for the whole tree, at its first
 * position, with the count and the first other positions. Errors, and the codes `eachOf`, are not collapsed.
 */
export const collapseVersionNotes = (
  problems: readonly Problem[],
  eachOf: readonly RuleCode[] = [],
): readonly Problem[] => {
  const asked = problems.filter((problem) => isVersionRemark(problem) && !eachOf.some((code) => code === problem.code))
  const remarks = Map.groupBy(asked, ({ code }) => code)
  const repeated = [...remarks.values()].filter(({ length }) => length > 1)
  const left = new Set(repeated.flat())
  return [...problems.filter((problem) => !left.has(problem)), ...repeated.flatMap(collapsedNote)].toSorted(
    comparePlaces,
  )
}

const isVersionRemark = ({ code, severity }: Problem): boolean =>
  severity !== 'error' && codeEntry(code)?.isOfVersion === true

/** Codes about an upgrade to 2.0 (docs/upgrade-kestra.md). */
export const OF_UPGRADE: readonly RuleCode[] = ['removed-syntax', 'breaks-on-2', 'changes-on-2']

/** Limit of problems with one code and severity in one file; more of them have the same cause. */
const MOST_ALIKE = 100

/**
 * Collapses more than 100 problems of one code and severity in one file. The rest becomes one problem at the position of the first of them,
 * with a count: 20,000 equal keys do not make 8 MB of output.
 */
export const collapseRepeated = (problems: readonly Problem[]): readonly Problem[] => {
  const alike = Map.groupBy(problems, ({ file, code, severity }) => `${severity} ${code} ${file ?? ''}`)
  const many = [...alike.values()].filter(({ length }) => length > MOST_ALIKE)
  if (many.length === 0) return problems
  const sorted = many.map((same) => same.toSorted(comparePlaces).slice(MOST_ALIKE - 1))
  const collapsed = new Set(sorted.flat())
  return [...problems.filter((problem) => !collapsed.has(problem)), ...sorted.flatMap(countedRest)].toSorted(
    comparePlaces,
  )
}

const countedRest = (rest: readonly Problem[]): readonly Problem[] => {
  const [first] = rest
  if (first === undefined) return []
  const { hint: _, ...place } = first
  return [
    {
      ...place,
      message: `${first.message} And ${(rest.length - 1).toLocaleString('en-US')} more of this kind in the file.`,
    },
  ]
}

const MOST_MESSAGES = 4
const MOST_PLACES = 3

const collapsedNote = (remarks: readonly Problem[]): readonly Problem[] => {
  const sorted = remarks.toSorted(comparePlaces)
  const [first] = sorted
  if (first === undefined) return []
  const byMessage = [...Map.groupBy(sorted, ({ message }) => message)]
  const reported = byMessage
    .toSorted(([, a], [, b]) => b.length - a.length)
    .slice(0, MOST_MESSAGES)
    .map(([message, same]) => `${message} (${locationsOf(same)})`)
  const rest = byMessage.length - reported.length
  const more = rest > 0 ? [`${rest} more of this kind.`] : []
  const hint = `${first.hint ?? ''} This depends on the version of the server, which is not known, so it is reported once for the whole tree. With a server, or with its schema in the repository, each place is reported${OF_UPGRADE.some((code) => code === first.code) ? '; `validate` reports each place without them' : ''}.`
  return [{ ...first, message: [...reported, ...more].join(' '), hint: hint.trim() }]
}

const locationsOf = (problems: readonly Problem[]): string => {
  const shown = problems.slice(0, MOST_PLACES).map(({ file, line }) => `${file}${line === undefined ? '' : `:${line}`}`)
  const rest = problems.length - shown.length
  const locations = rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ')
  return problems.length === 1 ? locations : `${problems.length} places: ${locations}`
}
