import { expect, test } from 'vitest'
import { describeEngines, describeNewestEngine } from '../engine/engine.ts'
import { aDashboard } from '../support/a-dashboard.ts'
import { aFlow } from '../support/a-flow.ts'
import { scenarioOn, startScenario } from './start-scenario.ts'

const shared = { 'company.team/flows/a.yml': aFlow({ id: 'a' }) }
const theirs = { 'company.team/flows/b.yml': aFlow({ id: 'b' }), 'company.team/files/q.sql': 'select 1\n' }

describeNewestEngine('two repositories in one namespace:', (version) => {
  test.concurrent('mirror does not delete what the other one deploys', async () => {
    using ours = startScenario(version, { ...shared, 'company.team/files/own.sql': 'select 2\n' })
    using others = scenarioOn(ours.server, theirs)
    await others.json(['deploy'])
    await ours.hands.saveFlow('company.team', 'nobodys', aFlow({ id: 'nobodys' }))
    const deployed = await ours.json(['deploy', '--when-missing', 'mirror'])
    expect(deployed).toMatchObject({ result: 'deployed', summary: { create: 2, delete: 1, unmanaged: 2 } })
    expect(await ours.hands.flow('company.team', 'nobodys')).toBeUndefined()
    expect(await ours.hands.flow('company.team', 'b')).toBeDefined()
    expect(await ours.hands.file('company.team', '/q.sql')).toBeDefined()
  })

  test.concurrent('export leaves out what the other one deploys, of the tenant as well', async () => {
    using ours = startScenario(version, { 'README.md': '# Empty' })
    using others = scenarioOn(ours.server, {
      ...theirs,
      'company.team/kv.yml': 'limit: 1\n',
      '_global/dashboards/sales.yml': aDashboard({ id: 'sales' }),
    })
    await others.json(['deploy'])
    const run = await ours.json(['export'])
    expect(run.resources).toEqual([])
    expect(run.notices.join('\n')).toMatch(/Not exported: .*`sales`/)
  })

  test.concurrent('what one of them gives up, the other one takes over, and it is not deleted then', async () => {
    using giving = startScenario(version, { ...shared, ...theirs })
    using taking = scenarioOn(giving.server, theirs)
    await giving.json(['deploy'])
    expect(await taking.json(['deploy'])).toMatchObject({ code: 1, reason: 'claimed-by-another' })

    giving.repository.commit({ 'company.team/flows/b.yml': null, 'company.team/files/q.sql': null })
    await giving.json(['deploy'])
    expect(await taking.json(['deploy'])).toMatchObject({ code: 0, summary: { unchanged: 2 } })

    expect(await giving.json(['deploy', '--when-missing', 'delete'])).toMatchObject({ code: 0, result: 'in-sync' })
    expect(await giving.hands.flow('company.team', 'b')).toBeDefined()
    expect(await giving.hands.file('company.team', '/q.sql')).toBeDefined()
    expect(await giving.json(['deploy', '--when-missing', 'delete'])).toMatchObject({
      result: 'in-sync',
      resources: [],
    })
  })
})

describeNewestEngine('one repository for two namespaces of one server:', (version) => {
  const files = { 'company.dev/flows/a.yml': aFlow({ id: 'a', namespace: 'company.dev' }) }
  const everywhere = { ...files, 'shared/flows/s.yml': aFlow({ id: 's', namespace: 'shared' }) }

  test.concurrent('the namespace of the other map is not missing in this one', async () => {
    using scenario = startScenario(version, files)
    await scenario.json(['deploy'])
    const mapped = ['deploy', '--namespace-map', 'company.dev => company.prod', '--when-missing', 'delete']
    expect(await scenario.json(mapped)).toMatchObject({ code: 0, summary: { create: 1, delete: 0 } })
    expect(await scenario.json(['deploy', '--when-missing', 'delete'])).toMatchObject({ code: 0, result: 'in-sync' })
    expect(await scenario.hands.flow('company.dev', 'a')).toBeDefined()
    expect(await scenario.hands.flow('company.prod', 'a')).toBeDefined()
  })

  test.concurrent('a flow that both maps leave where it is has two masters, and that is refused', async () => {
    using scenario = startScenario(version, everywhere)
    await scenario.json(['deploy'])
    const mapped = ['deploy', '--namespace-map', 'company.dev => company.prod', '--when-missing', 'delete']
    expect(await scenario.json(mapped)).toMatchObject({ code: 1, reason: 'claimed-by-another' })
    expect(await scenario.hands.flow('company.dev', 'a')).toBeDefined()
  })
})

describeNewestEngine('two jobs of one repository, and a pull request that edits .kestra/gitops.yml:', (version) => {
  const files = {
    'dev/flows/a.yml': aFlow({ id: 'a', namespace: 'dev' }),
    'dev/flows/b.yml': aFlow({ id: 'b', namespace: 'dev' }),
  }
  const prod = ['deploy', '--namespace-map', 'dev => prod']

  test.concurrent('the job of dev does not become the owner of prod, and deletes nothing there', async () => {
    using scenario = startScenario(version, files)
    await scenario.json(prod)
    await scenario.json(['deploy'])
    scenario.repository.commit({
      '.kestra/gitops.yml': 'namespace-map: ["dev => prod"]\n',
      'dev/flows/b.yml': null,
    })
    const attack = await scenario.json(['deploy', '--when-missing', 'delete', '--base', 'HEAD~1'])
    expect(attack).toMatchObject({ code: 1, reason: 'claimed-by-another' })
    expect(attack.notices).toContainEqual(expect.stringContaining('from nothing to `dev => prod`'))
    expect(await scenario.hands.flow('prod', 'b')).toBeDefined()
  })

  test.concurrent('a job limited to dev reads, shows and writes nothing else', async () => {
    using scenario = startScenario(version, files)
    await scenario.json(prod)
    await scenario.hands.saveFlow('prod', 'caller', aFlow({ id: 'caller', namespace: 'prod' }))
    const limited = ['deploy', '--namespaces', 'dev', '--when-missing', 'mirror']
    const requests = await scenario.requestsOf(async () => {
      expect(await scenario.json(limited)).toMatchObject({ code: 0, summary: { create: 2, unmanaged: 0 } })
    })
    expect(requests.filter(({ path }) => path.includes('prod'))).toEqual([])
    const exported = await scenario.json(['export', '--namespaces', 'dev'])
    expect(JSON.stringify(exported)).not.toContain('prod')

    scenario.repository.commit({ '.kestra/gitops.yml': 'namespace-map: ["dev => prod"]\n' })
    const attack = await scenario.json(limited)
    expect(attack).toMatchObject({ code: 1, result: 'invalid' })
    expect(attack.problems.map(({ code }) => code)).toEqual(['namespace-not-allowed', 'namespace-not-allowed'])
    expect(await scenario.hands.flow('prod', 'a')).toBeDefined()
  })
})

describeEngines('a record that somebody else may write:', (version) => {
  const files = { 'dev/flows/a.yml': aFlow({ id: 'a', namespace: 'dev' }) }
  const env = { KESTRA_RECORD_KEY: 'a key of the record 4711' }

  test.concurrent('comes back from the store as it was signed, and is not believed without that', async () => {
    using scenario = startScenario(version, files)
    const deployed = await scenario.json(['deploy'], { env })
    expect(JSON.stringify(deployed.notices)).not.toContain('record-key')
    await scenario.hands.saveFlow('dev', 'a', aFlow({ id: 'a', namespace: 'dev', message: 'edited' }))
    const drifted = await scenario.json(['plan'], { env })
    expect(drifted).toMatchObject({ result: 'drift', summary: { drift: 1 } })
    expect(JSON.stringify(drifted.notices)).not.toContain('record-key')

    const stranger = await scenario.json(['plan'], { env: { KESTRA_RECORD_KEY: 'another key of 16 or more' } })
    expect(stranger).toMatchObject({ summary: { drift: 0, adopt: 1 } })
    expect(stranger.notices).toContainEqual(expect.stringContaining('namespace dev is wrongly signed'))
    expect(
      await scenario.json(['deploy', '--max-overwrites', '0'], {
        env: { KESTRA_RECORD_KEY: 'another key of 16 or more' },
      }),
    ).toMatchObject({
      code: 1,
      reason: 'too-many-overwrites',
    })
  })
})
