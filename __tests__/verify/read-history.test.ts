import { describe, expect, it } from 'vitest'
import { historyOfPlan } from '../../src/verify/read-history.ts'
import { aRun } from '../commands/a-run.ts'
import { aCreate, aDeletion, aPlannedResource } from '../render/factories.ts'
import { aClient, type Reply } from '../support/a-client.ts'

const NOW = Date.UTC(2026, 10, 25, 12)
const MINUTE = 60_000

const changed = (count: number) => Array.from({ length: count }, (_, index) => aPlannedResource({ name: `f${index}` }))
const NONE = { json: { results: [], total: 0 } }

const historyFrom = async (reply: Reply, { resources = changed(1), version = '2.0.0', hasClock = true } = {}) => {
  const { client, asked } = aClient(() => reply, { version, ...(hasClock && { serverTime: NOW }) })
  const known = await historyOfPlan({ resources }, { client }, aRun('.'))
  return { ...known, asked: asked.map(decodeURIComponent) }
}

const began = (minutesAgo: number, flowId = 'f0') => ({
  ...{ id: `${flowId}-${minutesAgo}`, namespace: 'company.team', flowId },
  state: { current: 'SUCCESS', histories: [{ date: new Date(NOW - minutesAgo * MINUTE).toISOString() }] },
})

describe('the history of a plan', () => {
  it('is asked for in one request for 20 flows, of those that the server has', async () => {
    const kept = aDeletion({ name: 'kept', action: 'none' })
    const others = [
      aCreate(),
      aPlannedResource({ kind: 'file' }),
      aPlannedResource({ change: 'drift', action: 'none' }),
    ]
    const { asked, history } = await historyFrom(NONE, { resources: [...changed(19), kept, aDeletion(), ...others] })
    expect(asked).toHaveLength(2)
    expect(history.map(({ flow }) => flow).slice(-2)).toEqual(['kept', 'old'])
    expect((await historyFrom(NONE, { resources: others })).asked).toEqual([])
  })

  it('begins 30 days before the time of the server, and names the flows where the version allows it', async () => {
    const filters = async (count: number, version: string) =>
      (await historyFrom(NONE, { resources: changed(count), version })).asked[0]?.split(/[?&]/).slice(1)
    const namespace = 'filters[namespace][IN]=company.team'
    const rest = [
      ...['filters[startDate][GREATER_THAN_OR_EQUAL_TO]=2026-10-26T12:00:00.000Z', 'sort=state.startDate:desc'],
      ...['size=1000', 'page=1'],
    ]
    expect(await filters(2, '2.0.0')).toEqual([namespace, 'filters[flowId][IN]=f0,f1', ...rest])
    expect(await filters(2, '1.0.3')).toEqual([namespace, ...rest])
    expect(await filters(1, '1.0.3')).toEqual([namespace, 'filters[flowId][EQUALS]=f0', ...rest])
  })

  it('counts a shorter period where the server holds more than one answer', async () => {
    const results = [began(1), began(61), began(150, 'f1'), began(190)]
    const { history, notices } = await historyFrom({ json: { results, total: 5 } }, { resources: changed(2) })
    expect(notices).toEqual([])
    expect(history.map(({ flow, days, executions }) => [flow, days, executions])).toEqual([
      ['f0', 3 / 24, 2],
      ['f1', 3 / 24, 1],
    ])
    const all = await historyFrom({ json: { results, total: 4 } }, { resources: changed(2) })
    expect(all.history.map(({ days, executions }) => [days, executions])).toEqual([
      [30, 3],
      [30, 1],
    ])
  })

  it.each([
    ['refuses', { status: 403, json: { message: 'Forbidden' } }, true],
    ['has more executions in a second than one answer', { json: { results: [began(0)], total: 2 } }, true],
    ['does not report its time', NONE, false],
  ])('is one sentence where the server %s', async (_, reply, hasClock) => {
    const { history, notices } = await historyFrom(reply, { hasClock })
    expect(history).toEqual([])
    expect(notices).toHaveLength(1)
  })
})
