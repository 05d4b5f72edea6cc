import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { nameInContract } from '../../src/render/machine-contract.ts'
import { describeEngines } from '../engine/engine.ts'
import { aDashboard } from '../support/a-dashboard.ts'
import { aFlow } from '../support/a-flow.ts'
import type { JsonRun } from './run-cli.ts'
import { startScenario } from './start-scenario.ts'

// The cases that plugin-git tests its own tasks with, under their names there: who comes from one of them gets at least that.

const rows = ({ resources }: JsonRun): readonly string[] =>
  resources
    .map((resource) => {
      const { namespace, name } = nameInContract(resource)
      return [namespace, name, resource.change, resource.outcome ?? ''].join(' ').trim()
    })
    .toSorted()

const MIRROR = ['--when-missing', 'mirror']
const NAMESPACE = 'my.ns'
const flowOf = (id: string, namespace = NAMESPACE, message = 'x') => aFlow({ id, namespace, message })

describeEngines('SyncFlowsTest', (version) => {
  const synced = {
    '_flows/first.yml': flowOf('first'),
    '_flows/second.yaml': flowOf('second', NAMESPACE, 'of Git'),
    '_flows/nested/third.yml': flowOf('third', `${NAMESPACE}.nested`),
    '_flows/.kestraignore': 'ignored.yml\n',
    '_flows/ignored.yml': flowOf('ignored'),
  }
  const setUp = async () => {
    const scenario = startScenario(version, synced)
    const { hands } = scenario
    await hands.saveFlow(NAMESPACE, 'first', flowOf('first'))
    await hands.saveFlow(NAMESPACE, 'second', flowOf('second'))
    await hands.saveFlow(NAMESPACE, 'ignored', flowOf('ignored'))
    await hands.saveFlow(NAMESPACE, 'only-there', flowOf('only-there'))
    await hands.saveFlow('another.ns', 'other', flowOf('other', 'another.ns'))
    return scenario
  }
  const idsOf = async ({ hands }: Awaited<ReturnType<typeof setUp>>) =>
    (await hands.flows())
      .map(({ namespace, id }) => `${namespace}/${id}`)
      .filter((name) => !name.startsWith('tutorial/'))
      .toSorted()

  test.concurrent('reconcileNsWithDelete', async () => {
    using scenario = await setUp()
    expect(rows(await scenario.json(['deploy', ...MIRROR]))).toEqual([
      'my.ns only-there delete applied',
      'my.ns second adopt applied',
      'my.ns.nested third create applied',
    ])
    expect(await idsOf(scenario)).toEqual([
      'another.ns/other',
      'my.ns.nested/third',
      'my.ns/first',
      'my.ns/ignored',
      'my.ns/second',
    ])
    expect((await scenario.hands.flow(NAMESPACE, 'first'))?.revision).toBe(1)
  })

  test.concurrent('reconcileNsWithoutDelete', async () => {
    using scenario = await setUp()
    expect(await scenario.json(['deploy'])).toMatchObject({ code: 0, result: 'deployed' })
    expect(await idsOf(scenario)).toContain('my.ns/only-there')
  })

  test.concurrent('reconcileNsWithoutDeleteNoChildNs', async () => {
    using scenario = await setUp()
    await scenario.json(['deploy', '--exclude', '_flows/*/'])
    expect(await idsOf(scenario)).not.toContain('my.ns.nested/third')
  })

  test.concurrent('dryRun_ShouldDoNothing_WithDelete', async () => {
    using scenario = await setUp()
    const writes = await scenario.writesOf(async () => {
      const plan = await scenario.json(['plan', ...MIRROR])
      expect(rows(plan)).toEqual(['my.ns only-there delete', 'my.ns second adopt', 'my.ns.nested third create'])
      expect(plan.resources.find(({ change }) => change === 'adopt')?.revision).toEqual({ live: 1, after: 2 })
    })
    expect(writes).toEqual([])
  })

  test.concurrent('a missing gitDirectory fails', async () => {
    using scenario = await setUp()
    const writes = await scenario.writesOf(async () => {
      expect(await scenario.json(['deploy', ...MIRROR, '--root', 'nowhere'])).toMatchObject({ code: 1 })
    })
    expect(writes).toEqual([])
  })

  test.concurrent('an invalid flow stops everything, and its file is named', async () => {
    using scenario = await setUp()
    scenario.repository.commit({ '_flows/broken.yml': 'id: broken\nnamespace: my.ns\ntaks: []\n' })
    const writes = await scenario.writesOf(async () => {
      const run = await scenario.json(['deploy', ...MIRROR])
      expect(run).toMatchObject({ code: 1, result: 'invalid' })
      expect(run.problems.find(({ code }) => code === 'meant-as-flow')).toMatchObject({
        file: '_flows/broken.yml',
        line: 3,
      })
    })
    expect(writes).toEqual([])
  })

  test.concurrent('the folder decides where it is asked for', async () => {
    using scenario = startScenario(version, {
      '_flows/load.yml': flowOf('load', 'dev'),
      '_flows/marketing/report.yml': flowOf('report', 'dev'),
      '_files/sql/q.sql': 'select 1\n',
    })
    const args = ['--namespace', 'prod', '--namespace-from', 'folder']
    expect(await scenario.json(['deploy', ...args])).toMatchObject({ code: 0, result: 'deployed' })
    expect(await idsOf(scenario)).toEqual(['prod.marketing/report', 'prod/load'])
    expect(await scenario.json(['plan', '--refresh', ...args])).toMatchObject({ result: 'in-sync' })
    expect(await scenario.json(['drift', ...args])).toMatchObject({ result: 'in-sync' })
  })
})

describeEngines('SyncNamespaceFilesTest', (version) => {
  const flow = { '_flows/a.yml': flowOf('a') }
  const files = {
    '_files/first.txt': 'of Git',
    '_files/cloned.git/kept.txt': 'kept',
    '_files/.kestraignore': 'ignored/\n',
    '_files/ignored/x.txt': 'x',
    '_files/sub/.kestraignore': 'data',
  }
  const setUp = async () => {
    const scenario = startScenario(version, { ...flow, ...files })
    await scenario.hands.saveFlow(NAMESPACE, 'a', flowOf('a'))
    await scenario.hands.uploadFile(NAMESPACE, '/first.txt', 'before')
    await scenario.hands.uploadFile(NAMESPACE, '/only-there.txt', 'x')
    await scenario.hands.uploadFile(NAMESPACE, '/ignored/there.txt', 'x')
    return scenario
  }

  test.concurrent('reconcileNsWithDelete, and the second run is unchanged', async () => {
    using scenario = await setUp()
    const expected = [
      'my.ns /cloned.git/kept.txt create',
      'my.ns /first.txt adopt',
      'my.ns /only-there.txt delete',
      'my.ns /sub/.kestraignore create',
    ]
    expect(rows(await scenario.json(['plan', ...MIRROR]))).toEqual(expected)
    expect(rows(await scenario.json(['deploy', ...MIRROR]))).toEqual(expected.map((row) => `${row} applied`))
    expect(await scenario.writesOf(() => scenario.json(['deploy', ...MIRROR]))).toEqual([])
  })

  test.concurrent('reconcileNsWithoutDelete', async () => {
    using scenario = await setUp()
    expect(rows(await scenario.json(['deploy']))).not.toContain('my.ns /only-there.txt delete applied')
    expect(await scenario.json(['plan', '--refresh'])).toMatchObject({ result: 'in-sync' })
  })
})

describeEngines('SyncDashboardsTest', (version) => {
  const tree = { '_flows/a.yml': flowOf('a'), '_dashboards/sales.yml': aDashboard({ id: 'sales' }) }

  test.concurrent.each([
    { name: 'with delete', args: [...MIRROR, '--mirror-kinds', 'dashboard'], left: ['sales'] },
    { name: 'without delete', args: [], left: ['sales', 'there'] },
  ])('$name, dry run and not', async ({ args, left }) => {
    using scenario = startScenario(version, tree)
    const { hands } = scenario
    await hands.saveDashboard('there', aDashboard({ id: 'there' }))
    expect(await scenario.writesOf(() => scenario.json(['plan', ...args]))).toEqual([])
    await scenario.json(['deploy', ...args])
    expect([...(await hands.dashboards()).keys()].toSorted()).toEqual(left)
  })
})

describeEngines('NamespaceSyncTest and TenantSyncTest', (version) => {
  test.concurrent('Git to Kestra keeps what is missing, and a file of another name loses nothing', async () => {
    using scenario = startScenario(version, {
      'my.ns/flows/other-name.yml': flowOf('a'),
      'my.ns/files/q.sql': 'select 1\n',
    })
    await scenario.hands.saveFlow(NAMESPACE, 'only-there', flowOf('only-there'))
    expect(rows(await scenario.json(['deploy']))).toEqual(['my.ns /q.sql create applied', 'my.ns a create applied'])
    expect(await scenario.hands.flow(NAMESPACE, 'only-there')).toBeDefined()
    expect(await scenario.hands.flow(NAMESPACE, 'a')).toBeDefined()
  })

  test.concurrent('Kestra to Git, and there is nothing to do then', async () => {
    using scenario = startScenario(version, { 'README.md': '# Flows\n' })
    await scenario.hands.saveFlow(NAMESPACE, 'a', flowOf('a'))
    await scenario.hands.uploadFile(NAMESPACE, '/q.sql', 'select 1\n')
    expect(await scenario.writesOf(() => scenario.json(['export']))).toEqual([])
    scenario.repository.git('add', '--all')
    scenario.repository.git('commit', '--quiet', '--message', 'Export')
    expect(await scenario.json(['deploy'])).toMatchObject({ code: 0, result: 'in-sync' })
    expect(await scenario.hands.record(NAMESPACE)).toBeDefined()
    expect((await scenario.hands.flow(NAMESPACE, 'a'))?.revision).toBe(1)
  })

  test.concurrent('folders behind links are read', async () => {
    using scenario = startScenario(version, { 'shared/a.yml': flowOf('a'), 'my.ns/files/q.sql': 'select 1\n' })
    symlinkSync('../shared', join(scenario.repository.dir, 'my.ns', 'flows'))
    scenario.repository.commit({})
    expect(rows(await scenario.json(['deploy']))).toEqual(['my.ns /q.sql create applied', 'my.ns a create applied'])
  })
})

describeEngines('SyncTest', (version) => {
  test.concurrent('files of a folder that namespaceFilesDirectory names', async () => {
    using scenario = startScenario(version, {
      '_flows/a.yml': flowOf('a'),
      'my-files/q.sql': 'select 1\n',
      '.kestra/gitops.yml': 'files: [my-files => my.ns]\n',
    })
    expect(rows(await scenario.json(['deploy']))).toEqual(['my.ns /q.sql create applied', 'my.ns a create applied'])
  })
})
