import { describe, expect, it } from 'vitest'
import {
  type FlowHistory,
  historyOf,
  orderByRuns,
  type PastExecution,
  wholePeriod,
} from '../../src/plan/flow-history.ts'
import { sortResources } from '../../src/plan/plan.ts'
import { aDeletion, aPlannedResource } from '../render/factories.ts'

const NOW = Date.UTC(2026, 10, 25, 12)
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const daily = { namespace: 'company.team', flow: 'daily' }

const execution = (minutesAgo: number, overrides: Partial<PastExecution & { readonly took: number }> = {}) => {
  const { took = 4_000, ...rest } = overrides
  const began = NOW - minutesAgo * MINUTE
  return { ...daily, state: 'SUCCESS', began, ended: began + took, ...rest }
}

const history = (executions: readonly PastExecution[], periodMs = 30 * DAY): FlowHistory | undefined =>
  historyOf([daily], executions, { now: NOW, periodMs })[0]

describe('the history of a flow', () => {
  it('counts its executions in the period, and those that failed', () => {
    const others = [execution(1, { flow: 'other' }), execution(1, { namespace: 'company' }), execution(31 * 24 * 60)]
    const states = ['SUCCESS', 'WARNING', 'KILLED', 'FAILED', 'RUNNING']
    const own = states.map((state, index) => execution(index + 5, { state }))
    expect(history([...others, ...own.toReversed()])).toEqual({
      ...{ ...daily, days: 30, executions: 5, failed: 1, medianSeconds: 4 },
      ...{ last: '2026-11-25T11:55:00.000Z', lastState: 'SUCCESS' },
    })
    expect(history(own, 7 * MINUTE)).toMatchObject({ executions: 3, failed: 0 })
  })

  it('has the median of those that ended', () => {
    const medianOf = (...durations: readonly number[]) =>
      history([...durations.map((took) => execution(1, { took })), execution(2, { ended: undefined })])?.medianSeconds
    expect(medianOf(9_000, 1_000, 2_000)).toBe(2)
    expect(medianOf(1_000, 100_000, 2_000, 5_000)).toBe(3.5)
    expect(medianOf()).toBeNull()
  })

  it('is known of a flow that did not run', () => {
    expect(history([])).toEqual({
      ...{ ...daily, days: 30, executions: 0, failed: 0, medianSeconds: null },
      ...{ last: null, lastState: null },
    })
  })
})

it.each([
  [30 * DAY, 30 * DAY],
  [3.6 * DAY, 3 * DAY],
  [1.99 * DAY, 47 * 60 * MINUTE],
  [119.5 * MINUTE, 119 * MINUTE],
  [119_999, 119_000],
  [1_999, 1_000],
  [999, 0],
])('a period of %i ms is counted for %i ms', (covered, counted) => {
  expect(wholePeriod(covered)).toBe(counted)
})

it('a plan lists first what runs most, within its classes', () => {
  const resources = sortResources([
    ...['a', 'b', 'c'].map((name) => aPlannedResource({ name })),
    ...['x', 'y'].map((name) => aDeletion({ name })),
  ])
  const ran = (flow: string, executions: number, days: number): FlowHistory => ({
    ...{ namespace: 'company.team', flow, days, executions, failed: 0 },
    ...{ medianSeconds: null, last: null, lastState: null },
  })
  const runs = [ran('b', 30, 30), ran('c', 10, 2), ran('y', 1, 30), ran('x', 0, 30)]
  expect(orderByRuns(resources, runs).map(({ name }) => name)).toEqual(['y', 'x', 'c', 'b', 'a'])
  expect(orderByRuns(resources, [])).toEqual(resources)
})
