import { describe, expect, it } from 'vitest'
import { UserError } from '../../../src/finding/user-error.ts'
import { caseToRun, runCase } from '../../../src/flow-tests/run/run-case.ts'
import type { HttpRequest } from '../../../src/kestra/http/exchange.ts'
import { readSuite } from '../../../src/suites/suite.ts'
import { parseYaml } from '../../../src/yaml/yaml-document.ts'
import { aClient } from '../../support/a-client.ts'

const SUITE = `id: orders
namespace: company.team
flowId: daily
testCases:
  - id: adds-vat
    type: io.kestra.core.tests.flow.UnitTest
    fixtures:
      inputs:
        amount: 1.50
        rows: [1, 2]
        nothing: null
        data: a,b
    assertions:
      - value: "{{ outputs.sum }}"
        equalTo: 42
`

interface Answers {
  readonly state?: string
  readonly text?: object
  readonly taskRuns?: readonly object[]
  readonly start?: { readonly status: number; readonly json: object }
  readonly unavailableError?: UserError
}

/** A server whose execution has that state from the first reading on, and what it was asked. */
const serverOf = ({ state = 'SUCCESS', text = { result: '42' }, taskRuns = [], start, unavailableError }: Answers) => {
  let time = 0
  const execution = (current: string) => ({
    ...{ id: '1Hb', namespace: 't-1.company.team', flowId: 'daily', state: { current }, taskRunList: taskRuns },
  })
  const logged = [{ taskRunId: 'in', level: 'ERROR', timestamp: '1', message: 'went wrong' }]
  const answerTo = ({ method, path }: HttpRequest): { readonly status: number; readonly json: unknown } => {
    if (method === 'DELETE') return { status: 202, json: undefined }
    if (path.includes('eval')) return { status: 200, json: text }
    if (path.includes('/logs/')) return { status: 200, json: logged }
    return method === 'POST'
      ? (start ?? { status: 200, json: execution('CREATED') })
      : { status: 200, json: execution(state) }
  }
  const pause = (ms: number) => {
    time += ms
    return Promise.resolve(true)
  }
  const { client, asked } = aClient(answerTo, { http: { pause, unavailableError: () => unavailableError } })
  return {
    asked: () => asked.map((each) => each.split('?')[0]),
    runner: { client, now: () => time, signal: new AbortController().signal, labels: {} },
  }
}

const ran = (suite = SUITE) => {
  const read = readSuite('company.team/tests/orders.yml', parseYaml(suite))
  const [first] = read.cases
  if (first === undefined) throw new Error('The suite has no case.')
  const placed = {
    namespace: 't-1.company.team',
    revision: 1,
    fileInputs: new Set(['data']),
    givenTasks: new Set(['given']),
  }
  return caseToRun(read, first, placed)
}

const RUNS = [
  { id: 'out', taskId: 'loop', state: { current: 'FAILED' } },
  { id: 'in', taskId: 'load', state: { current: 'FAILED' }, parentTaskRunId: 'out' },
]

describe('a case', () => {
  it('is passed where state and assertions are as they shall be', async () => {
    const { asked, runner } = serverOf({})
    const { result } = await runCase(ran(), runner)
    expect(result).toMatchObject({
      ...{ suite: 'company.team.orders', case: 'adds-vat', line: 5, verdict: 'passed', message: null },
      execution: 'https://kestra.acme.io/ui/main/executions/t-1.company.team/daily/1Hb',
      assertions: [{ line: 15, passed: true, expected: 'equal to `42`', actual: '42' }],
    })
    expect(asked()).toEqual([
      'POST /executions/t-1.company.team/daily',
      'GET /executions/1Hb',
      'POST /executions/1Hb/actions/eval',
    ])
  })

  it.each([
    ['1.10', '1.10'],
    ['012', '012'],
    ['1_000', '1_000'],
    ['True', 'True'],
    ['"1.10"', '1.10'],
    ["'it''s'", "it's"],
    ['[1.10, a]', '[1.1,"a"]'],
    ['', ''],
  ])('expects %s as it is written', (written, text) => {
    expect(ran(SUITE.replace('equalTo: 42', `equalTo: ${written}`)).assertions[0]?.checks[0]?.text).toBe(text)
  })

  it.each([
    ['1.10', '1.10'],
    ['[1, a]', '[1,"a"]'],
  ])('asks for the value %s as it is written', (written, text) => {
    expect(ran(SUITE.replace('"{{ outputs.sum }}"', written)).assertions[0]?.value).toBe(text)
  })

  it('gives its inputs as text, of type FILE as files, and leaves out what is nothing', () => {
    const inputs = ran().start.inputs.map((input) =>
      'text' in input ? [input.id, input.text] : [input.id, input.fileName],
    )
    expect(inputs).toEqual([
      ['amount', '1.5'],
      ['rows', '[1,2]'],
      ['data', 'data'],
    ])
  })

  it('is failed where an assertion does not hold, or its state is another one, with the task that failed', async () => {
    const { result } = await runCase(ran(), serverOf({ text: { result: '43' } }).runner)
    expect(result).toMatchObject({ verdict: 'failed', message: null, assertions: [{ actual: '43', passed: false }] })
    const failed = await runCase(
      ran(),
      serverOf({ state: 'FAILED', taskRuns: RUNS, text: { error: 'no `sum`' } }).runner,
    )
    expect(failed.result).toMatchObject({
      ...{ verdict: 'failed', message: 'The execution ended as FAILED, not as SUCCESS.' },
      assertions: [{ passed: false, actual: 'no `sum`' }],
      failedTask: { taskId: 'load', log: ['ERROR went wrong'] },
    })
    const meant = ran(SUITE.replace('    assertions', '    expectedState: FAILED\n    assertions'))
    expect((await runCase(meant, serverOf({ state: 'FAILED' }).runner)).result.verdict).toBe('passed')
  })

  it('is an error where an assertion cannot be judged', async () => {
    const { result } = await runCase(ran(), serverOf({ text: { error: 'no `sum`' } }).runner)
    expect(result).toMatchObject({ verdict: 'error', assertions: [{ expected: '`{{ outputs.sum }}` to be known' }] })
  })

  it('is an error where the outputs of a fixture cannot be rendered, whatever state it expects', async () => {
    const taskRuns = [{ id: 'one', taskId: 'given', state: { current: 'FAILED' } }]
    for (const suite of [SUITE, SUITE.replace('    assertions', '    expectedState: FAILED\n    assertions')]) {
      const { result } = await runCase(ran(suite), serverOf({ state: 'FAILED', taskRuns }).runner)
      expect(result).toMatchObject({
        ...{ verdict: 'error', message: 'The outputs of the fixture of `given` cannot be rendered.' },
        failedTask: { taskId: 'given' },
      })
    }
  })

  it('is an error where its inputs are refused', async () => {
    const start = { status: 422, json: { message: 'Invalid entity: amount' } }
    const { result, execution } = await runCase(ran(), serverOf({ start }).runner)
    expect(result).toMatchObject({ verdict: 'error', message: expect.stringContaining('Invalid entity: amount') })
    expect(execution).toBeUndefined()
  })

  it('is killed where it runs over its time', async () => {
    const { asked, runner } = serverOf({ state: 'PAUSED' })
    const { result } = await runCase(ran(), runner)
    expect(result).toMatchObject({
      verdict: 'error',
      message: 'It did not end within 1 min 0 s (PAUSED) and was killed.',
    })
    expect(asked().at(-1)).toBe('DELETE /executions/1Hb/actions/kill')
  })

  it('ends the run where the server is gone', async () => {
    const unavailableError = new UserError('server-gone', 'gone')
    const start = { status: 403, json: { message: 'no' } }
    await expect(runCase(ran(), serverOf({ start, unavailableError }).runner)).rejects.toMatchObject({
      reason: 'forbidden',
    })
    expect((await runCase(ran(), serverOf({ start }).runner)).result.verdict).toBe('error')
  })
})
