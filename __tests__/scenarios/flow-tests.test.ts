import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import * as z from 'zod'
import { describeEngines, requestLog, runningServer, type TestServer } from '../engine/engine.ts'
import { pullRequestEvent, pullRequestTargetEvent, type WorkflowEvent } from '../github-stub/events.ts'
import { addPullRequest } from '../github-stub/fixtures.ts'
import { startGitHub } from '../github-stub/start-github.ts'
import { TESTED_VERDICTS, testedFlows } from '../support/tested-flows.ts'
import { runAction } from './run-action.ts'
import { runHere } from './run-here.ts'
import { type Scenario, scenarioOn } from './start-scenario.ts'

const Begun = z.array(z.object({ namespace: z.string(), flowId: z.string() }))
const Workflow = z.object({
  jobs: z.object({
    test: z.object({ steps: z.array(z.looseObject({ with: z.record(z.string(), z.unknown()).optional() })) }),
  }),
})

/** What the example of a workflow asks for: `test`, where nothing needs a secret. */
const inputsOf = (name: string) => {
  const { jobs } = Workflow.parse(parse(readFileSync(`examples/workflows/${name}.yml`, 'utf8')))
  return jobs.test.steps.at(-1)?.with ?? {}
}

describeEngines('flow tests', (version) => {
  const begun = async ({ url, tenant }: TestServer) =>
    Begun.parse(await (await fetch(`${url}/_control/executions?tenant=${tenant}`)).json())

  test('of the example workflow run in namespaces of their own, and nothing stays', async () => {
    const { command, server, password } = inputsOf('flow-tests')
    expect([command, server]).toEqual(['test', 'http://127.0.0.1:8080'])
    expect(password).not.toContain('secrets.')
    using scenario = scenarioOn(await runningServer(version), testedFlows('company.team'))
    const run = await runHere('test', ['--all'], { dir: scenario.repository.dir, target: scenario.server })
    expect(run).toMatchObject({ code: 1, result: 'failed', reason: 'tests-failed', notices: [] })
    expect(run.tests.map(({ case: name, verdict }) => [name, verdict])).toEqual(TESTED_VERDICTS)
    const reads = (await requestLog(scenario.server)).filter(({ method }) => method === 'GET')
    const others = reads.filter(({ path }) => /\/flows\b/.test(path) && !path.includes('/kestra-gitops-test-'))
    // Before 2.0 a trigger of production may hear a test: all flows are read once.
    const listing =
      version === '2.0.0' ? [] : [expect.stringContaining('/export/by-query'), expect.stringContaining('/flows/search')]
    expect(others.map(({ path }) => path).toSorted()).toEqual(listing)
    expect(await scenario.hands.flows()).toEqual([])
    expect((await begun(scenario.server)).every(({ namespace }) => namespace.startsWith('kestra-gitops-test-'))).toBe(
      true,
    )
  })

  test('are said to be heard, or are skipped, where a Flow trigger of production would hear what they call', async () => {
    using scenario = scenarioOn(await runningServer(version), testedFlows('company.team'))
    const listener = `id: listener
namespace: production
tasks: [{id: a, type: io.kestra.plugin.core.log.Log, message: a}]
triggers: [{id: all, type: io.kestra.plugin.core.trigger.Flow}]
`
    await scenario.hands.saveFlow('production', 'listener', listener)
    const where = { dir: scenario.repository.dir, target: scenario.server }
    const isHeard = version !== '2.0.0'
    const skip = await runHere('test', ['--all', '--on-listener', 'skip'], where)
    const verdicts = TESTED_VERDICTS.map(([name, verdict]) => [
      name,
      isHeard && (name === 'doubles' || name === 'wrong') ? 'skipped' : verdict,
    ])
    expect(skip.tests.map(({ case: name, verdict }) => [name, verdict])).toEqual(verdicts)
    const run = await runHere('test', ['--all'], where)
    expect(run.tests.map(({ case: name, verdict }) => [name, verdict])).toEqual(TESTED_VERDICTS)
    expect(run.notices).toEqual(isHeard ? [expect.stringContaining('`production.listener`')] : [])
    const names = (await scenario.hands.flows()).map(({ namespace, id }) => `${namespace}.${id}`)
    expect(names).toEqual(['production.listener'])
  })

  test('that are ended by Ctrl-C leave nothing either', async () => {
    const files = testedFlows('company.team')
    const child = 'company.team/flows/child.yml'
    // They would go on for longer than the test waits for them to begin.
    files[child] = files[child]?.replace('PT1S', 'PT60S') ?? ''
    expect(files[child]).toContain('PT60S')
    using scenario = scenarioOn(await runningServer(version), files)
    const cancel = new AbortController()
    const running = runHere('test', ['--all'], {
      ...{ dir: scenario.repository.dir, target: scenario.server, signal: cancel.signal },
    })
    await expect.poll(async () => (await begun(scenario.server)).length, { timeout: 600_000 }).toBeGreaterThan(0)
    await sleep(200)
    cancel.abort(new Error('ended'))
    const run = await running
    expect(run.tests.some(({ message }) => message?.includes('run was ended') === true)).toBe(true)
    expect(await scenario.hands.flows()).toEqual([])
  })

  test('of a suite with a problem, or of another namespace, are not begun', async () => {
    const files = testedFlows('company.team')
    const suite = 'company.team/tests/total.yml'
    const broken = { [suite]: files[suite]?.replace('startsWith:', 'startWith:') ?? '' }
    using scenario = scenarioOn(await runningServer(version), { ...files, ...broken })
    const where = { dir: scenario.repository.dir, target: scenario.server }
    const run = await runHere('test', ['--all'], where)
    expect(run).toMatchObject({ code: 1, result: 'failed', reason: 'tests-failed' })
    expect(new Set(run.tests.map(({ verdict }) => verdict))).toEqual(new Set(['error', 'skipped']))
    const writes = (await requestLog(scenario.server)).filter(({ method }) => method !== 'GET')
    expect(writes).toEqual([])
    scenario.repository.commit({ [suite]: files[suite] ?? '' })
    const other = await runHere('test', ['--all', '--namespaces', 'company.other'], where)
    expect(other).toMatchObject({ tests: [], notices: [expect.stringContaining('namespaces')] })
    const own = await runHere('test', ['--all', '--namespaces', 'company.team'], where)
    expect(own.tests.map(({ case: name, verdict }) => [name, verdict])).toEqual(TESTED_VERDICTS)
    expect(own.notices).toEqual([expect.stringContaining('kestra-gitops-test-…')])
  })

  test('with a fixture are judged although one task renders a file, and one reads all outputs before it', async () => {
    const RETURN = 'io.kestra.plugin.core.debug.Return'
    const tasks = [
      `{id: audit, type: ${RETURN}, format: "{{ outputs }}"}`,
      '{id: extract, type: io.kestra.plugin.core.http.Download, uri: "http://127.0.0.1:9/orders"}',
      `{id: query, type: ${RETURN}, format: "{{ render(read('sql/daily.sql')) }} {{ outputs.extract.uri }}"}`,
    ].map((task) => `  - ${task}\n`)
    const inputs = 'inputs: [{id: day, type: STRING, defaults: monday}]\n'
    const assertion = `{value: "{{ outputs.query.value }}", equalTo: "select 'monday' a"}`
    const unitTest = 'type: io.kestra.core.tests.flow.UnitTest, fixtures: {tasks: [{id: extract, outputs: {uri: a}}]}'
    using scenario = scenarioOn(await runningServer(version), {
      'company.team/flows/orders.yml': `id: orders\nnamespace: company.team\n${inputs}tasks:\n${tasks.join('')}`,
      'company.team/files/sql/daily.sql': "select '{{ inputs.day }}'",
      'company.team/tests/orders.yml': `id: s\nnamespace: company.team\nflowId: orders\ntestCases:\n  - {id: one, ${unitTest}, assertions: [${assertion}]}\n`,
    })
    const run = await runHere('test', ['--all'], { dir: scenario.repository.dir, target: scenario.server })
    expect(run.tests.map(({ case: name, verdict, message }) => [name, verdict, message])).toEqual([
      ['one', 'passed', null],
    ])
  })

  const TOKEN = 'ghs_tests'
  const onGitHub = async (scenario: Scenario) => {
    const { repository } = scenario
    const tokens = { [TOKEN]: { permissions: { contents: 'read', 'pull-requests': 'write' } } } as const
    const github = await startGitHub({ repository: 'acme/flows', gitDir: repository.dir, tokens })
    repository.branch('feature')
    repository.commit({ 'company.team/files/note.txt': 'another note' })
    addPullRequest(github.world, { head: 'feature', number: 1 })
    const shas = { headSha: repository.sha('feature'), baseSha: repository.sha('main') }
    const inputs = { command: 'test', 'github-token': TOKEN }
    return { github, shas, start: (event: WorkflowEvent) => runAction(scenario, { event, github, inputs }) }
  }

  test('of a pull request tell in its comment what the change breaks', async () => {
    using scenario = scenarioOn(await runningServer(version), testedFlows('company.team'))
    const { github, shas, start } = await onGitHub(scenario)
    await using _ = github
    const run = await start(pullRequestEvent({ ...shas, number: 1, mergeSha: shas.headSha }))
    expect(run).toMatchObject({ code: 1, outputs: expect.stringMatching(/tests-failed<<(\S+)\n2\n/) })
    expect(github.world.comments.map(({ body }) => body)).toEqual([
      expect.stringContaining('Tests fail: 1 passed, 2 failed, 1 skipped'),
    ])
    expect(await scenario.hands.flows()).toEqual([])
    expect(github.breaches).toEqual([])
  })

  test('of a fork ask no server where the job may have secrets', async () => {
    using scenario = scenarioOn(await runningServer(version), testedFlows('company.team'))
    const { github, shas, start } = await onGitHub(scenario)
    await using _ = github
    const defaultSha = shas.baseSha
    const of = { ...shas, number: 1, mergeSha: shas.headSha, defaultSha, fork: 'mallory/flows' }
    const run = await start(pullRequestTargetEvent(of))
    expect(run).toMatchObject({
      code: 1,
      log: expect.stringContaining('its flows would run with the permissions of this job'),
    })
    const requests = await fetch(`${scenario.server.url}/_control/requests?tenant=${scenario.server.tenant}`)
    expect(await requests.json()).toEqual([])
  })
})
