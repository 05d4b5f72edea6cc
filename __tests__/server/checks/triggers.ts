import * as z from 'zod'
import type { Lab } from '../lab.ts'
import { expectMatch, expectSame, expectWith } from './expect-same.ts'

const held = z.looseObject({ triggerId: z.string(), disabled: z.boolean() })
const list = z.looseObject({
  results: z.array(z.looseObject({ triggerContext: held.optional(), state: held.optional() })),
})

/** Two schedules, and a webhook that no scheduler knows. */
const flowOf = (namespace: string, { hour = 6, head = '', more = '' }) => `id: a
namespace: ${namespace}
${head}tasks:
  - id: t
    type: io.kestra.plugin.core.log.Log
    message: hi
triggers:
  - id: morning
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "0 ${hour} * * *"
    timezone: Asia/Tokyo
${more}  - id: other
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "0 9 1 1 *"
    timezone: Asia/Tokyo
  - id: hook
    type: io.kestra.plugin.core.trigger.Webhook
    key: abcdefghijkl
`

/** Whether the server holds a trigger disabled, as a person asks. */
const isOff = async (lab: Lab, namespace: string, trigger: string): Promise<boolean | undefined> => {
  const filter = `filters%5Bnamespace%5D%5BEQUALS%5D=${namespace}`
  const { results } = list.parse(await (await lab.call(`/triggers/search?size=100&${filter}`)).json())
  return results.map(({ triggerContext, state }) => triggerContext ?? state).find((each) => each?.triggerId === trigger)
    ?.disabled
}

const switchOff = async (lab: Lab, namespace: string, triggerId: string): Promise<void> => {
  const { status } = await lab.call(lab.isBefore2 ? '/triggers' : '/triggers/set-disabled', {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ namespace, flowId: 'a', triggerId, disabled: true }),
  })
  expectSame('the switch', status, 200)
}

/** What fires when is told before and after a deploy; what a person switched off stays off, is a drift, and is switched on where Git wins. */
export const triggersFire = async (lab: Lab): Promise<void> => {
  const namespace = lab.namespace('triggers')
  const file = `${namespace}/flows/a.yml`
  const repository = lab.repository({ [file]: flowOf(namespace, {}) })
  const states = ({
    triggers,
  }: {
    readonly triggers: readonly { readonly trigger: string; readonly state: string }[]
  }) => Object.fromEntries(triggers.map(({ trigger, state }) => [trigger, state]))

  const first = await lab.json(repository, ['deploy'])
  expectSame('the receipt', states(first), { morning: 'on', other: 'on', hook: 'on' })
  expectMatch('its date', first.triggers[0]?.next ?? '', /T21:00:00Z$/)

  await switchOff(lab, namespace, 'other')
  expectWith('drift', await lab.json(repository, ['drift']), { result: 'drift', writes: [] })
  repository.commit({ [file]: flowOf(namespace, { hour: 7 }) })
  const planned = await lab.json(repository, ['plan'])
  expectSame('the plan', states(planned), { morning: 'on', other: 'off-on-server', hook: 'on' })
  expectMatch('its words', planned.triggers[0]?.says ?? '', /^next \d+ \w+(?: \d+)? 21:00 UTC → .*22:00 UTC$/)
  const deployed = await lab.json(repository, ['deploy'])
  expectWith('the deploy', deployed, { code: 0, result: 'deployed', writes: ['PUT /flows/triggers/a'] })
  expectSame('the receipt', states(deployed), { morning: 'on', other: 'off-on-server', hook: 'on' })
  expectSame('the server', await isOff(lab, namespace, 'other'), true)

  const won = await lab.json(repository, ['deploy', '--on-drift', 'overwrite'])
  expectSame('where Git wins', states(won), { other: 'on' })
  expectSame('the server', await isOff(lab, namespace, 'other'), false)
  expectWith('drift', await lab.json(repository, ['drift']), { result: 'in-sync' })

  repository.commit({ [file]: flowOf(namespace, { hour: 7, more: '    disabled: true\n' }) })
  const off = await lab.json(repository, ['deploy'])
  expectSame('switched off in Git', states(off), { morning: 'off-in-git', other: 'on', hook: 'on' })
  expectMatch('its words', off.triggers[0]?.says ?? '', /^no run \d+ \w+(?: \d+)? 22:00 UTC, and none after it$/)
}

/** A flow that changes and has no trigger: the scheduler is not asked. */
export const nothingFires = async (lab: Lab): Promise<void> => {
  const namespace = lab.namespace('no-triggers')
  const flow = `id: a\nnamespace: ${namespace}\ntasks:\n  - {id: t, type: io.kestra.plugin.core.log.Log, message: hi}\n`
  const repository = lab.repository({ [`${namespace}/flows/a.yml`]: flow })
  for (const command of ['plan', 'deploy', 'drift']) {
    const { sent } = await lab.json(repository, [command])
    expectSame(`requests of ${command}`, sent.filter(({ path }) => path.includes('/triggers')).length, 0)
  }
}
