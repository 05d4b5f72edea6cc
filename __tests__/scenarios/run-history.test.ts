import { expect, test } from 'vitest'
import { call, describeEngines, injectFault, runningServer, type TestServer } from '../engine/engine.ts'
import { scenarioOn } from './start-scenario.ts'

const NAMESPACE = 'company.team'

const flow = (id: string, task: string, note = 'one'): string =>
  `id: ${id}\nnamespace: ${NAMESPACE}\ndescription: ${note}\ntasks:\n  - { id: do, ${task} }\n`
const GOOD = 'type: io.kestra.plugin.core.debug.Return, format: done'
const BAD = 'type: io.kestra.plugin.core.execution.Fail'

const pathOf = (id: string): string => `${NAMESPACE}/flows/${id}.yml`

const files = (note: string) => ({
  [pathOf('busy')]: flow('busy', GOOD, note),
  [pathOf('failing')]: flow('failing', BAD, note),
  [pathOf('silent')]: flow('silent', GOOD, note),
})

const start = async (server: TestServer, id: string, query = ''): Promise<void> => {
  const { status } = await call(server, `/executions/${NAMESPACE}/${id}?wait=true${query}`, { method: 'POST' })
  expect(status).toBe(200)
}

const counts = { executions: expect.any(Number), failed: 0, lastState: null }

describeEngines('the history of changed flows', (version) => {
  test('counts what ran, without tests, and sorts the changes by it', async () => {
    using scenario = scenarioOn(await runningServer(version), { ...files('one'), [pathOf('left')]: flow('left', GOOD) })
    const { server, repository } = scenario
    await scenario.json(['deploy'])
    await start(server, 'busy')
    await start(server, 'failing')
    await start(server, 'failing')
    await start(server, 'left')
    await start(server, 'left', '&kind=TEST')
    repository.commit({ ...files('two'), [pathOf('left')]: null })
    const plan = await scenario.json(['plan'])
    const of = (id: string, more: object) => ({ ...counts, namespace: NAMESPACE, flow: id, days: 30, ...more })
    expect(plan).toMatchObject({ code: 0, result: 'changes' })
    expect(plan.history).toMatchObject([
      of('failing', { executions: 2, failed: 2, lastState: 'FAILED' }),
      of('left', { executions: 1, lastState: 'SUCCESS', medianSeconds: expect.any(Number) }),
      of('busy', { executions: 1, lastState: 'SUCCESS' }),
      of('silent', { executions: 0, medianSeconds: null, last: null }),
    ])
    expect(plan.resources).toMatchObject(['left', 'failing', 'busy', 'silent'].map((id) => ({ id })))
  })

  test('is asked for of one flow alone', async () => {
    using scenario = scenarioOn(await runningServer(version), files('one'))
    await scenario.json(['deploy'])
    await start(scenario.server, 'busy')
    await start(scenario.server, 'silent')
    scenario.repository.commit({ [pathOf('busy')]: flow('busy', GOOD, 'two') })
    const { history } = await scenario.json(['plan'])
    expect(history).toMatchObject([{ flow: 'busy', days: 30, executions: 1, failed: 0, lastState: 'SUCCESS' }])
    expect((await scenario.json(['plan', '--offline'])).history).toEqual([])
  })

  test('is one sentence where the server refuses it', async () => {
    using scenario = scenarioOn(await runningServer(version), files('one'))
    await scenario.json(['deploy'])
    scenario.repository.commit(files('two'))
    const known = await scenario.json(['plan'])
    await injectFault(scenario.server, { method: 'GET', path: '/executions/search.*startDate', status: 403 })
    const plan = await scenario.json(['plan'])
    expect(plan).toMatchObject({ code: 0, result: 'changes', digest: known.digest, history: [] })
    expect(plan.notices).toHaveLength(known.notices.length + 1)
  })
})

describeEngines('the executions that a deploy follows', (version) => {
  test('are counted apart where they have an older revision', async () => {
    using scenario = scenarioOn(await runningServer(version), files('one'))
    const { server, repository } = scenario
    await scenario.json(['deploy'])
    repository.commit({ [pathOf('busy')]: flow('busy', GOOD, 'two') })
    let isDone = false
    const deployed = scenario.json(['deploy', '--follow', '30s']).finally(() => {
      isDone = true
    })
    // Whenever the watch begins, some of them begin after it.
    while (!isDone) await start(server, 'busy', '&revision=1')
    const { code, result, followed } = await deployed
    expect({ code, result }).toEqual({ code: 0, result: 'deployed' })
    expect(followed).toMatchObject([{ flow: 'busy', execution: null, onOlderRevisions: expect.any(Number) }])
    expect(followed[0]?.onOlderRevisions).toBeGreaterThan(0)
  })
})
