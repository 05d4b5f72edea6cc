import { expect, it } from 'vitest'
import { enableTrigger, listTriggers } from '../../src/kestra/triggers.ts'
import { aClient } from '../support/a-client.ts'

/** A server of a version that answers everything so, and what it was asked. */
const serverOf = (version: string, json: unknown, status = 200) => aClient(() => ({ status, json }), { version })

const NAME = { namespace: 'a.b', flowId: 'f', triggerId: 't' }

// Answers of real servers, 1.0.3 and the snapshot of 2.0.
const LIST_OF_1 = {
  results: [
    {
      abstractTrigger: { id: 't', type: 'io.kestra.plugin.core.trigger.Schedule', cron: '0 6 * * *' },
      triggerContext: {
        ...{ tenantId: 'main', ...NAME, date: '2026-11-23T23:37:42Z', nextExecutionDate: '2026-11-24T06:00:00Z' },
        ...{ disabled: false, executionId: '7SWkvEwVyJhAq135aix4z3', updatedDate: '2026-11-23T23:37:42.986632Z' },
      },
    },
    { triggerContext: { tenantId: 'main', ...NAME, triggerId: 'off', date: '2026-11-23T23:37:42Z', disabled: true } },
    { triggerContext: { ...NAME, namespace: 'a.b.c', date: '2026-11-23T23:37:42Z', disabled: false } },
  ],
  total: 3,
}
const LIST_OF_2 = {
  results: [
    {
      trigger: { id: 't', type: 'io.kestra.plugin.core.trigger.Schedule', cron: '0 6 * * *' },
      state: {
        ...{ ...NAME, updatedAt: '2026-11-23T23:39:59Z', nextEvaluationDate: '2026-11-24T06:00:00Z' },
        ...{ backfill: { paused: false }, disabled: false, locked: true, kind: 'SCHEDULE' },
      },
    },
  ],
  total: 1,
}

it('lists the triggers of namespaces in one request, and leaves out those of others', async () => {
  const { client, sent } = serverOf('1.0.3', LIST_OF_1)
  expect(await listTriggers(client, ['a.b', 'x'])).toEqual([
    {
      ...{ namespace: 'a.b', flow: 'f', trigger: 't', next: new Date('2026-11-24T06:00:00Z') },
      ...{ isDisabled: false, isLocked: true, hasBackfill: false, stamp: '2026-11-23T23:37:42Z' },
    },
    {
      ...{ namespace: 'a.b', flow: 'f', trigger: 'off', next: undefined },
      ...{ isDisabled: true, isLocked: false, hasBackfill: false, stamp: '2026-11-23T23:37:42Z' },
    },
  ])
  expect(sent.map(({ path }) => path)).toEqual([
    '/api/v1/main/triggers/search?page=1&size=1000&filters%5Bnamespace%5D%5BIN%5D=a.b,x',
  ])
})

it('reads what 2.x answers', async () => {
  expect(await listTriggers(serverOf('2.0.0', LIST_OF_2).client, ['a.b'])).toEqual([
    {
      ...{ namespace: 'a.b', flow: 'f', trigger: 't', next: new Date('2026-11-24T06:00:00Z') },
      ...{ isDisabled: false, isLocked: true, hasBackfill: true, stamp: '2026-11-23T23:39:59Z' },
    },
  ])
})

it('asks for all of the tenant where an address would become long, and nothing for no namespace', async () => {
  const { client, sent } = serverOf('2.0.0', LIST_OF_2)
  await listTriggers(
    client,
    Array.from({ length: 41 }, (_, index) => `n${index}`),
  )
  expect(await listTriggers(client, [])).toEqual([])
  expect(sent.map(({ path }) => path)).toEqual(['/api/v1/main/triggers/search?page=1&size=1000'])
})

it.each([
  ['1.0.3', '/api/v1/main/triggers'],
  ['2.0.0', '/api/v1/main/triggers/set-disabled'],
])('switches a trigger on as %s has it', async (version, path) => {
  const { client, sent } = serverOf(version, {})
  await enableTrigger(client, { namespace: 'a.b', flow: 'f', trigger: 't' })
  expect(sent).toMatchObject([{ method: 'PUT', path }])
  expect(JSON.parse(String(sent[0]?.body))).toEqual({ ...NAME, disabled: false })
})

it('throws what a server says that refuses', async () => {
  const { client } = serverOf('2.0.0', { message: 'no' }, 403)
  await expect(listTriggers(client, ['a.b'])).rejects.toMatchObject({ reason: 'forbidden' })
  await expect(enableTrigger(client, { namespace: 'a.b', flow: 'f', trigger: 't' })).rejects.toMatchObject({
    reason: 'forbidden',
  })
})
