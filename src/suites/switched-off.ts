import type { Problem } from '../finding/problem.ts'
import { makeProblem } from '../finding/problem-codes.ts'
import { counted, listed } from '../text/lists.ts'
import { valueAt } from '../yaml/map-value.ts'
import type { Suite, SuiteCase } from './suite.ts'

/** The suites before and after a change, each list sorted by file, and facts about the tree after it. */
export interface SuitesOfChange {
  readonly base: readonly Suite[]
  readonly now: readonly Suite[]
  /** True for a flow of the tree after the change. */
  readonly hasFlow: (namespace: string, id: string) => boolean
  /** True for a file of the tree after the change. */
  readonly hasFile: (file: string) => boolean
  /** True for a suite that the settings of this run allow. */
  readonly isAllowed: (suite: Suite) => boolean
}

/**
 * Reports a warning for each suite of the base with a case that ran and no longer runs: the suite is deleted, hidden, emptied, disabled or
 * excluded, or the case is removed or disabled. A case that was moved or renamed and still tests its flow is not reported. The order is
 * that of `base`.
 */
export const findSwitchedOff = (change: SuitesOfChange): readonly Problem[] => {
  const lost = Map.groupBy(lostCases(change), ({ suite }) => suite)
  const counterpartOf = counterparts(change.now)
  return [...lost].map(([suite, cases]) => {
    const { file } = suite
    const names = cases.map(({ of }) => of.id)
    return makeProblem('suite-switched-off', {
      message: `⚠️ Suite \`${suite.namespace}.${suite.id}\` (${file}) ${lossText(suite, names, { change, counterpart: counterpartOf(suite) })}`,
      ...(change.hasFile(file) ? { file, position: { line: 1, column: 1 } } : {}),
    })
  })
}

/** A case that a run executes. */
interface PlayedCase {
  readonly suite: Suite
  readonly of: SuiteCase
}

const playedCases = (suites: readonly Suite[], isAllowed: SuitesOfChange['isAllowed']): readonly PlayedCase[] =>
  suites
    .filter((suite) => !suite.isDisabled && isAllowed(suite))
    .flatMap((suite) => suite.cases.filter(({ isDisabled }) => !isDisabled).map((of) => ({ suite, of })))

/** The played cases of the base without a counterpart in the change. Cases with the same names are paired first, then moved ones. */
const lostCases = ({ base, now, hasFlow, isAllowed }: SuitesOfChange): readonly PlayedCase[] => {
  const exact = new Pool(playedCases(now, isAllowed), (played) => [exactKey(played)])
  const missing = playedCases(base, isAllowed).filter((played) => !exact.takes([exactKey(played)]))
  const moved = new Pool(exact.left(), (played) => ['', flowKey(played)].flatMap((flow) => moveKeys(played, flow)))
  return missing.filter((played) => {
    const { namespace, flowId } = played.suite
    return !moved.takes(moveKeys(played, hasFlow(namespace, flowId) ? flowKey(played) : ''))
  })
}

const flowKey = ({ suite: { namespace, flowId } }: PlayedCase): string => JSON.stringify([namespace, flowId])

const exactKey = (played: PlayedCase): string =>
  JSON.stringify([played.suite.use, flowKey(played), played.suite.id, played.of.id])

/** Keys that a case keeps after a move, the most certain first. `flow` is empty if the flow itself moved. */
const moveKeys = ({ suite, of }: PlayedCase, flow: string): readonly string[] =>
  [
    ['names', suite.id, of.id],
    ['path', suite.file, of.id],
    ['content', valueAt(suite.document.value, of.path)],
  ].map((key) => JSON.stringify([suite.use, flow, key]))

/** Cases by their keys. Each case can be taken once. */
class Pool {
  readonly #byKey = new Map<string, PlayedCase[]>()
  readonly #left: Set<PlayedCase>

  constructor(cases: readonly PlayedCase[], keysOf: (played: PlayedCase) => readonly string[]) {
    this.#left = new Set(cases)
    // The last of a list is taken first.
    for (const played of cases.toReversed())
      for (const key of keysOf(played)) {
        const known = this.#byKey.get(key)
        if (known === undefined) this.#byKey.set(key, [played])
        else known.push(played)
      }
  }

  /** Takes a case with the first matching key. Returns false if no case matches. */
  takes(keys: readonly string[]): boolean {
    return keys.some((key) => {
      const found = this.#byKey.get(key) ?? []
      for (let played = found.pop(); played !== undefined; played = found.pop())
        if (this.#left.delete(played)) return true
      return false
    })
  }

  /** The cases that were not taken. */
  left(): readonly PlayedCase[] {
    return [...this.#left]
  }
}

/** Finds the suite of the change with the file or the names of a suite of the base. */
const counterparts = (now: readonly Suite[]): ((suite: Suite) => Suite | undefined) => {
  const byName = new Map(now.map((suite) => [JSON.stringify([suite.namespace, suite.id]), suite]))
  const byFile = new Map(now.map((suite) => [suite.file, suite]))
  return ({ namespace, id, file }) => byFile.get(file) ?? byName.get(JSON.stringify([namespace, id]))
}

/** The rest of a sentence that begins with the suite: how much of it no longer runs, and the cause if there is a single one. */
const lossText = (
  suite: Suite,
  names: readonly string[],
  { change, counterpart }: { readonly change: SuitesOfChange; readonly counterpart: Suite | undefined },
): string => {
  const cause = causeOf(suite, change, counterpart)
  if (cause !== undefined) return `no longer runs: ${cause}.`
  const played = suite.cases.filter(({ isDisabled }) => !isDisabled).length
  return `no longer runs ${names.length} of ${counted(played, 'case')}, each removed or disabled: ${listed(names.map((name) => `\`${name}\``))}.`
}

const causeOf = (
  { file, use, namespace, flowId }: Suite,
  { hasFile, isAllowed }: SuitesOfChange,
  counterpart: Suite | undefined,
): string | undefined => {
  if (counterpart === undefined)
    return hasFile(file) ? 'its file is hidden, excluded or not a suite any more' : 'its file was deleted'
  if (counterpart.isDisabled) return 'it is disabled'
  if (!isAllowed(counterpart)) return '`namespaces` excludes it'
  if (counterpart.use !== use)
    return `its folder makes it a ${counterpart.use === 'smoke' ? 'smoke suite' : 'flow test'}`
  if (counterpart.namespace !== namespace || counterpart.flowId !== flowId)
    return `it tests another flow, \`${counterpart.namespace}.${counterpart.flowId}\``
  return counterpart.cases.length === 0 ? 'it has no case' : undefined
}
