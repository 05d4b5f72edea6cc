import { expect, test } from 'vitest'
import { describeEngines } from '../engine/engine.ts'
import { aDashboard } from '../support/a-dashboard.ts'
import { aFlow } from '../support/a-flow.ts'
import { type Scenario, startScenario } from './start-scenario.ts'

const said = async (scenario: Scenario, ...args: readonly string[]) => {
  const { stdout, stderr } = await scenario.run(args)
  return `${stderr}${stdout}`.replaceAll(/\s+/g, ' ')
}

describeEngines('the first day with a server that has flows already:', (version) => {
  test.concurrent('each step says what it did, and the next one', async () => {
    using scenario = startScenario(version, {})
    const { hands, repository } = scenario
    await hands.saveFlow('company.team', 'a', aFlow({ id: 'a' }))
    await hands.saveFlow('company.team', 'b', aFlow({ id: 'b' }))
    await hands.setKeyValue('company.team', 'one', '1')
    await hands.setKeyValue('company.team', 'two', '2')
    await hands.saveDashboard('sales', aDashboard({ id: 'sales' }))

    expect(await said(scenario, 'doctor')).toContain('A new repository begins with `kestra-gitops export`')
    const dry = await said(scenario, 'export', '--dry-run')
    expect(dry).toContain('4 files would be written: 2 flows, 1 dashboard and 2 key-value pairs are new')
    const limited = await said(scenario, 'export', '--namespaces', 'company')
    expect(limited).toContain('3 files written: 2 flows and 2 key-value pairs are new')
    expect(limited).toContain('dashboards, which belong to the tenant and to no namespace. Add "system"')
    expect(limited).toContain('Not committed yet: review the changes (git diff), commit them')

    expect(await said(scenario, 'plan')).toMatch(/3 files are not committed yet: company\.team\/flows\/a\.yml/)
    repository.commit({})
    const added = /adds the key `kestra-gitops` to the key-value store of 1 namespace \(`company\.team`\)/
    expect(await said(scenario, 'plan')).toMatch(added)
    expect(await hands.record('company.team')).toBeUndefined()
    const reported: string[] = []
    await scenario.deployHere([], (text) => reported.push(text))
    // Before its first write.
    expect(reported[0]).toMatch(added)
    expect(await hands.record('company.team')).toBeDefined()
    expect(await said(scenario, 'plan')).not.toMatch(added)

    repository.write({ 'company.team/flows/a.yml': aFlow({ id: 'a', message: 'changed' }) })
    const dirty = await said(scenario, 'plan')
    expect(dirty).toContain('Not committed yet: commit, then deploy.')
    expect(dirty).not.toContain('Run deploy')
  })

  test.concurrent('a flow that is called and leaves Git is told by what becomes of it', async () => {
    const caller = `id: caller\nnamespace: company.team\ntasks:\n  - id: call\n    type: io.kestra.plugin.core.flow.Subflow\n    namespace: company.team\n    flowId: a\n`
    const file = 'company.team/flows/a.yml'
    using scenario = startScenario(version, { [file]: aFlow({ id: 'a' }), 'company.team/flows/caller.yml': caller })
    await scenario.runJson(['deploy'])
    scenario.repository.commit({ [file]: null })
    const kept = await said(scenario, 'plan')
    expect(kept).toContain('It stays on the server, because nothing is deleted there.')
    expect(kept).not.toMatch(/Nothing, if this is intended|breaks/)
    const going = await said(scenario, 'plan', '--when-missing', 'delete')
    expect(going).toMatch(/warning unknown-flow: .* is no longer in this tree, and is deleted from the server/)
    expect(going.match(/is deleted from the server/g)).toHaveLength(1)
    expect(going).not.toContain('Nothing, if this is intended')
  })
})
