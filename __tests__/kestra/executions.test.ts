import { describe, expect, it } from 'vitest'
import { evaluate, lastLogLines } from '../../src/kestra/executions/evidence.ts'
import type { Execution } from '../../src/kestra/executions/execution.ts'
import {
  deleteExecution,
  executionsOf,
  killExecution,
  startExecution,
  waitForEnd,
} from '../../src/kestra/executions/executions.ts'
import { executionsBegunBy, listUnfinished } from '../../src/kestra/executions/search-executions.ts'
import { aClient, type Reply } from '../support/a-client.ts'

/** Answers in turn, the last one for ever, and what was asked. Each pause takes its time on the clock `now`. */
const serverOf = (version: string, ...answers: readonly Reply[]) => {
  let time = 0
  let count = 0
  const pause = (ms: number) => {
    time += ms
    return Promise.resolve(true)
  }
  const server = aClient(() => answers[Math.min(count++, answers.length - 1)] ?? {}, { version, http: { pause } })
  return { ...server, now: () => time }
}

const inState = (current: string, more = {}) => ({
  ...{ id: '1Hb', namespace: 'company.team', flowId: 'daily', flowRevision: 3, state: { current, histories: [] } },
  ...more,
})

const ended: Execution = {
  ...{ id: '1Hb', namespace: 'company.team', flowId: 'daily', revision: 3, state: 'FAILED', url: '' },
  labels: new Map(),
  taskRuns: [
    { id: 'in', taskId: 'each', state: 'SUCCESS', parent: 'out', value: '1', began: undefined },
    { id: 'out', taskId: 'loop', state: 'FAILED', parent: undefined, value: undefined, began: undefined },
  ],
}

const start = { namespace: 'company.team', flowId: 'daily', revision: 3, labels: {}, inputs: [] }

describe('a start', () => {
  it('names kind, revision and labels, and is sent once', async () => {
    const { client, asked, sent } = serverOf('2.0.0', { json: inState('CREATED') })
    const started = await startExecution(client, { ...start, labels: { 'kestra-gitops': 'a b' } })
    expect(asked).toEqual(['POST /executions/company.team/daily?kind=TEST&revision=3&labels=kestra-gitops%3Aa%20b'])
    expect(sent[0]?.isRepeatable).toBeUndefined()
    expect(started).toMatchObject({
      id: '1Hb',
      url: 'https://kestra.acme.io/ui/main/executions/company.team/daily/1Hb',
    })
  })

  it('is reported as refused where the inputs do not fit', async () => {
    const json = { message: 'Invalid entity: data: Invalid input for `data`' }
    const { client } = serverOf('1.0.3', { status: 422, json })
    expect(await startExecution(client, start)).toMatchObject({ refused: expect.stringContaining('Invalid input') })
  })

  it.each([
    ['kill', 'by-ids'],
    ['company.team', 'kill'],
  ])('is not sent for the flow %s / %s, whose address is another route', async (namespace, flowId) => {
    const { client, asked } = serverOf('1.0.3', {})
    await expect(startExecution(client, { ...start, namespace, flowId })).rejects.toThrow(/another route/)
    expect(asked).toEqual([])
  })
})

describe('the wait for an end', () => {
  it('ends with the execution', async () => {
    const { client, asked, now } = serverOf('2.0.0', { json: inState('RUNNING') }, { json: inState('WARNING') })
    expect(await waitForEnd(client, '1Hb', { milliseconds: 5000, now })).toMatchObject({ state: 'WARNING' })
    expect(asked).toHaveLength(2)
  })

  it('ends with its budget, after few questions', async () => {
    const { client, asked, now } = serverOf('2.0.0', { json: inState('PAUSED') })
    expect(await waitForEnd(client, '1Hb', { milliseconds: 10_000, now })).toMatchObject({ state: 'PAUSED' })
    expect(now()).toBe(10_000)
    expect(asked.length).toBeLessThan(17)
  })

  it('reports that it is deleted', async () => {
    const { client, now } = serverOf('2.0.0', { status: 404 })
    expect(await waitForEnd(client, '1Hb', { milliseconds: 5000, now })).toBeUndefined()
  })
})

describe('what an execution began', () => {
  const run = (began: unknown) => ({ id: 'r', taskId: 'call', state: { current: 'SUCCESS' }, outputs: began })
  const of = (id: string, origin: string, runs: readonly unknown[] = []) => ({
    json: inState('SUCCESS', { id, labels: [{ key: 'system.correlationId', value: origin }], taskRunList: runs }),
  })
  const calling: Execution = {
    ...ended,
    taskRuns: ['c1', 'c2'].map((began) => ({
      ...{ id: began, taskId: 'call', state: 'SUCCESS', parent: undefined, value: undefined },
      began,
    })),
  }
  const found = { json: { total: 1, results: [of('c1', '1Hb').json] } }

  it('is what a search and, before 2.0, the tasks say, as far as it goes back to it', async () => {
    const deeper = of('c1', '1Hb', [run({ executionId: 'c3' }), run({ executionId: '1Hb' }), run({ executionId: 7 })])
    const answers = [found, deeper, of('c2', 'another'), of('c3', '1Hb')]
    const { client, asked } = serverOf('1.3.31', ...answers)
    expect(await executionsBegunBy(client, calling)).toEqual(['c1', 'c3'])
    expect(asked.slice(1)).toEqual(['GET /executions/c1', 'GET /executions/c2', 'GET /executions/c3'])
  })

  it('is what a search says since', async () => {
    const { client, asked } = serverOf('2.0.0', found)
    expect(await executionsBegunBy(client, calling)).toEqual(['c1'])
    expect(asked).toHaveLength(1)
  })
})

it('kills where each version has it, and removes with all that belongs to it', async () => {
  const [old, young] = [serverOf('1.0.3', { status: 202 }), serverOf('2.0.0', { status: 404 })]
  await killExecution(old.client, '1Hb')
  await killExecution(young.client, '1Hb')
  await deleteExecution(young.client, '1Hb')
  expect([...old.asked, ...young.asked]).toEqual([
    'DELETE /executions/1Hb/kill',
    'DELETE /executions/1Hb/actions/kill',
    'DELETE /executions/1Hb?deleteLogs=true&deleteMetrics=true&deleteStorage=true',
  ])
  await expect(killExecution(serverOf('2.0.0', { status: 403 }).client, '1Hb')).rejects.toMatchObject({
    reason: 'forbidden',
  })
})

it('lists the executions of a flow page by page, and no others', async () => {
  const [a, b, other] = [
    inState('SUCCESS'),
    inState('FAILED', { id: '2' }),
    inState('FAILED', { flowId: 'x', id: '3' }),
  ]
  const { client, asked } = serverOf(
    '1.0.3',
    { json: { total: 3, results: [a, other] } },
    { json: { total: 3, results: [b] } },
  )
  const found = await executionsOf(client, { namespace: 'company.team', flowId: 'daily' })
  expect(found.map(({ id }) => id)).toEqual(['1Hb', '2'])
  expect(asked[1]).toBe('GET /executions?namespace=company.team&flowId=daily&page=2&size=200')
})

it('reports a value that a server hides as a fault', async () => {
  const { client } = serverOf('2.0.0', { json: { result: 'key: ******' } })
  const hidden = { fault: 'The server hides the value, so it cannot be compared.' }
  expect(await evaluate(client, ended, "key: {{ kv('a') }}")).toEqual(hidden)
  expect(await evaluate(client, ended, "{{ inputs.a ?? 'key: ******' }}")).toEqual({ text: 'key: ******' })
})

it('asks once what runs of some flows, and believes no filter', async () => {
  const results = [inState('RUNNING'), inState('SUCCESS', { id: '2' }), inState('PAUSED', { flowId: 'x', id: '3' })]
  const { client, asked } = serverOf('2.0.0', { json: { total: 5, results } })
  const found = await listUnfinished(client, [{ namespace: 'company.team', id: 'daily' }])
  expect(found).toMatchObject({ isWhole: false, executions: [{ id: '1Hb', state: 'RUNNING' }] })
  expect(asked.map(decodeURIComponent)).toEqual([
    'GET /executions/search?filters[namespace][IN]=company.team&filters[state][NOT_IN]=SUCCESS,WARNING,FAILED,KILLED,CANCELLED,SKIPPED,RETRIED&size=1000&page=1',
  ])
  expect(await listUnfinished(client, [])).toEqual({ executions: [], isWhole: true })
  expect(asked).toHaveLength(1)
})

describe('an expression', () => {
  it('is rendered outside of every loop, where each version does it', async () => {
    const [old, young] = [serverOf('1.0.3', { json: { result: 'x' } }), serverOf('2.0.0', { json: { result: null } })]
    expect(await evaluate(old.client, ended, '{{ outputs }}')).toEqual({ text: 'x' })
    expect(await evaluate(young.client, ended, '{{ outputs }}')).toEqual({ text: '' })
    expect([...old.asked, ...young.asked]).toEqual([
      'POST /executions/1Hb/eval/out',
      'POST /executions/1Hb/actions/eval',
    ])
  })

  it('is reported as a fault in the words of the server, or where no task ran', async () => {
    const { client } = serverOf('1.0.3', { json: { error: 'Unable to find `x`', stackTrace: '…' } })
    expect(await evaluate(client, ended, '{{ x }}')).toEqual({ fault: 'Unable to find `x`' })
    expect(await evaluate(client, { ...ended, taskRuns: [] }, '{{ x }}')).toMatchObject({
      fault: expect.stringContaining('No task'),
    })
    expect(await evaluate(client, { ...ended, taskRuns: [] }, '')).toEqual({ text: '' })
  })
})

describe('the log of a task', () => {
  const lines = [
    { taskRunId: 'out', level: 'TRACE', timestamp: '2026-11-23T23:28:05Z', message: 'java.lang.Exception' },
    { taskRunId: 'out', level: 'ERROR', timestamp: '2026-11-23T23:28:04Z', message: 'went wrong' },
    { taskRunId: 'in', level: 'INFO', timestamp: '2026-11-23T23:28:03Z', message: 'other' },
    { taskRunId: 'out', level: 'INFO', timestamp: '2026-11-23T23:28:03Z', message: 'a\nb\n' },
  ]
  const asked = { execution: ended, taskRunId: 'out', most: 2 }

  it('gives its last lines in order, without stack traces', async () => {
    const { client } = serverOf('1.0.3', { json: lines })
    expect(await lastLogLines(client, asked)).toEqual(['INFO b', 'ERROR went wrong'])
  })

  it('is listened to where the server stored none', async () => {
    const stream = lines.map((line) => `id: progress\ndata: ${JSON.stringify(line)}\n\n`).join('')
    const body = Buffer.from(`id: start\ndata: {}\n\n${stream}id: progress\ndata: {"taskRu`)
    const young = serverOf('2.0.0', { json: [] }, { contentType: 'text/event-stream', body })
    expect(await lastLogLines(young.client, asked)).toEqual(['INFO b', 'ERROR went wrong'])
    expect(young.sent[1]?.listenMs).toBeGreaterThan(0)
    expect(await lastLogLines(serverOf('1.0.3', { json: [] }).client, asked)).toEqual([])
  })
})
