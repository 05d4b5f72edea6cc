import { expect, test } from 'vitest'
import { describeEngines, injectFault } from '../engine/engine.ts'
import { aFlow } from '../support/a-flow.ts'
import { scenarioOn, startScenario } from './start-scenario.ts'

const NAMESPACE = 'company.team'
const FLOW = `${NAMESPACE}/flows/a.yml`
const FILE = `${NAMESPACE}/files/q.sql`
const tree = (message: string) => ({ [FLOW]: aFlow({ id: 'a', message }), [FILE]: message })
const theirs = aFlow({ id: 'a', message: 'theirs' })
const filesThatStay = { [`${NAMESPACE}/files/stays.sql`]: 'select 1' }
const stays = { [`${NAMESPACE}/flows/stays.yml`]: aFlow({ id: 'stays' }) }

describeEngines('the deployment record', (version) => {
  test.concurrent('names commit, run, files and hashes, and is not written again when nothing changed', async () => {
    using scenario = startScenario(version, tree('one'))
    await scenario.json(['deploy'])
    const owner = `local/${scenario.repository.dir.split('/').at(-1)?.toLowerCase()}`
    expect(await scenario.hands.record(NAMESPACE)).toMatchObject({
      version: 1,
      owners: {
        [owner]: {
          commit: scenario.repository.sha('HEAD'),
          namespaces: [NAMESPACE],
          flows: { a: { deployed: expect.stringMatching(/^[0-9a-f]{32}$/), file: FLOW } },
          files: { '/q.sql': { deployed: expect.stringMatching(/^[0-9a-f]{32}$/), file: FILE } },
        },
      },
    })
    const requests = await scenario.requestsOf(() => scenario.json(['deploy']))
    expect(requests.filter(({ method }) => method !== 'GET')).toEqual([])
  })

  test.concurrent('is not kept with --no-record; Git stands in and proves what was ours', async () => {
    using scenario = startScenario(version, { ...tree('one'), ...stays })
    await scenario.json(['deploy', '--no-record'])
    expect(await scenario.hands.record(NAMESPACE)).toBeUndefined()
    scenario.repository.commit(tree('two'))
    expect(await scenario.json(['deploy', '--no-record'])).toMatchObject({ code: 0, summary: { update: 2, adopt: 0 } })
    scenario.repository.commit({ [FLOW]: null, [FILE]: null })
    expect(
      await scenario.json(['deploy', '--no-record', '--when-missing', 'delete', '--base', 'HEAD~1']),
    ).toMatchObject({ code: 0, summary: { delete: 2 } })
    expect(await scenario.hands.flow(NAMESPACE, 'a')).toBeUndefined()
  })

  test.concurrent('is kept of a namespace with files only, and proves that they were ours', async () => {
    using scenario = startScenario(version, { [FILE]: 'one', ...filesThatStay })
    expect(await scenario.json(['deploy'])).toMatchObject({ code: 0, result: 'deployed', notices: [] })
    scenario.repository.commit({ [FILE]: null })
    const run = await scenario.json(['deploy', '--when-missing', 'delete'])
    expect(run).toMatchObject({ code: 0, result: 'deployed', summary: { delete: 1 } })
    expect(await scenario.hands.file(NAMESPACE, '/q.sql')).toBeUndefined()
  })

  test.concurrent('that the server takes only after the namespace was created is told, and deploys all the same', async () => {
    using scenario = startScenario(version, tree('one'))
    const body = JSON.stringify({ message: `Invalid entity: The namespace '${NAMESPACE}' does not exist.` })
    const headers = { 'content-type': 'application/json' }
    await injectFault(scenario.server, { path: '/kv/kestra-gitops$', status: 422, times: 100, body, headers })
    const run = await scenario.json(['deploy'])
    expect(run).toMatchObject({ code: 0, result: 'deployed', summary: { create: 2 } })
    expect(run.notices).toEqual([
      expect.stringMatching(/^The deployment record could not be written: .*The namespace '.*' does not exist/),
    ])
  })

  test.concurrent('that was lost deletes nothing that Git does not prove, and overwrites nothing unseen', async () => {
    using scenario = startScenario(version, { ...tree('one'), ...stays })
    await scenario.json(['deploy'])
    await scenario.hands.deleteRecord(NAMESPACE)
    await scenario.hands.saveFlow(NAMESPACE, 'a', theirs)
    scenario.repository.commit({ [FLOW]: null, [FILE]: null })
    const writes = await scenario.writesOf(async () => {
      const run = await scenario.json(['deploy', '--when-missing', 'delete'])
      expect(run).toMatchObject({ code: 0, summary: { delete: 0 } })
    })
    expect(writes).toEqual([])
    expect((await scenario.hands.flow(NAMESPACE, 'a'))?.source).toBe(theirs)
  })

  const garbage = ['"a text"', '{"version":"x","owners":{}}', '[1,2]', '17', '{"version":1,"owners":{"x":{"flows":3}}}']

  test.concurrent.each(garbage)(
    'that reads %s is told, proves nothing, and is mended by the next deploy',
    async (value) => {
      using scenario = startScenario(version, { ...tree('one'), ...stays })
      await scenario.json(['deploy'])
      await scenario.hands.writeRecord(NAMESPACE, value)
      scenario.repository.commit({ [FLOW]: null, [FILE]: null, [`${NAMESPACE}/flows/b.yml`]: aFlow({ id: 'b' }) })
      const run = await scenario.json(['deploy', '--when-missing', 'mirror'])
      expect(run).toMatchObject({ code: 0, result: 'deployed', summary: { create: 1, delete: 0 } })
      expect(run.notices.join()).toMatch(/deployment record of namespace company\.team cannot be read/)
      expect(await scenario.hands.flow(NAMESPACE, 'a')).toBeDefined()
      const again = await scenario.json(['deploy', '--when-missing', 'delete'])
      expect(again).toMatchObject({ code: 0, result: 'in-sync' })
      expect(again.notices.join()).not.toMatch(/cannot be read/)
    },
  )

  test.concurrent('that a newer release wrote is told and left as it is, and Git stands in', async () => {
    using scenario = startScenario(version, { ...tree('one'), ...stays })
    await scenario.json(['deploy'])
    const newer = { version: 2, parts: { a: 'x' } }
    await scenario.hands.writeRecord(NAMESPACE, JSON.stringify(newer))
    scenario.repository.commit({ [FLOW]: null, [`${NAMESPACE}/flows/b.yml`]: aFlow({ id: 'b' }) })
    const run = await scenario.json(['deploy', '--when-missing', 'mirror'])
    expect(run).toMatchObject({ code: 0, result: 'deployed', summary: { create: 1, delete: 0 } })
    expect(run.notices.filter((notice) => /newer kestra-gitops.*Update the action/.test(notice))).toHaveLength(1)
    expect(await scenario.hands.record(NAMESPACE)).toEqual(newer)
    expect(await scenario.hands.flow(NAMESPACE, 'a')).toBeDefined()
  })

  test.concurrent('of another repository refuses a resource that both claim, naming both, and writes nothing', async () => {
    using scenario = startScenario(version, { ...tree('one'), ...stays })
    await scenario.json(['deploy'])
    using other = scenarioOn(scenario.server, {
      [FLOW]: aFlow({ id: 'a', message: 'other' }),
      [`${NAMESPACE}/flows/own.yml`]: aFlow({ id: 'own' }),
    })
    const first = scenario.repository.dir.split('/').at(-1) ?? ''
    const writes = await other.writesOf(async () => {
      const run = await other.json(['deploy', '--on-drift', 'overwrite'])
      expect(run).toMatchObject({ code: 1, result: 'refused', reason: 'claimed-by-another' })
      expect(run.message).toContain(`flow ${NAMESPACE}.a (${FLOW})`)
      expect(run.message).toContain(`local/${first.toLowerCase()}`)
    })
    expect(writes).toEqual([])
  })

  test.concurrent('of two repositories in one namespace keeps them apart, and mirror does not delete of the other', async () => {
    using scenario = startScenario(version, tree('one'))
    await scenario.json(['deploy'])
    using other = scenarioOn(scenario.server, {
      [`${NAMESPACE}/flows/own.yml`]: aFlow({ id: 'own' }),
      [`${NAMESPACE}/files/own.sql`]: 'own',
    })
    const writes = await other.writesOf(async () => {
      expect(await other.json(['deploy', '--when-missing', 'mirror'])).toMatchObject({ code: 0, result: 'deployed' })
    })
    expect(writes.filter((write) => write.startsWith('DELETE'))).toEqual([])
    expect(await scenario.json(['deploy', '--when-missing', 'delete'])).toMatchObject({ code: 0, result: 'in-sync' })
    expect(Object.keys((await scenario.hands.record(NAMESPACE)) as object)).toEqual(['version', 'owners'])
  })

  test.concurrent('sees drift of a namespace file in every plan', async () => {
    using scenario = startScenario(version, tree('one'))
    await scenario.json(['deploy'])
    await scenario.hands.uploadFile(NAMESPACE, '/q.sql', 'theirs')
    const run = await scenario.json(['plan'])
    expect(run).toMatchObject({ result: 'drift', summary: { drift: 1 } })
    expect(run.notices.join()).not.toMatch(/Not looked at on the server/)
    expect(await scenario.json(['drift'])).toMatchObject({ code: 0, result: 'drift', summary: { drift: 1 } })
  })
})

describeEngines('what happened on the server', (version) => {
  test.concurrent('is told apart: edited, disabled, deleted, behind', async () => {
    const ids = ['edited', 'disabled', 'deleted', 'behind']
    const files = (message: string) =>
      Object.fromEntries(ids.map((id) => [`${NAMESPACE}/flows/${id}.yml`, aFlow({ id, message })]))
    using scenario = startScenario(version, { ...files('old'), ...stays })
    scenario.repository.commit(files('new'))
    await scenario.json(['deploy'])
    await scenario.hands.saveFlow(NAMESPACE, 'edited', aFlow({ id: 'edited', message: 'theirs' }))
    await scenario.hands.disableFlow(NAMESPACE, 'disabled')
    await scenario.hands.deleteFlow(NAMESPACE, 'deleted')
    await scenario.hands.saveFlow(NAMESPACE, 'behind', aFlow({ id: 'behind', message: 'old' }))
    const { resources, summary } = await scenario.json(['drift'])
    expect(summary).toMatchObject({ drift: 4, unchanged: 1 })
    const causes = resources.map((resource) => [resource.kind === 'flow' && resource.id, resource.words[0]])
    expect(Object.fromEntries(causes)).toEqual({
      edited: expect.stringMatching(/^edited on the server since the last deploy \([\d-]+ [\d:]+ UTC\)$/),
      disabled: expect.stringMatching(/^disabled on the server \([\d-]+ [\d:]+ UTC\)$/),
      deleted: 'deleted on the server',
      behind: expect.stringMatching(/older commit of this file: a deploy was missed/),
    })
    const requests = await scenario.requestsOf(() => scenario.json(['drift']))
    expect(requests.filter(({ method, path }) => method !== 'GET' && !path.endsWith('/validate'))).toEqual([])
  })
})
