import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { nameInContract } from '../../src/render/machine-contract.ts'
import { describeEngines, injectFault } from '../engine/engine.ts'
import { aDashboard } from '../support/a-dashboard.ts'
import { aFlow } from '../support/a-flow.ts'
import { git } from '../support/git.ts'
import type { JsonRun } from './run-cli.ts'
import { type Scenario, startScenario } from './start-scenario.ts'

const Record = z.looseObject({
  owners: z.record(z.string(), z.looseObject({ dashboards: z.record(z.string(), z.unknown()) })),
})

const FLOW = { 'company.team/flows/a.yml': aFlow({ id: 'a' }) }
const pathOf = (id: string) => `_global/dashboards/${id}.yml`
const saying = (id: string, title: string) => ({ [pathOf(id)]: aDashboard({ id, title }) })

const rows = ({ resources }: JsonRun): readonly string[] =>
  resources.map((resource) => {
    const { kind, namespace, name } = nameInContract(resource)
    return [kind, namespace, name, resource.change, resource.outcome].join(' ')
  })

/** The ids that the record tells of. */
const recordedIn = async ({ hands }: Scenario): Promise<readonly string[]> => {
  const { owners } = Record.parse(await hands.record('system'))
  return Object.values(owners).flatMap(({ dashboards }) => Object.keys(dashboards))
}

/** The files that a run names as of a kind that the server does not offer. */
const leftOut = ({ problems }: JsonRun): readonly (string | undefined)[] =>
  problems.flatMap(({ code, severity, file }) => (code === 'unsupported-kind' && severity === 'warning' ? [file] : []))

const commitAll = ({ repository }: Scenario): void => {
  git(repository.dir, ['add', '--all'])
  git(repository.dir, ['commit', '--quiet', '--message', 'Export'])
}

describeEngines('dashboards', (version) => {
  test.concurrent('are created, left alone, updated and deleted, after the flows', async () => {
    using scenario = startScenario(version, { ...FLOW, ...saying('sales', 'Sales'), ...saying('costs', 'Costs') })
    const { hands, repository } = scenario
    const created = await scenario.writesOf(async () => {
      const run = await scenario.json(['deploy'])
      expect(run).toMatchObject({ code: 0, result: 'deployed' })
      expect(rows(run)).toEqual([
        'dashboard  costs create applied',
        'dashboard  sales create applied',
        'flow company.team a create applied',
      ])
    })
    expect(created).toEqual(['POST /flows', 'POST /dashboards', 'POST /dashboards'])
    expect(await hands.dashboard('sales')).toBe(aDashboard({ id: 'sales', title: 'Sales' }))
    expect(await recordedIn(scenario)).toEqual(['costs', 'sales'])

    expect(await scenario.writesOf(() => scenario.json(['deploy']))).toEqual([])

    repository.commit({ ...saying('sales', 'Revenue'), [pathOf('costs')]: null })
    const changed = await scenario.writesOf(async () => {
      const run = await scenario.json(['deploy', '--when-missing', 'delete'])
      expect(rows(run)).toEqual(['dashboard  costs delete applied', 'dashboard  sales update applied'])
      expect(run.resources.find(({ change }) => change === 'update')?.words).toEqual([
        '`title` changed, `Sales` → `Revenue`',
      ])
    })
    expect(changed).toEqual(['PUT /dashboards/sales', 'DELETE /dashboards/costs'])
    expect([...(await hands.dashboards()).keys()]).toEqual(['sales'])
    expect(await scenario.json(['plan'])).toMatchObject({ result: 'in-sync' })
  })

  test.concurrent('are kept where somebody edited them, and a conflict where Git changed as well', async () => {
    using scenario = startScenario(version, { ...saying('sales', 'Sales'), ...saying('costs', 'Costs') })
    const { hands, repository } = scenario
    await scenario.json(['deploy'])
    await hands.saveDashboard('sales', aDashboard({ id: 'sales', title: 'By hand' }))
    await hands.deleteDashboard('costs')
    expect(rows(await scenario.json(['drift']))).toEqual(['dashboard  costs drift ', 'dashboard  sales drift '])

    repository.commit(saying('sales', 'Git'))
    expect(await scenario.json(['deploy'])).toMatchObject({ code: 1, result: 'refused', reason: 'conflict' })
    expect(await hands.dashboard('sales')).toContain('By hand')

    const won = await scenario.json(['deploy', '--on-drift', 'overwrite'])
    expect(rows(won)).toEqual(['dashboard  sales conflict applied', 'dashboard  costs drift applied'])
    expect(await hands.dashboard('sales')).toBe(aDashboard({ id: 'sales', title: 'Git' }))
    expect(await hands.dashboard('costs')).toBe(aDashboard({ id: 'costs', title: 'Costs' }))
  })

  test.concurrent('that were never in Git are taken over by name, and never deleted, by mirror only where that is said', async () => {
    using scenario = startScenario(version, { ...FLOW, ...saying('sales', 'Sales') })
    const { hands } = scenario
    await hands.saveDashboard('sales', aDashboard({ id: 'sales', title: 'Older' }))
    await hands.saveDashboard('others', aDashboard({ id: 'others' }))
    const run = await scenario.json(['deploy', '--when-missing', 'mirror'])
    expect(rows(run)).toEqual(['dashboard  sales adopt applied', 'flow company.team a create applied'])
    expect([...(await hands.dashboards()).keys()].sort()).toEqual(['others', 'sales'])
    await scenario.json(['deploy', '--when-missing', 'mirror', '--mirror-kinds', 'dashboard'])
    expect([...(await hands.dashboards()).keys()]).toEqual(['sales'])
  })

  test.concurrent('are guarded: all at once only by hand, not more than max-deletes, kept by default', async () => {
    using scenario = startScenario(version, { ...FLOW, ...saying('one', '1'), ...saying('two', '2') })
    await scenario.json(['deploy'])
    scenario.repository.commit({ [pathOf('one')]: null, [pathOf('two')]: null })
    expect(rows(await scenario.json(['deploy']))).toEqual(['dashboard  one delete ', 'dashboard  two delete '])
    const refused = await scenario.json(['deploy', '--when-missing', 'delete'])
    expect(refused).toMatchObject({ code: 1, reason: 'empties-namespace' })
    expect(refused.message).toContain('All dashboards of the tenant')
    const most = await scenario.json(['deploy', '--when-missing', 'delete', '--max-deletes', '1'])
    expect(most).toMatchObject({ code: 1, reason: 'too-many-deletes' })
    expect([...(await scenario.hands.dashboards()).keys()].sort()).toEqual(['one', 'two'])
  })

  test.concurrent('are put back when a later write fails', async () => {
    using scenario = startScenario(version, { ...saying('a', 'A'), ...saying('b', 'B'), ...saying('gone', 'Gone') })
    const { hands, repository, server } = scenario
    await scenario.json(['deploy'])
    repository.commit({ ...saying('a', 'A2'), ...saying('b', 'B2'), ...saying('aa', 'New'), [pathOf('gone')]: null })
    await injectFault(server, {
      ...{ method: 'PUT', path: '/dashboards/b$', status: 422, headers: { 'content-type': 'application/json' } },
      body: JSON.stringify({ message: 'Invalid entity: no' }),
    })
    const run = await scenario.json(['deploy', '--when-missing', 'delete'])
    expect(run).toMatchObject({ code: 1, result: 'failed' })
    expect(rows(run).toSorted()).toEqual([
      'dashboard  a update rolled-back',
      'dashboard  aa create rolled-back',
      'dashboard  b update failed',
      'dashboard  gone delete not-attempted',
    ])
    const left = [...(await hands.dashboards())].map(([id, source]) => [id, /title: (.*)/.exec(source)?.[1]])
    expect(left.toSorted()).toEqual([
      ['a', 'A'],
      ['b', 'B'],
      ['gone', 'Gone'],
    ])
  })

  test.concurrent('are judged by the server, with the line of the fault', async () => {
    const broken = aDashboard({ id: 'sales' }).replace('chart.Table', 'chart.Tabel')
    using scenario = startScenario(version, { [pathOf('sales')]: broken, ...saying('costs', 'Costs') })
    const writes = await scenario.writesOf(async () => {
      const run = await scenario.json(['deploy'])
      expect(run).toMatchObject({ code: 1, result: 'invalid' })
      expect(run.problems).toEqual([
        expect.objectContaining({
          severity: 'error',
          code: 'unknown-type',
          file: pathOf('sales'),
          line: 5,
          column: 11,
        }),
      ])
    })
    expect(writes).toEqual([])
  })

  test.concurrent('that this server does not list are a warning for each file, and the rest goes on', async () => {
    using scenario = startScenario(version, { ...FLOW, ...saying('sales', 'Sales') })
    const { repository, server } = scenario
    await scenario.json(['deploy'])
    const recorded = await recordedIn(scenario)
    expect(recorded).toEqual(['sales'])
    repository.commit({ 'company.team/flows/b.yml': aFlow({ id: 'b' }), ...saying('costs', 'Costs') })
    for (const status of [405, 404]) {
      await injectFault(server, { method: 'GET', path: '/dashboards\\?', status })
      const run = await scenario.json(['deploy', '--when-missing', 'delete'])
      expect(run.code).toBe(0)
      expect(leftOut(run)).toEqual([pathOf('costs'), pathOf('sales')])
    }
    expect(await recordedIn(scenario)).toEqual(recorded)
    expect(await scenario.hands.flow('company.team', 'b')).toBeDefined()
    expect(rows(await scenario.json(['plan']))).toEqual(['dashboard  costs create '])
  })

  test.concurrent('that nobody may see are a failure where Git has one, and a sentence to an export where none has', async () => {
    const body = JSON.stringify({ message: 'Forbidden' })
    const forbidden = {
      method: 'GET',
      path: '/dashboards\\?',
      status: 403,
      headers: { 'content-type': 'application/json' },
      body,
    }
    using scenario = startScenario(version, { ...FLOW, ...saying('sales', 'Sales') })
    const writes = await scenario.writesOf(async () => {
      await injectFault(scenario.server, forbidden)
      expect(await scenario.json(['deploy'])).toMatchObject({ code: 1, result: 'failed', reason: 'forbidden' })
    })
    expect(writes).toEqual([])

    scenario.repository.commit({ [pathOf('sales')]: null })
    const asked = await scenario.requestsOf(() => scenario.json(['deploy']))
    expect(asked.filter(({ path }) => /\/dashboards(?:\?|\/|$)/.test(path))).toEqual([])
    await injectFault(scenario.server, forbidden)
    const { code, notices } = await scenario.json(['export'])
    expect(code).toBe(0)
    expect(notices).toContainEqual(
      expect.stringContaining('Not looked at on the server: its dashboards. Cannot list the dashboards'),
    )
  })

  test.concurrent('come back into Git, five of them, and Git is then in sync', async () => {
    using scenario = startScenario(version, { ...FLOW, ...saying('first', 'First') })
    const { hands, repository } = scenario
    await scenario.json(['deploy'])
    const ids = ['a', 'b.c', 'd-e', 'F']
    for (const id of ids) await hands.saveDashboard(id, aDashboard({ id, charts: ['x', 'y'] }))
    await hands.saveDashboard('first', aDashboard({ id: 'first', title: 'By hand' }))
    const run = await scenario.json(['export'])
    expect(run.resources.map(({ file }) => file).toSorted()).toEqual([...ids, 'first'].map(pathOf).toSorted())
    expect(readFileSync(join(repository.dir, pathOf('first')), 'utf8')).toBe(await hands.dashboard('first'))
    commitAll(scenario)
    expect(await scenario.json(['deploy'])).toMatchObject({ result: 'in-sync' })
    expect(await scenario.json(['plan'])).toMatchObject({ result: 'in-sync' })
  })

  test.concurrent('are exported into an empty repository, but not with one namespace', async () => {
    using scenario = startScenario(version, { 'README.md': '# Dashboards' })
    await scenario.hands.saveDashboard('sales', aDashboard({ id: 'sales' }))
    expect((await scenario.json(['export', '--namespace', 'company.team'])).resources).toEqual([])
    const run = await scenario.json(['export'])
    expect(run.resources.map(({ file }) => file)).toEqual(['_global/dashboards/sales.yml'])
  })

  test.concurrent('belong to the tenant: a job for one namespace may not touch them', async () => {
    using scenario = startScenario(version, { ...FLOW, ...saying('sales', 'Sales') })
    const run = await scenario.json(['deploy', '--namespaces', 'company.team'])
    expect(run.problems.map(({ code, file }) => [code, file])).toEqual([['namespace-not-allowed', pathOf('sales')]])
    const allowed = await scenario.json(['deploy', '--namespaces', 'company.team', '--namespaces', 'system'])
    expect(allowed).toMatchObject({ result: 'deployed' })
  })
})
