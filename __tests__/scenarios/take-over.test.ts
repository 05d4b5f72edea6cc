import { expect, test } from 'vitest'
import { describeEngines } from '../engine/engine.ts'
import { aDashboard } from '../support/a-dashboard.ts'
import { aFlow } from '../support/a-flow.ts'
import { type Scenario, scenarioOn, startScenario } from './start-scenario.ts'

const FILES = {
  'company.team/flows/a.yml': aFlow({ id: 'a' }),
  'company.team/flows/b.yml': aFlow({ id: 'b' }),
  'company.team/files/q.sql': 'select 1\n',
  'company.other/kv.yml': 'limit: 1\n',
  '_global/dashboards/sales.yml': aDashboard({ id: 'sales' }),
}

const remote = (scenario: Scenario, url: string) => scenario.repository.git('remote', 'add', 'origin', url)
const moveTo = (scenario: Scenario, url: string) => scenario.repository.git('remote', 'set-url', 'origin', url)
const ownersIn = async ({ hands }: Scenario, namespace: string) => {
  const record = await hands.record(namespace)
  return Object.keys((record as { owners?: object } | undefined)?.owners ?? {})
}

describeEngines('a repository that is called otherwise than when it deployed:', (version) => {
  test.concurrent('a remote that is added is told, by doctor as well, and one flag takes over all of it', async () => {
    using scenario = startScenario(version, FILES)
    await scenario.json(['deploy'])
    const [before = ''] = await ownersIn(scenario, 'company.team')
    expect(before).toMatch(/^local\//)
    remote(scenario, 'https://github.com/acme/flows.git')

    const refused = await scenario.json(['plan'])
    expect(refused).toMatchObject({ code: 1, result: 'refused', reason: 'claimed-by-another' })
    expect(refused.message).toContain(`also deployed by ${before}`)
    expect(refused.message).toMatch(/in the history here.* called acme\/flows since it was renamed, moved or given/)
    expect(refused.message).toContain(`(--take-over ${before})`)
    expect((await scenario.run(['doctor'])).stdout.replaceAll(/\s+/g, ' ')).toContain(`(--take-over ${before})`)

    const plan = await scenario.json(['plan', '--take-over', before])
    expect(plan).toMatchObject({ code: 0, result: 'in-sync' })
    expect(plan.notices.join(' ')).toMatch(/3 namespaces .* count as deployed by acme\/flows/)
    expect(await ownersIn(scenario, 'company.team')).toEqual([before])

    await scenario.hands.saveFlow('company.team', 'b', aFlow({ id: 'b', message: 'edited' }))
    scenario.repository.commit({ 'company.team/flows/a.yml': null })
    expect(await scenario.json(['deploy', '--take-over', before, '--when-missing', 'delete'])).toMatchObject({
      code: 0,
      summary: { delete: 1, drift: 1, adopt: 0 },
    })
    for (const namespace of ['company.team', 'company.other', 'system'])
      expect(await ownersIn(scenario, namespace)).toEqual(['acme/flows'])
    expect(await scenario.json(['deploy'])).toMatchObject({ code: 0, result: 'drift', summary: { drift: 1 } })
    const again = await scenario.json(['deploy', '--take-over', before])
    expect(again.notices.join(' ')).toContain('no deployment record of this tree')
  })

  test.concurrent('another host, another way to it and another name of the remote are the same repository', async () => {
    using scenario = startScenario(version, FILES)
    remote(scenario, 'https://github.com/Acme/flows.git')
    await scenario.json(['deploy'])
    for (const url of ['git@github.com:acme/flows.git', 'ssh://git@git.example.com:2222/acme/flows']) {
      moveTo(scenario, url)
      expect(await scenario.json(['plan'])).toMatchObject({ code: 0, result: 'in-sync' })
    }
    scenario.repository.git('remote', 'rename', 'origin', 'upstream')
    expect(await scenario.json(['plan'])).toMatchObject({ code: 0, result: 'in-sync' })
  })

  test.concurrent('what came about in one namespace alone goes on, and the old name is refused after that', async () => {
    using scenario = startScenario(version, FILES)
    remote(scenario, 'https://github.com/old-owner/flows.git')
    await scenario.json(['deploy'])
    moveTo(scenario, 'https://github.com/acme/flows.git')
    const takingOver = ['deploy', '--take-over', 'Old-Owner/flows']
    const before = JSON.stringify(await scenario.hands.record('company.team'))
    expect(await scenario.json(takingOver)).toMatchObject({ code: 0, result: 'in-sync' })
    await scenario.hands.writeRecord('company.team', before)
    expect(await ownersIn(scenario, 'company.other')).toEqual(['acme/flows'])
    expect(await ownersIn(scenario, 'company.team')).toEqual(['old-owner/flows'])
    expect(await scenario.json(['plan'])).toMatchObject({ reason: 'claimed-by-another' })
    expect(await scenario.json(takingOver)).toMatchObject({ code: 0, result: 'in-sync' })
    expect(await scenario.json(['plan'])).toMatchObject({ code: 0, result: 'in-sync' })
    moveTo(scenario, 'https://github.com/old-owner/flows.git')
    const old = await scenario.json(['deploy'])
    expect(old).toMatchObject({ code: 1, reason: 'claimed-by-another' })
    expect(old.message).toContain('also deployed by acme/flows')
  })

  test.concurrent('nobody is taken over who is not named, nor one whose part another key has signed', async () => {
    using ours = startScenario(version, FILES)
    remote(ours, 'https://github.com/acme/flows.git')
    const env = { KESTRA_RECORD_KEY: 'a key of the record 4711' }
    await ours.json(['deploy'], { env })
    using other = scenarioOn(ours.server, { 'company.team/flows/a.yml': aFlow({ id: 'a' }), 'README.md': 'Other' })
    remote(other, 'https://github.com/someone/else.git')
    const fork = await other.json(['deploy', '--take-over', 'someone/other'])
    expect(fork).toMatchObject({ code: 1, reason: 'claimed-by-another' })
    expect(fork.message).toMatch(/also deployed by acme\/flows.*not in the history here.*this one is someone\/else/)
    const wrongKey = { env: { KESTRA_RECORD_KEY: 'another key of 16 or more' } }
    const unsigned = await other.json(['deploy', '--take-over', 'acme/flows'], wrongKey)
    expect(unsigned).toMatchObject({ code: 1, reason: 'claimed-by-another' })
    expect(unsigned.notices.join(' ')).toContain('are not taken over: its part of the deployment record is not signed')
    expect(await ownersIn(ours, 'company.team')).toEqual(['acme/flows'])
    expect(await other.json(['deploy', '--take-over', 'acme/flows'], { env })).toMatchObject({ code: 0 })
    expect(await ownersIn(ours, 'company.team')).toEqual(['someone/else'])
  })

  test.concurrent('a setting that is part of the name is told as one', async () => {
    using scenario = startScenario(version, { 'one/flows/a.yml': aFlow({ id: 'a', namespace: 'one' }) })
    remote(scenario, 'https://github.com/acme/flows.git')
    await scenario.json(['deploy'])
    const refused = await scenario.json(['plan', '--root', 'one'])
    expect(refused.message).toMatch(/Both are this repository with different settings: this run is acme\/flows#one/)
    expect(await scenario.json(['deploy', '--root', 'one', '--take-over', 'acme/flows'])).toMatchObject({ code: 0 })
    expect(await ownersIn(scenario, 'one')).toEqual(['acme/flows#one'])
  })
})
