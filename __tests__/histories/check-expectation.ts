import { planOf } from '../../src/report/report.ts'
import { isWrite } from '../support/gateway.ts'
import { lines, nameOf, outcomeOf, type Reported, reported } from './check-report.ts'
import type { Expectation } from './expectation.ts'
import type { Verdict } from './judge.ts'
import type { Name } from './name.ts'
import { demand } from './world.ts'

/** An undisturbed run must do what the oracle says, no more and no less, and name the classes as docs/decisions.md does. */
export const checkExpectation = (expectation: Expectation, ran: Reported): void => {
  const { report, before, after, desired } = ran
  if (report.result === 'refused') {
    demand(expectation.refusal !== 'no', () => `refused without a reason: ${report.message}`)
    return
  }
  demand(report.result !== 'failed' && report.result !== 'invalid', () => `${report.result}: ${report.message}`)
  demand(expectation.refusal !== 'certainly', () => `not refused: ${report.result}. ${expected(expectation)}`)
  const changes = new Map((planOf(report)?.resources ?? []).map((resource) => [nameOf(resource), resource.change]))
  for (const [name, verdicts] of expectation.verdicts) {
    const reached = after.texts.get(name)
    const fitting = verdicts.filter(
      ({ effect }) => reached === afterEffect(effect, before.texts.get(name), desired.get(name)),
    )
    demand(
      fitting.length > 0,
      () => `${name}: ${reported(before.texts.get(name))} became ${reported(reached)}; expected ${said(verdicts)}`,
    )
    const change = changes.get(name)
    demand(
      fitting.some((verdict) => isCalled(verdict, change)),
      () => `${name} is called ${change}; expected ${said(fitting)}`,
    )
  }
  const writes = ran.log.filter((passed) => isWrite(passed) && !passed.path.endsWith('/kv/kestra-gitops'))
  const touched = (outcomeOf(report)?.resources ?? []).length
  demand(writes.length === touched, () => `${touched} resources told, but written: ${lines(writes)}`)
}

const afterEffect = (effect: Verdict['effect'], before: string | undefined, desired: string | undefined) => {
  if (effect === 'none') return before
  return effect === 'desired' ? desired : undefined
}

/** What is left alone need not be shown, and what is gone cannot be. */
const isCalled = ({ change, effect }: Verdict, called: string | undefined): boolean => {
  if (called === undefined) return ['unchanged', 'unmanaged', 'gone'].includes(change)
  return called === change || (effect === 'none' && called === 'delete' && change === 'unmanaged')
}

const said = (verdicts: readonly Verdict[]): string =>
  verdicts.map(({ change, effect, isRefused }) => `${change}→${isRefused ? 'refused' : effect}`).join(' or ')

const expected = ({ verdicts }: Expectation): string =>
  [...verdicts].map(([name, some]: [Name, readonly Verdict[]]) => `${name}: ${said(some)}`).join('; ')
