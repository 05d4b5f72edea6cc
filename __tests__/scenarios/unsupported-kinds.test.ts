import { expect, test } from 'vitest'
import * as z from 'zod'
import { nameInContract } from '../../src/render/machine-contract.ts'
import {
  becomeOpenSource,
  describeEngines,
  describeNewestEngine,
  injectFault,
  type TestServer,
} from '../engine/engine.ts'
import { aDashboard } from '../support/a-dashboard.ts'
import { aFlow } from '../support/a-flow.ts'
import type { JsonRun } from './run-cli.ts'
import { type Scenario, startScenario } from './start-scenario.ts'

const pathOf = (id: string) => `_global/dashboards/${id}.yml`
const aFile = (id: string, title = id) => ({ [pathOf(id)]: aDashboard({ id, title }) })
const FLOW_FILE = 'company.team/flows/a.yml'
const flow = (message: string) => ({ [FLOW_FILE]: aFlow({ id: 'a', message }) })
const PAIRS_FILE = 'company.team/kv.yml'
const DASHBOARDS_FILES = [pathOf('costs'), pathOf('sales')]
const TREE = { ...flow('1'), ...aFile('sales'), ...aFile('costs') }

/** The files that a run leaves out with a warning. */
const leftOut = ({ problems }: JsonRun): readonly (string | undefined)[] =>
  problems.flatMap(({ code, severity, file }) => (code === 'unsupported-kind' && severity === 'warning' ? [file] : []))

const changes = ({ resources }: JsonRun): readonly string[] =>
  resources.map((resource) => `${nameInContract(resource).name} ${resource.change} ${resource.outcome ?? ''}`.trim())

const Record = z.looseObject({ owners: z.record(z.string(), z.looseObject({ dashboards: z.unknown() })) })

/** What the record of the tenant holds of dashboards. */
const recordedDashboards = async ({ hands }: Scenario): Promise<unknown> =>
  Object.values(Record.parse(await hands.record('system')).owners).map(({ dashboards }) => dashboards)

describeNewestEngine('open-source Kestra 2.0.0, which has no dashboards', (version) => {
  test.concurrent('gets the flows, and each file of a dashboard is left out with a warning', async () => {
    using scenario = startScenario(version, TREE)
    await becomeOpenSource(scenario.server)
    const plan = await scenario.json(['plan'])
    expect([plan.code, plan.result, changes(plan), leftOut(plan)]).toEqual([
      0,
      'changes',
      ['a create'],
      DASHBOARDS_FILES,
    ])
    const requests = await scenario.requestsOf(async () => {
      const deployed = await scenario.json(['deploy'])
      expect([deployed.code, deployed.result, changes(deployed), leftOut(deployed)]).toEqual([
        0,
        'deployed',
        ['a create applied'],
        DASHBOARDS_FILES,
      ])
    })
    expect(requests.filter(({ path }) => path.includes('/dashboards'))).toEqual([])
    for (const command of ['plan', 'deploy', 'drift', 'validate']) {
      const run = await scenario.json([command])
      expect([command, run.code, run.result, leftOut(run)]).toEqual([command, 0, 'in-sync', DASHBOARDS_FILES])
    }
  })

  test.concurrent('is neither drift nor conflict nor a delete, and the record keeps what it knows', async () => {
    using scenario = startScenario(version, TREE)
    const { repository } = scenario
    await scenario.json(['deploy'])
    const recorded = await recordedDashboards(scenario)
    await becomeOpenSource(scenario.server)

    const drift = await scenario.json(['drift'])
    expect([drift.code, drift.result, leftOut(drift)]).toEqual([0, 'in-sync', DASHBOARDS_FILES])
    repository.commit({ ...flow('2'), ...aFile('sales', 'Changed'), [pathOf('costs')]: null })
    const writes = await scenario.writesOf(async () => {
      const run = await scenario.json(['deploy', '--when-missing', 'delete', '--on-drift', 'overwrite'])
      expect([run.code, changes(run), leftOut(run)]).toEqual([0, ['a update applied'], [pathOf('sales')]])
    })
    expect(writes).toEqual(['PUT /flows/company.team/a'])
    expect(await recordedDashboards(scenario)).toEqual(recorded)

    repository.commit({ [pathOf('sales')]: null })
    const without = await scenario.json(['deploy', '--when-missing', 'mirror', '--mirror-kinds', 'dashboard'])
    expect([without.code, changes(without), leftOut(without)]).toEqual([0, [], []])
    expect(without.notices).toContainEqual(expect.stringContaining('does not offer dashboards'))
    expect(await recordedDashboards(scenario)).toEqual(recorded)
  })
})

/** Every such request of the tenant answers 405 from now on. */
const refuse = (server: TestServer, method: string, path: string): Promise<void> =>
  injectFault(server, { method, path, status: 405, times: 1000, headers: { allow: 'HEAD, GET' } })

describeEngines('a server that only its 405 shows to lack a kind', (version) => {
  test.concurrent('at the validation: nothing of the kind is planned', async () => {
    using scenario = startScenario(version, TREE)
    await refuse(scenario.server, 'POST', '/dashboards')
    for (const command of ['plan', 'validate', 'deploy']) {
      const run = await scenario.json([command])
      expect([command, run.code, leftOut(run)]).toEqual([command, 0, DASHBOARDS_FILES])
    }
    expect(await scenario.json(['plan'])).toMatchObject({ code: 0, result: 'in-sync' })
  })

  test.concurrent('at the write: the step is left out, and the flows stay', async () => {
    using scenario = startScenario(version, { ...TREE, ...aFile('old') })
    const { hands, repository, server } = scenario
    await scenario.json(['deploy'])
    const recorded = await recordedDashboards(scenario)
    repository.commit({ ...flow('2'), ...aFile('sales', 'Changed'), ...aFile('new'), [pathOf('old')]: null })
    await refuse(server, 'POST|PUT|DELETE', '/dashboards(/[a-z]*)?$')
    const run = await scenario.json(['deploy', '--when-missing', 'delete'])
    expect([run.code, run.result, changes(run)]).toEqual([0, 'deployed', ['a update applied']])
    expect(run.summary).toMatchObject({ create: 0, update: 1, delete: 0 })
    expect(leftOut(run).toSorted()).toEqual([pathOf('new'), pathOf('sales'), undefined])
    expect((await hands.flow('company.team', 'a'))?.source).toBe(flow('2')[FLOW_FILE])
    expect(await recordedDashboards(scenario)).toMatchObject(recorded as object)
    expect(changes(await scenario.json(['drift']))).toEqual(
      expect.not.arrayContaining([expect.stringMatching(/drift|conflict/)]),
    )
  })

  test.concurrent('at a write of a pair: one warning for the file, and the flows stay', async () => {
    using scenario = startScenario(version, { ...flow('1'), [PAIRS_FILE]: 'one: 1\ntwo: 2\n' })
    await refuse(scenario.server, 'PUT', '/kv/(one|two)$')
    const run = await scenario.json(['deploy'])
    expect([run.code, run.result, changes(run), leftOut(run)]).toEqual([
      0,
      'deployed',
      ['a create applied'],
      [PAIRS_FILE],
    ])
  })

  test.concurrent('at the list of the pairs: they are left out, and the flows are deployed', async () => {
    using scenario = startScenario(version, { ...flow('1'), [PAIRS_FILE]: 'one: 1\ntwo: 2\n' })
    await refuse(scenario.server, 'GET', '/kv(\\?|$)')
    const run = await scenario.json(['deploy'])
    expect([run.code, changes(run), leftOut(run)]).toEqual([0, ['a create applied'], [PAIRS_FILE]])
  })

  test.concurrent('is a failure for flows, which every server has', async () => {
    using scenario = startScenario(version, flow('1'))
    await refuse(scenario.server, 'POST', '/flows$')
    expect(await scenario.json(['deploy'])).toMatchObject({ code: 1, result: 'failed' })
  })
})
