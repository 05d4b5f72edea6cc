import { isUserError, orUserError, type UserError } from '../../finding/user-error.ts'
import { seconds } from '../../text/lists.ts'
import type { CaseResult } from '../case-result.ts'
import { withMarker } from './marker.ts'
import { type CaseToRun, runCase } from './run-case.ts'
import { clearStage, putOnStage, type StagedResource, stageOf } from './stage.ts'
import { keepRecord, lookForOthers, type Sweeper } from './test-records.ts'

/** A case with the resources that it needs, in namespaces of its own. */
export interface StagedCase {
  readonly ran: CaseToRun
  readonly resources: readonly StagedResource[]
}

export interface TestRunner extends Sweeper {
  /** The marker of this run. */
  readonly marker: string
  /** Time limit for all cases together, in milliseconds. */
  readonly limitMs: number
  /** Called with each completed case. */
  readonly onResult: (result: CaseResult, done: number) => void
}

/** The results of a run. */
export interface TestRun {
  /** In the order of the cases. */
  readonly results: readonly CaseResult[]
  /** Sentences about what was removed or left. */
  readonly notices: readonly string[]
  /** Why the run stopped: the server is unavailable, or refused the record. */
  readonly failure: UserError | undefined
}

/** Number of concurrent cases; few enough for a small server. */
const AT_ONCE = 4
const LABELS = { 'kestra-gitops': 'test' }

/**
 * Writes each case to the server, runs and judges it, and removes it, four at a time. A record lists what is on the server, so the next
 * run can clean up if this one is killed. If the run must end, running cases are killed and removed.
 */
export const runCases = async (cases: readonly StagedCase[], runner: TestRunner): Promise<TestRun> => {
  const { client } = runner
  const sweep = await lookForOthers(runner)
  const stage = stageOf(cases.flatMap(({ resources }) => resources))
  const removeRecord = cases.length === 0 ? undefined : await keepRecord(client, runner.marker, stage)
  const results = new Map<StagedCase, CaseResult>()
  let left: readonly string[] = []
  const failure = await throughAll(cases, runner, (of, result, sentences) => {
    results.set(of, result)
    left = [...left, ...sentences]
    runner.onResult(result, results.size)
  })
  const notRun = `It was not run to its end: ${failure?.message ?? 'the run was ended.'}`
  const reported = cases.map((of) => results.get(of) ?? { ...of.ran.unknown, message: notRun })
  if (failure !== undefined) return { results: reported, notices: [...left, MAY_BE_LEFT], failure }
  // The record keeps what is still on the server.
  if (left.length === 0) await removeRecord?.()
  return { results: reported, notices: [...left, ...(await sweep())], failure }
}

const MAY_BE_LEFT =
  'Namespaces `kestra-gitops-test-…` of this run may still be on the server: the next test run removes them.'

type ReportResult = (of: StagedCase, result: CaseResult, left: readonly string[]) => void

/** Runs all cases. Returns the error that stopped the run. */
const throughAll = async (
  cases: readonly StagedCase[],
  runner: TestRunner,
  report: ReportResult,
): Promise<UserError | undefined> => {
  const end = runner.now() + runner.limitMs
  const waiting = [...cases]
  let failure: UserError | undefined
  const work = async (): Promise<void> => {
    for (let of = waiting.shift(); of !== undefined && failure === undefined; of = waiting.shift()) {
      if (runner.signal.aborted) return
      const left = end - runner.now()
      const message = `It was not begun: all of the ${seconds(runner.limitMs)} for the tests were over.`
      if (left <= 0) report(of, { ...of.ran.unknown, message }, [])
      else await stepOf(of, left, runner, report)
    }
  }
  const outcomes = await Promise.allSettled(
    Array.from({ length: AT_ONCE }, async () => {
      const ended = await orUserError(work())
      if (isUserError(ended)) failure ??= ended
    }),
  )
  const defect = outcomes.find(({ status }) => status === 'rejected')
  if (defect?.status === 'rejected') throw defect.reason
  return failure
}

const stepOf = async (of: StagedCase, leftMs: number, runner: TestRunner, report: ReportResult): Promise<void> => {
  const { client, now, signal, marker } = runner
  const ran = { ...of.ran, timeoutMs: Math.min(of.ran.timeoutMs, leftMs) }
  const refused = await putOnStage(
    client,
    of.resources.map((resource) => withMarker(resource, marker)),
  )
  const { result } =
    refused === undefined
      ? await runCase(ran, { client, now, signal, labels: LABELS })
      : { result: { ...ran.unknown, message: `The server does not take what the case needs: ${refused}` } }
  const left = await clearStage(client, stageOf(of.resources), runner)
  // The execution was removed with the namespaces of the case.
  report(of, { ...result, execution: undefined }, left)
}
