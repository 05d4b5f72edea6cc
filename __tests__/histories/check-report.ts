import type { Outcome, ResourceOutcome } from '../../src/plan/plan.ts'
import type { Report } from '../../src/report/report.ts'
import { isWrite, type Passed } from '../support/gateway.ts'
import type { State } from './memory.ts'
import type { Snapshot } from './model-server.ts'
import type { Name } from './name.ts'
import { demand } from './world.ts'

export interface Reported {
  readonly report: Report
  readonly log: readonly Passed[]
  readonly before: Snapshot
  readonly after: Snapshot
  readonly desired: ReadonlyMap<Name, string>
  /** What others wrote while the run was under way: nothing can be said of it. */
  readonly disputed: ReadonlySet<Name>
}

export const nameOf = ({ kind, namespace, name }: Pick<ResourceOutcome, 'kind' | 'namespace' | 'name'>): Name =>
  `${kind} ${namespace} ${name}` as Name

/** `undefined` where nothing was written. */
export const outcomeOf = (report: Report): Outcome | undefined =>
  report.kind === 'outcome' ? report.outcome : undefined

/** What a run tells of itself must be so: per resource, and in sum. Nothing else may have changed. */
export const checkReport = ({ report, log, before, after, desired, disputed }: Reported): void => {
  const outcomes = new Map((outcomeOf(report)?.resources ?? []).map((resource) => [nameOf(resource), resource]))
  for (const name of new Set([...before.texts.keys(), ...after.texts.keys(), ...outcomes.keys()])) {
    if (disputed.has(name)) continue
    const outcome = outcomes.get(name)
    const wanted = outcome?.action === 'delete' ? undefined : desired.get(name)
    const [was, is] = [before.texts.get(name), after.texts.get(name)]
    demand(
      mayBe(outcome?.outcome, { was, is, wanted }),
      () => `${name}: ${outcome?.outcome ?? 'not reported'}, but ${reported(was)} became ${reported(is)}`,
    )
    checkRevision(name, outcome, after)
  }
  const results = [...outcomes.values()].map(({ outcome }) => outcome)
  if (results.length > 0) {
    const expected = results.every((result) => result === 'applied') ? 'deployed' : 'failed'
    demand(report.result === expected, () => `the result is ${report.result}, the outcomes are ${results.join(', ')}`)
  }
  const wrote = log.filter((passed) => isWrite(passed))
  if (report.result === 'refused' || report.result === 'invalid' || outcomeOf(report) === undefined)
    demand(wrote.length === 0, () => `${report.result} (${report.reason}), yet it wrote: ${lines(wrote)}`)
}

const mayBe = (
  outcome: ResourceOutcome['outcome'] | undefined,
  { was, is, wanted }: { readonly was: State; readonly is: State; readonly wanted: State },
): boolean => {
  if (outcome === 'applied' || outcome === 'unconfirmed') return is === wanted
  if (outcome === 'failed' || outcome === 'rollback-failed') return is === was || is === wanted
  return is === was
}

const checkRevision = (name: Name, outcome: ResourceOutcome | undefined, after: Snapshot): void => {
  const reported = outcome?.revision.after
  const isReported = outcome?.outcome === 'applied' || outcome?.outcome === 'rolled-back'
  if (!isReported || typeof reported !== 'number') return
  demand(
    after.revisions.get(name) === reported,
    () => `${name}: revision ${reported} told, ${after.revisions.get(name)} on the server`,
  )
}

export const reported = (state: State): string => (state === undefined ? 'nothing' : JSON.stringify(state))

export const lines = (log: readonly Passed[]): string =>
  log
    .map(
      ({ method, path, status, earlier }) => `${method} ${path} ${status}${earlier === 'passed' ? '' : ` ${earlier}`}`,
    )
    .join('; ')
