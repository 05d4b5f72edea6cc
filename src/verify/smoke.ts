import { isUserError } from '../finding/user-error.ts'
import type { CaseResult } from '../flow-tests/case-result.ts'
import { flowReach, type TreeOfTests, touchedSuites } from '../flow-tests/flow-reach.ts'
import { type CaseRun, type CaseToRun, runCase, unknownResult } from '../flow-tests/run/run-case.ts'
import type { KestraClient } from '../kestra/client.ts'
import { hasEnded } from '../kestra/executions/execution.ts'
import { deleteExecution } from '../kestra/executions/executions.ts'
import { executionsBegunBy } from '../kestra/executions/search-executions.ts'
import type { ResourceKey } from '../resource/resource.ts'
import type { Suite, SuiteCase } from '../suites/suite.ts'
import { seconds } from '../text/lists.ts'
import { isDisabled } from '../yaml/map-value.ts'

/** A case of a smoke suite to run. */
export interface SmokeCase {
  readonly suite: Suite
  readonly of: SuiteCase
}

export interface SmokeChoice {
  readonly chosen: readonly SmokeCase[]
  /** Cases that are not run although their flow was touched, with the reason. */
  readonly skipped: readonly CaseResult[]
}

/**
 * Selects the cases of smoke suites whose flow the deploy affected: it wrote the flow, a flow that this one calls directly or
 * indirectly, or a file or pair that one of them reads. Only flows on the server count. `tree`: the tree after the deploy, with deleted
 * resources.
 */
export const chooseSmoke = (
  suites: readonly Suite[],
  written: ReadonlySet<ResourceKey>,
  tree: TreeOfTests,
): SmokeChoice => {
  const documents = new Map(tree.flows.map(({ namespace, id, document }) => [`${namespace}/${id}`, document]))
  const documentOf = ({ namespace, flowId }: Suite) => documents.get(`${namespace}/${flowId}`)
  const there = suites.filter((suite) => suite.use === 'smoke' && documentOf(suite) !== undefined)
  const touched = touchedSuites(there, flowReach(tree), { isChanged: () => false, resources: written })
  const cases = touched.flatMap((suite) =>
    suite.cases.map((of) => ({ suite, of, message: whySkipped(suite, of, isDisabled(documentOf(suite)?.value)) })),
  )
  return {
    chosen: cases.filter(({ message }) => message === undefined),
    skipped: cases.flatMap(({ suite, of, message }): CaseResult[] =>
      message === undefined ? [] : [{ ...unknownResult(suite, of), verdict: 'skipped', message }],
    ),
  }
}

const whySkipped = (suite: Suite, of: SuiteCase, isOff: boolean): string | undefined => {
  if (suite.isDisabled) return 'Its suite is disabled.'
  if (of.isDisabled) return 'It is disabled.'
  if (isOff) return 'Its flow is disabled.'
  const hasFixtures = of.tasks.length > 0 || of.trigger !== undefined || Object.keys(of.files).length > 0
  return hasFixtures ? 'A smoke run has no fixtures but inputs: the flow runs as it was deployed.' : undefined
}

/** Which executions of smoke runs stay on the server. */
export type SmokeKeep = 'failed' | 'all' | 'none'

export interface SmokeOptions {
  readonly client: KestraClient
  readonly now: () => number
  /** Aborted: running executions are killed, and none is started. */
  readonly signal: AbortSignal
  readonly keep: SmokeKeep
  /** Called with the number of ended cases and the number of all cases. */
  readonly onProgress: (done: number, total: number) => void
}

export interface SmokeRuns {
  readonly results: readonly CaseResult[]
  /** Results which show that the deployed flows do not work. */
  readonly failed: readonly CaseResult[]
  /** Sentences about runs that the server did not allow, and executions that could not be removed. */
  readonly notices: readonly string[]
}

/** Number of concurrent runs. Few, because the deploy waits for them. */
const WIDTH = 4
const MOST_RUNS = 100
const LONGEST_IN_ALL_MS = 600_000
const LABELS = { 'kestra-gitops': 'smoke' }

/**
 * Runs cases on the deployed flows, four at a time, until one fails. Then it kills the running ones and starts none. Removes executions
 * and those that they started, as `keep` says. Throws `UserError` if the server is unavailable.
 */
export const runSmoke = async (cases: readonly CaseToRun[], options: SmokeOptions): Promise<SmokeRuns> => {
  const { now, signal } = options
  const stop = new AbortController()
  const ends = AbortSignal.any([signal, stop.signal])
  const end = now() + LONGEST_IN_ALL_MS
  const runs = new Map<CaseToRun, CaseRun>()
  const waiting = cases.slice(0, MOST_RUNS)
  const next = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined && !ends.aborted && now() < end; one = waiting.shift()) {
      const timeoutMs = Math.min(one.timeoutMs, end - now())
      const run = await runCase({ ...one, timeoutMs }, { ...options, signal: ends, labels: LABELS })
      runs.set(one, ends.aborted && isKilled(run) ? killed(run) : run)
      options.onProgress(runs.size, cases.length)
      if (isFailure(runs.get(one))) stop.abort()
    }
  }
  await Promise.all(Array.from({ length: WIDTH }, next))
  const removed = await removeAll([...runs.values()], options)
  const whyNot = whyNotBegun(signal.aborted, stop.signal.aborted)
  return {
    results: cases.map((one) => {
      const run = runs.get(one)
      if (run === undefined) return { ...one.unknown, verdict: 'skipped', message: whyNot }
      const isThere = run.execution !== undefined && !removed.ids.has(run.execution.id)
      return { ...run.result, execution: isThere ? run.result.execution : undefined }
    }),
    failed: [...runs.values()].filter(isFailure).map(({ result }) => result),
    notices: [...unknownIn([...runs.values()]), ...removed.notices],
  }
}

const isFailure = (run: CaseRun | undefined): boolean =>
  run?.isUnknown === false && (run.result.verdict === 'failed' || run.result.verdict === 'error')

/** True if the execution had not ended when it was last read. */
const isKilled = ({ execution }: CaseRun): boolean => execution !== undefined && !hasEnded(execution)

const killed = (run: CaseRun): CaseRun => ({
  ...run,
  result: { ...run.result, verdict: 'skipped', message: 'It was killed because the smoke runs were ended.' },
})

const whyNotBegun = (isCancelled: boolean, hasFailed: boolean): string => {
  if (isCancelled) return 'Not begun: the run was ended.'
  if (hasFailed) return 'Not begun: another one had failed.'
  return `Not begun: a deploy runs at most ${MOST_RUNS}, and no longer than ${seconds(LONGEST_IN_ALL_MS)}.`
}

/** One sentence about cases whose result is not known. */
const unknownIn = (runs: readonly CaseRun[]): readonly string[] => {
  const unknown = runs.filter(({ isUnknown }) => isUnknown)
  const [first] = unknown
  if (first === undefined) return []
  return [`${unknown.length} of ${runs.length} smoke runs could not be judged: ${first.result.message ?? ''}`]
}

const staysFor: Readonly<Record<SmokeKeep, (run: CaseRun) => boolean>> = {
  all: () => true,
  failed: isFailure,
  none: () => false,
}

/** Removes executions. A failure gives a notice and does not fail the run. */
const removeAll = async (runs: readonly CaseRun[], { client, keep }: SmokeOptions) => {
  const ids = new Set<string>()
  const notices: string[] = []
  for (const run of runs) {
    if (run.execution === undefined || staysFor[keep](run)) continue
    try {
      for (const begun of await executionsBegunBy(client, run.execution)) await deleteExecution(client, begun)
      await deleteExecution(client, run.execution.id)
      ids.add(run.execution.id)
    } catch (error) {
      if (!isUserError(error) || client.http.unavailableError() !== undefined) throw error
      notices.push(`The execution ${run.execution.id} of a smoke run was not removed: ${error.message}`)
    }
  }
  return { ids, notices }
}
