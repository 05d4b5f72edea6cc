import { comparePlaces, type Problem } from './problem.ts'
import { codeEntry, type ProblemCode } from './problem-codes.ts'

/**
 * Several checks' problems as one list, in the order of files and places. What an earlier list tells at the same
 * place is not told again: the server repeats what the offline rules found, in other words, and thereby makes it its own, as an error where
 * it says so. A file whose YAML cannot be read gets no second verdict on that, nor does the value of a key that is not text.
 */
export const mergeProblems = (lists: readonly (readonly Problem[])[]): readonly Problem[] => {
  const kept: Problem[] = []
  const reported = new Map<string, Map<string, Problem>>()
  const unreadable = new Map<string | undefined, Problem>()
  const confirmed = new Set<Problem>()
  const isNew = (problem: Problem): boolean => {
    const same = sameIn([...(reported.get(placeOf(problem))?.values() ?? [])], problem) ?? unreadableAs(problem)
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
        const alike = reported.get(placeOf(problem)) ?? new Map<string, Problem>()
        if (!alike.has(likenessOf(problem))) alike.set(likenessOf(problem), problem)
        reported.set(placeOf(problem), alike)
      }
      if (UNREADABLE_CODES.has(problem.code) && !unreadable.has(problem.file)) unreadable.set(problem.file, problem)
    }
  }
  return kept
    .map((problem): Problem => (confirmed.has(problem) ? { ...problem, source: 'server', severity: 'error' } : problem))
    .toSorted(comparePlaces)
}

/** Of each the server says that it cannot read the YAML, at a place of its own. */
const UNREADABLE_CODES: ReadonlySet<string> = new Set([
  ...['yaml-syntax', 'merge-conflict', 'tab-indentation', 'complex-key', 'unreadable-number', 'nested-too-deep'],
])

/** What a schema or a server says of a key or a value for which it has no rule: in its words, whatever is wrong. */
const GENERIC_CODES: ReadonlySet<string> = new Set(['server-invalid', 'wrong-type', 'unknown-type', 'unknown-property'])

/** What is missing stands at the node, where others stand as well. */
const ABSENCE_CODES: ReadonlySet<string> = new Set(['missing-property', 'empty-tasks'])

/** What own checks say of a value of which they are not sure that a server refuses it. */
const VALUE_CODES: ReadonlySet<string> = new Set(['wrong-type', 'invalid-value', 'value-read-differently'])

const GRAVITY = { info: 0, warning: 1, error: 2 } as const

/** Of those at the place of `later` the one that tells the same; where `later` is an error of the server, it may tell it less gravely. */
const sameIn = (here: readonly Problem[], later: Problem): Problem | undefined => {
  const same = here.find((earlier) => GRAVITY[earlier.severity] >= GRAVITY[later.severity] && isSame(earlier, later))
  if (same !== undefined || later.source !== 'server' || later.severity !== 'error') return same
  return here.find(
    (earlier) =>
      (earlier.code === later.code && isSameAbsence(earlier, later)) ||
      (VALUE_CODES.has(earlier.code) && GENERIC_CODES.has(later.code)),
  )
}

/** Of two problems at one place. */
const isSame = (earlier: Problem, later: Problem): boolean => {
  if (earlier.severity !== 'error') return earlier.code === later.code
  if (!ABSENCE_CODES.has(earlier.code)) return earlier.code === later.code || GENERIC_CODES.has(later.code)
  return ABSENCE_CODES.has(later.code) && isSameAbsence(earlier, later)
}

/** True also where they do not name the property that is missing. */
const isSameAbsence = (earlier: Problem, later: Problem): boolean => {
  if (!ABSENCE_CODES.has(earlier.code)) return true
  const [known, reported] = [missingProperty(earlier), missingProperty(later)]
  return known === undefined || reported === undefined || known === reported
}

/** All that `sameIn` looks at: of thousands at one place that are alike in it, one stands for all. */
const likenessOf = (problem: Problem): string =>
  JSON.stringify([
    problem.severity,
    problem.code,
    ...(ABSENCE_CODES.has(problem.code) ? [missingProperty(problem)] : []),
  ])

/** From ``This task has no `id`.`` and from the server's `load.message: must not be null`. */
const missingProperty = ({ message }: Problem): string | undefined =>
  /`([^`]+)`[^`]*$/.exec(message)?.[1] ?? /([\w$-]{1,200})(?:"?\])?: /.exec(message)?.[1]

const placeOf = ({ file, line, column }: Problem): string => JSON.stringify([file, line, column])

/**
 * The problems where the version of the server is not known: a remark that only some versions give cause for is told once for the
 * whole tree, at its first place, with the number and the first of the others. Errors stay as they are: each is for somebody
 * to mend. So are those of the codes `eachOf`.
 */
export const collapseVersionNotes = (
  problems: readonly Problem[],
  eachOf: readonly ProblemCode[] = [],
): readonly Problem[] => {
  const asked = problems.filter((problem) => isVersionRemark(problem) && !eachOf.some((code) => code === problem.code))
  const remarks = Map.groupBy(asked, ({ code }) => code)
  const repeated = [...remarks.values()].filter(({ length }) => length > 1)
  const left = new Set(repeated.flat())
  return [...problems.filter((problem) => !left.has(problem)), ...repeated.flatMap(asOne)].toSorted(comparePlaces)
}

const isVersionRemark = ({ code, severity }: Problem): boolean =>
  severity !== 'error' && codeEntry(code)?.isOfVersion === true

/** What an upgrade to 2.0 asks for (docs/upgrade-kestra.md). */
export const OF_UPGRADE: readonly ProblemCode[] = ['removed-syntax', 'breaks-on-2', 'changes-on-2']

/** Of one code and severity in one file: who mends a hundred has found the cause. */
const MOST_ALIKE = 100

/**
 * Of more than 100 problems of one code and severity in one file the first are told, and the rest as one at the place of the first
 * of them, counted: 20,000 equal keys are one fault and no 8 MB of output.
 */
export const collapseRepeated = (problems: readonly Problem[]): readonly Problem[] => {
  const alike = Map.groupBy(problems, ({ file, code, severity }) => `${severity} ${code} ${file ?? ''}`)
  const many = [...alike.values()].filter(({ length }) => length > MOST_ALIKE)
  if (many.length === 0) return problems
  const sorted = many.map((same) => same.toSorted(comparePlaces).slice(MOST_ALIKE - 1))
  const untold = new Set(sorted.flat())
  return [...problems.filter((problem) => !untold.has(problem)), ...sorted.flatMap(asCount)].toSorted(comparePlaces)
}

const asCount = (rest: readonly Problem[]): readonly Problem[] => {
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

const asOne = (remarks: readonly Problem[]): readonly Problem[] => {
  const sorted = remarks.toSorted(comparePlaces)
  const [first] = sorted
  if (first === undefined) return []
  const byMessage = [...Map.groupBy(sorted, ({ message }) => message)]
  const reported = byMessage
    .toSorted(([, a], [, b]) => b.length - a.length)
    .slice(0, MOST_MESSAGES)
    .map(([message, places]) => `${message} (${locationsOf(places)})`)
  const rest = byMessage.length - reported.length
  const more = rest > 0 ? [`${rest} more of the kind.`] : []
  const hint = `${first.hint ?? ''} It depends on the version of the server, which is not known here; so it is told once for the whole tree. With a server, or with its schema in the repository, each place is told${OF_UPGRADE.some((code) => code === first.code) ? '; `validate` tells each without them' : ''}.`
  return [{ ...first, message: [...reported, ...more].join(' '), hint: hint.trim() }]
}

const locationsOf = (problems: readonly Problem[]): string => {
  const shown = problems.slice(0, MOST_PLACES).map(({ file, line }) => `${file}${line === undefined ? '' : `:${line}`}`)
  const rest = problems.length - shown.length
  const places = rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ')
  return problems.length === 1 ? places : `${problems.length} places: ${places}`
}
