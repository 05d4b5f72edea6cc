import { describe, expect, it } from 'vitest'
import type { Api } from '../../src/kestra/api.ts'
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
import type { HttpAnswer, HttpRequest } from '../../src/kestra/http/exchange.ts'
import { parseServerInfo, type ServerInfo } from '../../src/kestra/server.ts'

/** Answers in turn, the last one for ever, and what was asked. Each pause takes its time on the clock `now`. */
const serverOf = (version: string, ...answers: readonly (Partial<HttpAnswer> & { readonly json?: unknown })[]) => {
  const asked: string[] = []
  const sent: HttpRequest[] = []
  let time = 0
  const api = {
    http: {
      send: (request: HttpRequest): Promise<HttpAnswer> => {
        const answer = answers[Math.min(asked.length, answers.length - 1)] ?? {}
        asked.push(`${request.method} ${request.path.replace('/api/v1/main', '')}`)
        sent.push(request)
        const body = Buffer.from(answer.json === undefined ? '' : JSON.stringify(answer.json))
        return Promise.resolve({ status: 200, contentType: 'application/json', body, ...answer })
      },
      pause: (ms: number) => {
        time += ms
        return Promise.resolve(true)
      },
    },
    target: { server: 'https://kestra.acme.io', tenant: 'main', credentials: 'basic' },
    info: parseServerInfo({ version, edition: 'OSS' }) as ServerInfo,
    base: '/api/v1/main',
  } as unknown as Api
  return { api, asked, sent, now: () => time }
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
    const { api, asked, sent } = serverOf('2.0.0', { json: inState('CREATED') })
    const started = await startExecution(api, { ...start, labels: { 'kestra-gitops': 'a b' } })
    expect(asked).toEqual(['POST /executions/company.team/daily?kind=TEST&revision=3&labels=kestra-gitops%3Aa%20b'])
    expect(sent[0]?.isRepeatable).toBeUndefined()
    expect(started).toMatchObject({
      id: '1Hb',
      url: 'https://kestra.acme.io/ui/main/executions/company.team/daily/1Hb',
    })
  })

  it('is told as refused where the inputs do not fit', async () => {
    const json = { message: 'Invalid entity: data: Invalid input for `data`' }
    const { api } = serverOf('1.0.3', { status: 422, json })
    expect(await startExecution(api, start)).toMatchObject({ refused: expect.stringContaining('Invalid input') })
  })

  it.each([
    ['kill', 'by-ids'],
    ['company.team', 'kill'],
  ])('is not sent for the flow %s / %s, whose address is another route', async (namespace, flowId) => {
    const { api, asked } = serverOf('1.0.3', {})
    await expect(startExecution(api, { ...start, namespace, flowId })).rejects.toThrow(/another route/)
    expect(asked).toEqual([])
  })
})

describe('the wait for an end', () => {
  it('ends with the execution', async () => {
    const { api, asked, now } = serverOf('2.0.0', { json: inState('RUNNING') }, { json: inState('WARNING') })
    expect(await waitForEnd(api, '1Hb', { milliseconds: 5000, now })).toMatchObject({ state: 'WARNING' })
    expect(asked).toHaveLength(2)
  })

  it('ends with its budget, after few questions', async () => {
    const { api, asked, now } = serverOf('2.0.0', { json: inState('PAUSED') })
    expect(await waitForEnd(api, '1Hb', { milliseconds: 10_000, now })).toMatchObject({ state: 'PAUSED' })
    expect(now()).toBe(10_000)
    expect(asked.length).toBeLessThan(17)
  })

  it('tells that it is gone', async () => {
    const { api, now } = serverOf('2.0.0', { status: 404 })
    expect(await waitForEnd(api, '1Hb', { milliseconds: 5000, now })).toBeUndefined()
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
    const answers = [found, deeper, of('c2', 'somebody'), of('c3', '1Hb')]
    const { api, asked } = serverOf('1.3.31', ...answers)
    expect(await executionsBegunBy(api, calling)).toEqual(['c1', 'c3'])
    expect(asked.slice(1)).toEqual(['GET /executions/c1', 'GET /executions/c2', 'GET /executions/c3'])
  })

  it('is what a search says since', async () => {
    const { api, asked } = serverOf('2.0.0', found)
    expect(await executionsBegunBy(api, calling)).toEqual(['c1'])
    expect(asked).toHaveLength(1)
  })
})

it('kills where each version has it, and removes with all that belongs to it', async () => {
  const [old, young] = [serverOf('1.0.3', { status: 202 }), serverOf('2.0.0', { status: 404 })]
  await killExecution(old.api, '1Hb')
  await killExecution(young.api, '1Hb')
  await deleteExecution(young.api, '1Hb')
  expect([...old.asked, ...young.asked]).toEqual([
    'DELETE /executions/1Hb/kill',
    'DELETE /executions/1Hb/actions/kill',
    'DELETE /executions/1Hb?deleteLogs=true&deleteMetrics=true&deleteStorage=true',
  ])
  await expect(killExecution(serverOf('2.0.0', { status: 403 }).api, '1Hb')).rejects.toMatchObject({
    reason: 'forbidden',
  })
})

it('lists the executions of a flow page by page, and no others', async () => {
  const [a, b, other] = [
    inState('SUCCESS'),
    inState('FAILED', { id: '2' }),
    inState('FAILED', { flowId: 'x', id: '3' }),
  ]
  const { api, asked } = serverOf(
    '1.0.3',
    { json: { total: 3, results: [a, other] } },
    { json: { total: 3, results: [b] } },
  )
  const found = await executionsOf(api, { namespace: 'company.team', flowId: 'daily' })
  expect(found.map(({ id }) => id)).toEqual(['1Hb', '2'])
  expect(asked[1]).toBe('GET /executions?namespace=company.team&flowId=daily&page=2&size=200')
})

it('cannot tell what a server hides', async () => {
  const { api } = serverOf('2.0.0', { json: { result: 'key: ******' } })
  const hidden = { fault: 'The server hides what it reads, so that it cannot be compared.' }
  expect(await evaluate(api, ended, "key: {{ kv('a') }}")).toEqual(hidden)
  expect(await evaluate(api, ended, "{{ inputs.a ?? 'key: ******' }}")).toEqual({ text: 'key: ******' })
})

it('asks once what runs of some flows, and believes no filter', async () => {
  const results = [inState('RUNNING'), inState('SUCCESS', { id: '2' }), inState('PAUSED', { flowId: 'x', id: '3' })]
  const { api, asked } = serverOf('2.0.0', { json: { total: 5, results } })
  const found = await listUnfinished(api, [{ namespace: 'company.team', id: 'daily' }])
  expect(found).toMatchObject({ isWhole: false, executions: [{ id: '1Hb', state: 'RUNNING' }] })
  expect(asked.map(decodeURIComponent)).toEqual([
    'GET /executions/search?filters[namespace][IN]=company.team&filters[state][NOT_IN]=SUCCESS,WARNING,FAILED,KILLED,CANCELLED,SKIPPED,RETRIED&size=1000&page=1',
  ])
  expect(await listUnfinished(api, [])).toEqual({ executions: [], isWhole: true })
  expect(asked).toHaveLength(1)
})

describe('an expression', () => {
  it('is rendered outside of every loop, where each version does it', async () => {
    const [old, young] = [serverOf('1.0.3', { json: { result: 'x' } }), serverOf('2.0.0', { json: { result: null } })]
    expect(await evaluate(old.api, ended, '{{ outputs }}')).toEqual({ text: 'x' })
    expect(await evaluate(young.api, ended, '{{ outputs }}')).toEqual({ text: '' })
    expect([...old.asked, ...young.asked]).toEqual([
      'POST /executions/1Hb/eval/out',
      'POST /executions/1Hb/actions/eval',
    ])
  })

  it('is told as a fault in the words of the server, or where nothing was run', async () => {
    const { api } = serverOf('1.0.3', { json: { error: 'Unable to find `x`', stackTrace: '…' } })
    expect(await evaluate(api, ended, '{{ x }}')).toEqual({ fault: 'Unable to find `x`' })
    expect(await evaluate(api, { ...ended, taskRuns: [] }, '{{ x }}')).toMatchObject({
      fault: expect.stringContaining('No task'),
    })
    expect(await evaluate(api, { ...ended, taskRuns: [] }, '')).toEqual({ text: '' })
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
    const { api } = serverOf('1.0.3', { json: lines })
    expect(await lastLogLines(api, asked)).toEqual(['INFO b', 'ERROR went wrong'])
  })

  it('is listened to where the server stored none', async () => {
    const stream = lines.map((line) => `id: progress\ndata: ${JSON.stringify(line)}\n\n`).join('')
    const body = Buffer.from(`id: start\ndata: {}\n\n${stream}id: progress\ndata: {"taskRu`)
    const young = serverOf('2.0.0', { json: [] }, { contentType: 'text/event-stream', body })
    expect(await lastLogLines(young.api, asked)).toEqual(['INFO b', 'ERROR went wrong'])
    expect(young.sent[1]?.listenMs).toBeGreaterThan(0)
    expect(await lastLogLines(serverOf('1.0.3', { json: [] }).api, asked)).toEqual([])
  })
})
