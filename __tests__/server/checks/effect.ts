import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import type { Lab } from '../lab.ts'
import { expectMatch, expectSame, expectWith } from './expect-same.ts'

const ExecutionJson = z.looseObject({ id: z.string(), state: z.looseObject({ current: z.string() }) })

const SLEEP_SECONDS = 12

const sleeper = (namespace: string, message: string): string =>
  `id: slow\nnamespace: ${namespace}\ntasks:\n  - id: wait\n    type: io.kestra.plugin.core.flow.Sleep\n    duration: PT${SLEEP_SECONDS}S\n  - id: log\n    type: io.kestra.plugin.core.log.Log\n    message: ${message}\n`

const start = async (lab: Lab, namespace: string, id: string): Promise<string> => {
  const answer = await lab.call(`/executions/${namespace}/${id}`, { method: 'POST' })
  return ExecutionJson.parse(await answer.json()).id
}

const stateOf = async (lab: Lab, id: string): Promise<string> =>
  ExecutionJson.parse(await (await lab.call(`/executions/${id}`)).json()).state.current

const inState = async (lab: Lab, id: string, state: string): Promise<void> => {
  const started = performance.now()
  while ((await stateOf(lab, id)) !== state) {
    if (performance.now() - started > 60_000) throw new Error(`the execution is not ${state} after 60 s`)
    await sleep(200)
  }
}

/** What runs is waited for and ends on the old text; where it does not end in time, nothing is written. */
export const waitsForIdle = async (lab: Lab): Promise<void> => {
  const namespace = lab.namespace('idle')
  const path = `${namespace}/flows/slow.yml`
  const repository = lab.repository({ [path]: sleeper(namespace, 'one') })
  expectWith('the first deploy', await lab.json(repository, ['deploy']), { code: 0, result: 'deployed' })
  await sleep(1_000)
  repository.commit({ [path]: sleeper(namespace, 'two') })

  const running = await start(lab, namespace, 'slow')
  await inState(lab, running, 'RUNNING')
  const plan = await lab.json(repository, ['plan'])
  expectSame('what a plan meets', plan.executions, [{ namespace, flow: 'slow', running: 1, queued: 0, paused: 0 }])
  const refused = await lab.json(repository, ['deploy', '--wait-for-idle', '1s'])
  expectWith('a deploy that waits too short', refused, { code: 1, result: 'refused', reason: 'not-idle', writes: [] })
  expectMatch('its message', refused.message, /\.idle\.slow` \(1 running\)/)
  expectSame('its executions', refused.executions, [{ namespace, flow: 'slow', running: 1, queued: 0, paused: 0 }])

  const waited = await lab.json(repository, ['deploy', '--wait-for-idle', '2m'])
  expectWith('a deploy that waits', waited, { code: 0, result: 'deployed', writes: ['PUT /flows/idle/slow'] })
  expectSame('what it waited for', await stateOf(lab, running), 'SUCCESS')
  expectSame('what it met then', waited.executions, [])
}

const RETURN = 'io.kestra.plugin.core.debug.Return'

const called = (namespace: string, format: string): string =>
  `id: called\nnamespace: ${namespace}\ntasks:\n  - id: give\n    type: ${RETURN}\n    format: "${format}"\noutputs:\n  - id: text\n    type: STRING\n    value: "{{ outputs.give.value }}"\n`

/** A flow `called` that gives a text, `caller` that calls it, and a smoke suite for the caller. */
const smokeTree = (namespace: string, format: string) => ({
  [`${namespace}/flows/called.yml`]: called(namespace, format),
  [`${namespace}/flows/caller.yml`]: `id: caller\nnamespace: ${namespace}\ninputs:\n  - id: name\n    type: STRING\ntasks:\n  - id: ask\n    type: io.kestra.plugin.core.flow.Subflow\n    namespace: ${namespace}\n    flowId: called\n    wait: true\n  - id: join\n    type: ${RETURN}\n    format: "{{ inputs.name }} {{ outputs.ask.outputs.text }}"\n`,
  [`${namespace}/smoke/caller.yml`]: `id: smoke\nnamespace: ${namespace}\nflowId: caller\ntestCases:\n  - id: greets\n    type: io.kestra.core.tests.flow.UnitTest\n    fixtures:\n      inputs:\n        name: Ada\n    assertions:\n      - value: "{{ outputs.join.value }}"\n        startsWith: "Ada good"\n`,
})

const Executions = z.looseObject({
  results: z.array(z.looseObject({ id: z.string(), state: ExecutionJson.shape.state })),
})

const executionsOf = async (lab: Lab, namespace: string, flow: string) => {
  const answer = await lab.call(`/executions?namespace=${namespace}&flowId=${flow}&size=50`)
  return Executions.parse(await answer.json()).results.map(({ state }) => state.current)
}

/** Smoke runs of a flow whose called flow changed: one that passes stays, one that fails leaves the old text within 30 s. */
export const smokeRuns = async (lab: Lab): Promise<void> => {
  const namespace = lab.namespace('smoke')
  const sourceOf = async (id: string) => (await lab.hands.flow(namespace, id))?.source
  const repository = lab.repository(smokeTree(namespace, 'good one'))
  const first = await lab.json(repository, ['deploy', '--smoke'])
  expectWith('a deploy that passes', first, { code: 0, result: 'deployed' })
  expectSame(
    'its smoke runs',
    first.tests.map(({ case: name, verdict }) => [name, verdict]),
    [['greets', 'passed']],
  )
  expectSame(
    'what they left',
    [await executionsOf(lab, namespace, 'caller'), await executionsOf(lab, namespace, 'called')],
    [[], []],
  )

  repository.commit(smokeTree(namespace, 'bad'))
  const started = performance.now()
  const failed = await lab.json(repository, ['deploy', '--smoke'])
  expectWith('a deploy that fails', failed, { code: 1, result: 'failed', reason: 'smoke-failed' })
  expectSame('within 30 s', performance.now() - started < 30_000, true)
  expectSame('the text on the server', await sourceOf('called'), called(namespace, 'good one'))
  expectSame(
    'its outcomes',
    failed.resources.map(({ outcome }) => outcome),
    ['rolled-back'],
  )
  expectMatch('what it got', failed.tests[0]?.assertions[0]?.actual, /^Ada bad$/)
  expectSame('the execution that stays', await executionsOf(lab, namespace, 'caller'), ['SUCCESS'])

  // What was put back is written again, and has to pass again.
  const again = await lab.json(repository, ['deploy', '--smoke', '--on-failure', 'stop', '--smoke-keep', 'none'])
  expectWith('a deploy that stops', again, { code: 1, result: 'failed', reason: 'smoke-failed' })
  expectSame('what it left', await sourceOf('called'), called(namespace, 'bad'))
  expectSame('executions after it', await executionsOf(lab, namespace, 'caller'), ['SUCCESS'])

  repository.commit(smokeTree(namespace, 'good two'))
  const plain = await lab.json(repository, ['deploy'])
  expectWith('a deploy without smoke runs', plain, { code: 0, result: 'deployed', tests: [] })
  expectSame(
    'what it asked of executions',
    plain.sent.filter(({ path }) => path.includes('/executions')),
    [],
  )
}

const TICK =
  'triggers:\n  - id: tick\n    type: io.kestra.plugin.core.trigger.Schedule\n    cron: "*/3 * * * * *"\n    withSeconds: true\n'

const ticking = (namespace: string, task: string): string =>
  `id: ticking\nnamespace: ${namespace}\ntasks:\n  - id: work\n    type: io.kestra.plugin.core.${task}\n${TICK}`

/** Of the text that was written, and a deploy that arrived has not failed by it. */
export const firstExecutions = async (lab: Lab): Promise<void> => {
  const namespace = lab.namespace('follow')
  const path = `${namespace}/flows/ticking.yml`
  const still = { [`${namespace}/flows/still.yml`]: called(namespace, 'never').replace('id: called', 'id: still') }
  const repository = lab.repository({ [path]: ticking(namespace, 'log.Log\n    message: hi') })
  const good = await lab.json(repository, ['deploy', '--follow', '1m'])
  expectWith('a deploy that is followed', good, { code: 0, result: 'deployed' })
  expectSame(
    'what it saw',
    good.followed.map(({ flow, execution }) => [flow, execution?.state]),
    [['ticking', 'SUCCESS']],
  )

  repository.commit({ [path]: ticking(namespace, 'execution.Fail\n    errorMessage: no luck'), ...still })
  const run = await lab.run(repository, ['deploy', '--follow', '20s'])
  expectSame('its exit code', run.code, 0)
  expectMatch('what it says', run.stdout, /First executions after the deploy: 2 flows, 1 not well/)
  expectMatch(
    'what it says of the one',
    run.stdout,
    /ticking`?: its first execution ended as FAILED at task `?work`? after \d+ s/,
  )
  expectMatch('its log', run.stdout, /no luck/)
  expectMatch('what it says of the other', run.stdout, /still`?: no execution began in that time/)
  await lab.hands.deleteFlow(namespace, 'ticking')
}

/** What runs is killed and removed, and what was not proved by then does not stay. */
export const smokeInterrupted = async (lab: Lab): Promise<void> => {
  const namespace = lab.namespace('smokestop')
  const path = `${namespace}/flows/slow.yml`
  const suite = `id: smoke\nnamespace: ${namespace}\nflowId: slow\ntestCases:\n  - id: ends\n    type: io.kestra.core.tests.flow.UnitTest\n    assertions:\n      - value: "{{ execution.state }}"\n        equalTo: SUCCESS\n`
  const before = sleeper(namespace, 'one')
  const repository = lab.repository({ [path]: before })
  await lab.json(repository, ['deploy'])
  repository.commit({ [path]: sleeper(namespace, 'two'), [`${namespace}/smoke/slow.yml`]: suite })
  let isInterrupted = false
  const run = await lab.run(repository, ['deploy', '--smoke'], {
    before: ({ method, path: address }, child) => {
      // It is under way when it is read for the first time. A second Ctrl-C would end the program where it is.
      if (isInterrupted || method !== 'GET' || !/\/executions\/[A-Za-z0-9]{10,}$/.test(address)) return
      isInterrupted = true
      child?.kill('SIGINT')
    },
  })
  expectSame('the exit code of what was interrupted', run.code, 1)
  expectMatch('what it says', run.stdout, /Smoke runs had not passed by then/)
  expectSame('the text on the server', (await lab.hands.flow(namespace, 'slow'))?.source, before)
  expectSame('what it left', await executionsOf(lab, namespace, 'slow'), [])
}
