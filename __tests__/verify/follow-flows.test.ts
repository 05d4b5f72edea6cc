import { expect, it } from 'vitest'
import { followFlows } from '../../src/verify/follow-flows.ts'
import { aRun } from '../commands/a-run.ts'
import { aClient } from '../support/a-client.ts'

const START = Date.UTC(2026, 10, 25, 12)
const WRITTEN = { namespace: 'company.team', flow: 'daily', revision: 2 }

const execution = (id: string, second: number, flowRevision: number, flowId = 'daily') => {
  const histories = [{ date: new Date(START + second * 1_000).toISOString() }]
  return { id, namespace: 'company.team', flowId, flowRevision, state: { current: 'SUCCESS', histories } }
}

const before = execution('before', 1, 1)

it.each([
  ['none', [[before], [before]], 0],
  [
    'two, each counted once',
    [[before], [execution('a', 5, 1), before], [execution('b', 9, 1), execution('a', 5, 1)]],
    2,
  ],
  [
    'none of another flow, and none that had begun earlier',
    [[before], [execution('a', 5, 1, 'other'), execution('late', 0, 1)]],
    0,
  ],
])('counts executions on older revisions that begin while it watches: %s', async (_, answers, count) => {
  let asked = 0
  let time = 0
  const pause = (milliseconds: number) => {
    time += milliseconds
    return Promise.resolve(true)
  }
  const reply = () => {
    const results = answers[Math.min(asked++, answers.length - 1)] ?? []
    return { json: { results, total: results.length } }
  }
  const { client } = aClient(reply, { serverTime: START, http: { pause } })
  const run = aRun('.', { runtime: { signal: new AbortController().signal, now: () => time } })
  const { followed, notices } = await followFlows([WRITTEN], 30_000, { client, run })
  expect(notices).toEqual([])
  expect(followed).toMatchObject([{ flow: 'daily', execution: undefined, onOlderRevisions: count }])
})
