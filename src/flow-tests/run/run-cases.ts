import { isUserError, orUserError, type UserError } from '../../finding/user-error.ts'
import { seconds } from '../../text/lists.ts'
import type { CaseResult } from '../case-result.ts'
import { withMarker } from './marker.ts'
import { type CaseToRun, runCase } from './run-case.ts'
import { clearStage, putOnStage, type StagedResource, stageOf } from './stage.ts'
import { keepRecord, lookForOthers, type Sweeper } from './test-records.ts'

/** A case and what it needs, in namespaces of its own. */
export interface StagedCase {
  readonly ran: CaseToRun
  readonly resources: readonly StagedResource[]
}

export interface TestRunner extends Sweeper {
  /** Of this run. */
  readonly marker: string
  /** For all cases together, in milliseconds. */
  readonly limitMs: number
  /** Told of each case that is through. */
  readonly onResult: (result: CaseResult, done: number) => void
}

/** What came of a run. */
export interface TestRun {
  /** In the order of the cases. */
  readonly results: readonly CaseResult[]
  /** On what was removed or left. */
  readonly notices: readonly string[]
  /** Why it broke off: the server is gone, or refused the record. */
  readonly failure: UserError | undefined
}

/** Cases run side by side: few enough for a small server. */
const AT_ONCE = 4
const LABELS = { 'kestra-gitops': 'test' }

/**
 * Puts each case on the server, runs and judges it, and removes it again, four at a time. What is on the server stands in a record that the next run
 * finds, should this one be killed; when it is told to end, what runs is killed and removed.
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
  // What is still there stays in the record.
  if (left.length === 0) await removeRecord?.()
  return { results: reported, notices: [...left, ...(await sweep())], failure }
}

const MAY_BE_LEFT =
  'Namespaces `kestra-gitops-test-…` of this run may still be on the server: the next test run removes them.'

type ReportResult = (of: StagedCase, result: CaseResult, left: readonly string[]) => void

/** The error in which the run broke off. */
const throughAll = async (
  cases: readonly StagedCase[],
  runner: TestRunner,
  tell: ReportResult,
): Promise<UserError | undefined> => {
  const end = runner.now() + runner.limitMs
  const waiting = [...cases]
  let failure: UserError | undefined
  const work = async (): Promise<void> => {
    for (let of = waiting.shift(); of !== undefined && failure === undefined; of = waiting.shift()) {
      if (runner.signal.aborted) return
      const left = end - runner.now()
      const message = `It was not begun: all of the ${seconds(runner.limitMs)} for the tests were over.`
      if (left <= 0) tell(of, { ...of.ran.unknown, message }, [])
      else await stepOf(of, left, runner, tell)
    }
  }
  const settled = await Promise.allSettled(
    Array.from({ length: AT_ONCE }, async () => {
      const ended = await orUserError(work())
      if (isUserError(ended)) failure ??= ended
    }),
  )
  const defect = settled.find(({ status }) => status === 'rejected')
  if (defect?.status === 'rejected') throw defect.reason
  return failure
}

const stepOf = async (of: StagedCase, leftMs: number, runner: TestRunner, tell: ReportResult): Promise<void> => {
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
  // It is gone with all that the case had.
  tell(of, { ...result, execution: undefined }, left)
}
