import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import type { Lab } from '../lab.ts'
import { expectMatch, expectSame, expectWith } from './expect-same.ts'

const ExecutionJson = z.looseObject({ id: z.string(), state: z.looseObject({ current: z.string() }) })

const SLEEP_SECONDS = 8

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
  const refused = await lab.json(repository, ['deploy', '--wait-for-idle', '1s'])
  expectWith('a deploy that waits too short', refused, { code: 1, result: 'refused', reason: 'not-idle', writes: [] })
  expectMatch('its message', refused.message, /\.idle\.slow` \(1 running\)/)
  expectSame('its executions', refused.executions, [{ namespace, flow: 'slow', running: 1, queued: 0, paused: 0 }])

  const waited = await lab.json(repository, ['deploy', '--wait-for-idle', '2m'])
  expectWith('a deploy that waits', waited, { code: 0, result: 'deployed', writes: ['PUT /flows/idle/slow'] })
  expectSame('what it waited for', await stateOf(lab, running), 'SUCCESS')
  expectSame('what it met then', waited.executions, [])
}
