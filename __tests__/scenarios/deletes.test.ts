import { expect, test } from 'vitest'
import { describeEngines } from '../engine/engine.ts'
import type { EngineVersion } from '../engine/engine-versions.ts'
import { aFlow } from '../support/a-flow.ts'
import { type Scenario, startScenario } from './start-scenario.ts'

const ids = ['a', 'b', 'c', 'd']
const fileOf = (id: string, namespace = 'company.team') => `${namespace}/flows/${id}.yml`
const flowsOf = (namespace: string, message = 'hi') =>
  Object.fromEntries(ids.map((id) => [fileOf(id, namespace), aFlow({ id, namespace, message })]))
const without = (...paths: readonly string[]) => Object.fromEntries(paths.map((path) => [path, null]))

const deployed = async (version: EngineVersion, files: Parameters<typeof startScenario>[1]): Promise<Scenario> => {
  const scenario = startScenario(version, files)
  expect(await scenario.json(['deploy'])).toMatchObject({ code: 0 })
  return scenario
}

describeEngines('deleting', (version) => {
  test.concurrent('more than max-deletes is refused with everything else, and done when it is raised', async () => {
    using scenario = await deployed(version, { ...flowsOf('company.team'), 'company.team/files/q.sql': 'select 1' })
    scenario.repository.commit({
      ...without(fileOf('b'), fileOf('c'), 'company.team/files/q.sql'),
      [fileOf('a')]: aFlow({ id: 'a', message: 'after' }),
    })
    const args = ['deploy', '--when-missing', 'delete', '--max-deletes']
    const writes = await scenario.writesOf(async () => {
      const run = await scenario.json([...args, '2'])
      expect(run).toMatchObject({ code: 1, result: 'refused', reason: 'too-many-deletes', summary: { delete: 3 } })
      expect(run.message).toMatch(/3 resources would be deleted, more than max-deletes \(2\)/)
    })
    expect(writes).toEqual([])
    expect(await scenario.json([...args, '3'])).toMatchObject({ code: 0, result: 'deployed', summary: { delete: 3 } })
  })

  test.concurrent('in system and in protected namespaces and their children never happens', async () => {
    using scenario = await deployed(version, {
      ...flowsOf('company.team'),
      'system/flows/a.yml': aFlow({ id: 'a', namespace: 'system' }),
      'system.jobs/flows/a.yml': aFlow({ id: 'a', namespace: 'system.jobs' }),
      'systematic/flows/a.yml': aFlow({ id: 'a', namespace: 'systematic' }),
    })
    scenario.repository.commit(without('system/flows/a.yml', 'system.jobs/flows/a.yml', 'systematic/flows/a.yml'))
    const writes = await scenario.writesOf(() => scenario.json(['deploy', '--when-missing', 'delete']))
    expect(writes).toEqual(['DELETE /flows/systematic/a'])
  })

  test.concurrent('all flows of a namespace at once is refused, unless a person confirms it', async () => {
    using scenario = await deployed(version, { ...flowsOf('company.team'), ...flowsOf('company.old') })
    scenario.repository.commit(without(...ids.map((id) => fileOf(id, 'company.old'))))
    const args = ['deploy', '--when-missing', 'delete']
    const writes = await scenario.writesOf(async () => {
      const run = await scenario.json(args)
      expect(run).toMatchObject({ code: 1, result: 'refused', reason: 'empties-namespace' })
      expect(run.message).toMatch(/All flows of namespace company\.old/)
    })
    expect(writes).toEqual([])
    expect(await scenario.json([...args, '--by-hand'])).toMatchObject({ code: 0, summary: { delete: 4 } })
  })

  test.concurrent('is not what moving a file does', async () => {
    using scenario = await deployed(version, {
      ...flowsOf('company.team'),
      'company.team/files/q.sql': 'select 1',
    })
    scenario.repository.commit({
      ...without(fileOf('a')),
      'company.team/flows/deeper/renamed.yml': aFlow({ id: 'a' }),
    })
    const writes = await scenario.writesOf(async () => {
      expect(await scenario.json(['deploy', '--when-missing', 'mirror'])).toMatchObject({ code: 0, result: 'in-sync' })
    })
    expect(writes).toEqual([])
  })

  test.concurrent('never concerns what .kestraignore hides, and neither does deploying', async () => {
    using scenario = await deployed(version, {
      ...flowsOf('company.team'),
      'company.team/files/q.sql': 'select 1',
      'company.team/files/notes/todo.md': 'mine',
    })
    await scenario.hands.uploadFile('company.team', '/notes/theirs.md', 'theirs')
    scenario.repository.commit({
      '.kestraignore': 'a.yml\n**/notes/\n',
      [fileOf('a')]: aFlow({ id: 'a', message: 'hidden' }),
      'company.team/files/notes/todo.md': null,
    })
    const writes = await scenario.writesOf(async () => {
      expect(await scenario.json(['deploy', '--when-missing', 'mirror'])).toMatchObject({ code: 0, result: 'in-sync' })
    })
    expect(writes).toEqual([])
  })

  test.concurrent('what was created on the server meanwhile is left alone, unless the whole namespace is mirrored', async () => {
    using scenario = await deployed(version, flowsOf('company.team'))
    await scenario.hands.saveFlow('company.team', 'theirs', aFlow({ id: 'theirs' }))
    await scenario.hands.saveFlow('other.team', 'theirs', aFlow({ id: 'theirs', namespace: 'other.team' }))
    expect(await scenario.writesOf(() => scenario.json(['deploy', '--when-missing', 'delete']))).toEqual([])
    expect(await scenario.writesOf(() => scenario.json(['deploy', '--when-missing', 'mirror']))).toEqual([
      'DELETE /flows/company.team/theirs',
    ])
  })

  test.concurrent('leaves namespace files alone that Git still has, in a folder that is no longer taken', async () => {
    using scenario = startScenario(version, {
      'flows/a.yml': aFlow({ id: 'a' }),
      'data/q.sql': 'select 1\n',
      'data/r.sql': 'select 2\n',
      '.kestra/gitops.yml': "files: ['data => company.team']\n",
    })
    expect(await scenario.json(['deploy'])).toMatchObject({ code: 0, summary: { create: 3 } })
    scenario.repository.commit({ '.kestra/gitops.yml': null, 'data/r.sql': null })
    const run = await scenario.json(['deploy', '--when-missing', 'delete'])
    expect(run).toMatchObject({ code: 0, summary: { delete: 1 } })
    expect(run.resources.map(({ file, words, outcome }) => [file, words.at(-1), outcome])).toEqual([
      ['data/q.sql', 'kept: its file data/q.sql is in the tree, hidden or not readable', null],
      ['data/r.sql', 'no longer in Git', 'applied'],
    ])
  })
})
