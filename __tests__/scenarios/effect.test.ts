import { expect, test } from 'vitest'
import { endOfRun } from '../../src/state/run-options.ts'
import { call, describeEngines, runningServer } from '../engine/engine.ts'
import { pullRequestEvent, pushEvent } from '../github-stub/events.ts'
import { addPullRequest, closePullRequest } from '../github-stub/fixtures.ts'
import { startGitHub } from '../github-stub/start-github.ts'
import { runAction } from './run-action.ts'
import { runHere } from './run-here.ts'
import { scenarioOn } from './start-scenario.ts'

const NAMESPACE = 'company.team'
const FLOW = `${NAMESPACE}/flows/daily.yml`
const SMOKE = `${NAMESPACE}/smoke/daily.yml`
const TOKEN = 'ghs_effect'

const NONE = { results: [], total: 0 }

const flowSaying = (value: string): string =>
  `id: daily\nnamespace: ${NAMESPACE}\ntasks:\n  - id: say\n    type: io.kestra.plugin.core.debug.Return\n    format: ${value}\n`

const SUITE = `id: smoke
namespace: ${NAMESPACE}
flowId: daily
testCases:
  - id: says
    type: io.kestra.core.tests.flow.UnitTest
    assertions:
      - value: "{{ outputs.say.value }}"
        startsWith: good
`

describeEngines('what a deploy proves', (version) => {
  test('a smoke run that passes lets the text stay, one that fails brings the old one back', async () => {
    const files = { [FLOW]: flowSaying('good'), [SMOKE]: SUITE }
    using scenario = scenarioOn(await runningServer(version), files)
    const first = await scenario.json(['deploy', '--smoke'])
    expect(first).toMatchObject({ code: 0, result: 'deployed', tests: [{ case: 'says', verdict: 'passed' }] })
    scenario.repository.commit({ [FLOW]: flowSaying('bad') })
    const second = await scenario.json(['deploy', '--smoke'])
    expect(second).toMatchObject({ code: 1, result: 'failed', reason: 'smoke-failed' })
    expect(second.tests).toMatchObject([{ verdict: 'failed', assertions: [{ line: 9, passed: false, actual: 'bad' }] }])
    expect((await scenario.hands.flow(NAMESPACE, 'daily'))?.source).toBe(flowSaying('good'))
    const third = await scenario.json(['deploy'])
    expect(third).toMatchObject({ code: 0, result: 'deployed', tests: [] })
  })

  test('a smoke suite with a problem lets nothing be written', async () => {
    const suite = SUITE.replace('    assertions', '    inputs: {to: nobody}\n    assertions')
    using scenario = scenarioOn(await runningServer(version), { [FLOW]: flowSaying('good'), [SMOKE]: suite })
    const run = await scenario.json(['deploy', '--smoke'])
    expect(run).toMatchObject({ result: 'refused', reason: 'smoke-suite-invalid', tests: [] })
    expect(await scenario.hands.flows()).toEqual([])
  })

  test('smoke runs that Ctrl-C ends bring the old text back, and what they began is gone', async () => {
    using scenario = scenarioOn(await runningServer(version), { [FLOW]: flowSaying('old') })
    await scenario.json(['deploy'])
    const slow = `${flowSaying('good')}  - { id: wait, type: io.kestra.plugin.core.flow.Sleep, duration: PT60S }\n`
    scenario.repository.commit({ [FLOW]: slow, [SMOKE]: SUITE })
    const listed = async () => (await call(scenario.server, `/executions?namespace=${NAMESPACE}&flowId=daily`)).json()
    let cancel = () => {}
    const signal = endOfRun((end) => {
      cancel = end
    })
    const where = { dir: scenario.repository.dir, target: scenario.server }
    const running = runHere('deploy', ['--smoke'], { ...where, signal })
    await expect.poll(listed, { timeout: 600_000 }).toMatchObject({ total: 1 })
    cancel()
    const run = await running
    expect(run).toMatchObject({ code: 1, result: 'failed', reason: 'cancelled' })
    expect(run.message).toContain('Smoke runs had not passed by then')
    expect((await scenario.hands.flow(NAMESPACE, 'daily'))?.source).toBe(flowSaying('old'))
    expect(await listed()).toEqual(NONE)
  })

  test('nothing stays of what a smoke run began', async () => {
    const calls = (flowId: string) =>
      `  - { id: ${flowId}, type: io.kestra.plugin.core.flow.Subflow, namespace: ${NAMESPACE}, flowId: ${flowId}, wait: true }\n`
    const files = {
      [FLOW]: `${flowSaying('good')}${calls('middle')}${calls('last')}`,
      [`${NAMESPACE}/flows/middle.yml`]: `${flowSaying('m').replace('id: daily', 'id: middle')}${calls('last')}`,
      [`${NAMESPACE}/flows/last.yml`]: flowSaying('l').replace('id: daily', 'id: last'),
      [SMOKE]: SUITE,
    }
    using scenario = scenarioOn(await runningServer(version), files)
    const run = await scenario.json(['deploy', '--smoke'])
    expect(run).toMatchObject({ code: 0, tests: [{ verdict: 'passed' }] })
    const left = ['daily', 'middle', 'last'].map(async (id) => {
      const listed = await call(scenario.server, `/executions?namespace=${NAMESPACE}&flowId=${id}`)
      return listed.json()
    })
    expect(await Promise.all(left)).toEqual([NONE, NONE, NONE])
  })

  test('the receipt is there before the first execution, and tells of it in the end', async () => {
    using scenario = scenarioOn(await runningServer(version), { [FLOW]: flowSaying('one') })
    const { repository, server } = scenario
    const tokens = { [TOKEN]: { permissions: { contents: 'read', 'pull-requests': 'write' } } } as const
    const github = await startGitHub({ repository: 'acme/flows', gitDir: repository.dir, tokens })
    try {
      const comments = () => github.world.comments.map(({ body }) => body)
      const inputs = { 'github-token': TOKEN, follow: '15m' }
      const before = repository.sha('main')
      const created = { event: pushEvent({ after: before }), github, inputs: { ...inputs, follow: '' } }
      expect((await runAction(scenario, created)).code).toBe(0)
      repository.branch('feature')
      repository.commit({ [FLOW]: flowSaying('two') })
      addPullRequest(github.world, { head: 'feature', number: 1 })
      const shas = { headSha: repository.sha('feature'), baseSha: before }
      const proposed = pullRequestEvent({ ...shas, number: 1, mergeSha: shas.headSha, action: 'opened' })
      await runAction(scenario, { event: proposed, github, inputs })
      expect(comments()).toEqual([expect.stringContaining('Ready to merge')])
      closePullRequest(github.world, 1, [shas.headSha])
      const pushed = pushEvent({ before, after: shas.headSha })
      const running = runAction(scenario, { event: pushed, github, inputs, runId: 778 })
      await expect.poll(() => comments()[0], { timeout: 600_000 }).toContain('is watched for')
      const api = `${server.url}/api/v1/${server.tenant}`
      const authorization = `Basic ${btoa(`${server.username}:${server.password}`)}`
      const started = await fetch(`${api}/executions/${NAMESPACE}/daily`, {
        method: 'POST',
        headers: { authorization },
      })
      expect(started.status).toBe(200)
      const run = await running
      expect(run.code, run.log).toBe(0)
      expect(comments()).toEqual([expect.stringContaining('SUCCESS')])
      expect(comments()[0]).not.toContain('is watched for')
    } finally {
      await github.stop()
    }
  })
})
