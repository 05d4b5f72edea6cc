import { describe, expect, it } from 'vitest'
import {
  flowsWithExecutions,
  formatRunningFlows,
  isBusy,
  runningText,
  touchedFlows,
} from '../../src/verify/running-executions.ts'

const flow = { kind: 'flow', namespace: 'company.team' } as const
const TOUCHED = touchedFlows([
  { ...flow, name: 'daily', action: 'update' },
  { ...flow, name: 'old', action: 'delete' },
  { ...flow, name: 'new', action: 'create' },
  { ...flow, name: 'kept', action: 'none' },
  { kind: 'file', namespace: 'company.team', name: '/daily', action: 'update' },
])

const execution = (name: string, state: string, namespace = 'company.team') => ({
  ...{ id: `${name}-${state}`, namespace, flowId: name, state, url: '' },
})

describe('what a change meets', () => {
  it('is of flows that the server has and the deploy changes or deletes', () => {
    expect(TOUCHED.map(({ flow, action }) => `${action} ${flow}`)).toEqual(['update daily', 'delete old'])
  })

  it('is counted by flow, as it stands', () => {
    const states = [
      'RUNNING',
      'RESTARTED',
      'KILLING',
      'A_LATER_STATE',
      'CREATED',
      'SUBMITTED',
      'QUEUED',
      'PAUSED',
      'BREAKPOINT',
    ]
    const runningExecutions = flowsWithExecutions(TOUCHED, [
      ...states.map((state) => execution('daily', state)),
      execution('new', 'RUNNING'),
      execution('daily', 'RUNNING', 'company'),
    ])
    expect(runningExecutions.map((one) => [one.flow, runningText(one)])).toEqual([
      ['daily', '4 running, 3 queued and 2 paused'],
    ])
    expect(runningExecutions[0]?.executions).toHaveLength(5)
  })

  it('is waited for unless it is paused', () => {
    const busy = (state: string) => flowsWithExecutions(TOUCHED, [execution('old', state)]).map(isBusy)
    expect(busy('PAUSED')).toEqual([false])
    expect(busy('QUEUED')).toEqual([true])
    expect(formatRunningFlows(flowsWithExecutions(TOUCHED, [execution('old', 'QUEUED')]))).toBe(
      '`company.team.old` (1 queued)',
    )
  })
})
