import { isUserError, orUserError } from '../finding/user-error.ts'
import { fileInputs } from '../flow/declarations.ts'
import { type CaseResult, caseName } from '../flow-tests/case-result.ts'
import { type CaseToRun, caseToRun } from '../flow-tests/run/run-case.ts'
import type { KestraClient } from '../kestra/client.ts'
import type { Refusal, ResourceOutcome } from '../plan/plan.ts'
import { resourceKey } from '../resource/resource.ts'
import type { States } from '../state/read-states.ts'
import type { RunOptions } from '../state/run-options.ts'
import { chooseSmoke, runSmoke, type SmokeCase, type SmokeRuns } from './smoke.ts'

/** Verifies a deploy with smoke runs, and returns the notices to report afterwards. */
export interface SmokeVerification {
  readonly verify: (applied: readonly ResourceOutcome[]) => Promise<Refusal | undefined>
  readonly results: () => readonly CaseResult[]
  readonly notices: () => readonly string[]
}

interface SmokeContext {
  readonly client: KestraClient
  readonly resourceStates: States
  readonly run: RunOptions
}

/** The verification that a deploy must pass; `undefined` if none is requested. A preview runs nothing. */
export const smokeVerification = (context: SmokeContext): SmokeVerification | undefined => {
  const { settings } = context.run
  if (!settings.runsSmoke || settings.preview !== undefined) return undefined
  let results: readonly CaseResult[] = []
  let notices: readonly string[] = []
  return {
    results: () => results,
    notices: () => notices,
    verify: async (applied) => {
      const { chosen, skipped } = choose(applied, context.resourceStates)
      results = skipped
      if (chosen.length + skipped.length === 0) notices = [NO_SUITE]
      const cases = chosen.map((one) => placed(one, applied, context.resourceStates))
      const runs = await orUserError(runAll(cases, context))
      if (isUserError(runs)) return { reason: runs.reason, message: runs.message }
      results = [...runs.results, ...skipped]
      notices = [...notices, ...runs.notices]
      return verificationFailure(runs, context.run)
    },
  }
}

const NO_SUITE = 'No smoke run: no suite in a folder `smoke` is about a flow that this deploy touched.'

const runAll = (cases: readonly CaseToRun[], { client, run }: SmokeContext): Promise<SmokeRuns> =>
  runSmoke(cases, {
    client,
    ...{ now: run.runtime.now, signal: run.runtime.signal, keep: run.settings.smokeKeep },
    onProgress: (done, total) => run.log.progress(`Smoke runs: ${done} of ${total}`),
  })

const choose = (applied: readonly ResourceOutcome[], { git }: States) =>
  chooseSmoke(git.suites, new Set(applied.map(resourceKey)), {
    flows: git.flows,
    // Other flows may have read deleted resources.
    resources: [...git.desired.resources, ...applied],
  })

/** The case with the location of its flow: the written revision if the deploy wrote the flow. */
const placed = ({ suite, of }: SmokeCase, applied: readonly ResourceOutcome[], { git }: States): CaseToRun => {
  const { namespace, flowId } = suite
  const document = git.flows.find((flow) => flow.namespace === namespace && flow.id === flowId)?.document
  const written = applied.find(
    ({ kind, ...flow }) => kind === 'flow' && flow.namespace === namespace && flow.name === flowId,
  )
  return caseToRun(suite, of, {
    namespace,
    revision: written?.revision.after ?? undefined,
    fileInputs: fileInputs(document?.value),
    givenTasks: new Set(),
  })
}

const verificationFailure = (
  { failed, results }: SmokeRuns,
  { runtime, settings }: RunOptions,
): Refusal | undefined => {
  const [first] = failed
  if (first !== undefined)
    return { reason: 'smoke-failed', message: `${failedText(first, failed, results)} ${UNDONE[settings.onFailure]}` }
  if (!runtime.signal.aborted || !isUserError(runtime.signal.reason)) return undefined
  return {
    reason: runtime.signal.reason.reason,
    message: `${runtime.signal.reason.message} ${UNPROVED[settings.onFailure]}`,
  }
}

const failedText = (first: CaseResult, failed: readonly CaseResult[], results: readonly CaseResult[]): string => {
  const why = first.message ?? 'An assertion does not hold.'
  const task = first.failedTask === undefined ? '' : ` Task \`${first.failedTask.taskId}\` failed.`
  return `The smoke run \`${caseName(first)}\` failed (${failed.length} of ${results.length}): ${why}${task}`
}

const UNDONE = {
  rollback: 'The changes of this deploy are rolled back.',
  stop: 'The changes of this deploy stay.',
} as const

const UNPROVED = {
  rollback: 'Smoke runs had not passed by then, so its changes are rolled back.',
  stop: 'Smoke runs had not passed by then; its changes stay.',
} as const
