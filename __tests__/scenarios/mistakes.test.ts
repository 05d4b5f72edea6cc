import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describeEngines, inTurns } from '../engine/engine.ts'
import { aFlow } from '../support/a-flow.ts'
import { type Scenario, startScenario } from './start-scenario.ts'

const TEAMS = ['company.sales', 'company.stock']
const treeOf = (namespaces: readonly string[]) =>
  Object.fromEntries(
    namespaces.flatMap((namespace) => [
      [`${namespace}/flows/a.yml`, aFlow({ id: 'a', namespace })],
      [`${namespace}/flows/b.yml`, aFlow({ id: 'b', namespace })],
      [`${namespace}/files/q.sql`, 'select 1\n'],
    ]),
  )
const tree = treeOf(TEAMS)
const gone = Object.fromEntries(Object.keys(tree).map((path) => [path, null]))

interface Mistake {
  readonly name: string
  readonly make: (scenario: Scenario) => void
  readonly args?: readonly string[]
}

const mistakes: readonly Mistake[] = [
  {
    name: 'the checkout is empty',
    make: ({ repository }) => {
      for (const entry of readdirSync(repository.dir)) {
        if (entry !== '.git') rmSync(join(repository.dir, entry), { recursive: true })
      }
    },
  },
  { name: 'a commit removed every file', make: ({ repository }) => void repository.commit(gone) },
  {
    name: 'only other files are left',
    make: ({ repository }) => void repository.commit({ ...gone, 'README.md': '# Flows\n' }),
  },
  { name: 'the root does not exist', make: () => undefined, args: ['--root', 'nowhere'] },
  {
    name: 'the root is an empty folder',
    make: ({ repository }) => void mkdirSync(join(repository.dir, 'empty')),
    args: ['--root', 'empty'],
  },
  { name: 'the root is a pattern that nobody expands', make: () => undefined, args: ['--root', 'company.*'] },
  {
    name: 'a namespace folder was renamed, and the namespace in its flows',
    make: ({ repository }) =>
      void repository.commit({ ...gone, ...treeOf(['company.sales2', 'company.stock2']), ...treeOf([]) }),
  },
  {
    name: 'one flow file was emptied',
    make: ({ repository }) => void repository.commit({ 'company.sales/flows/a.yml': '' }),
  },
  {
    name: 'one flow file holds only a comment',
    make: ({ repository }) => void repository.commit({ 'company.sales/flows/a.yml': '# a\n' }),
  },
  {
    name: 'one flow lost its id',
    make: ({ repository }) =>
      void repository.commit({ 'company.sales/flows/a.yml': aFlow({ id: 'a' }).replace('id: a\n', '') }),
  },
  {
    name: 'the YAML of one flow is broken',
    make: ({ repository }) => void repository.commit({ 'company.sales/flows/a.yml': 'id: a\nnamespace: [\n' }),
  },
  {
    name: 'a merge conflict was committed',
    make: ({ repository }) =>
      void repository.commit({
        'company.sales/flows/a.yml': `<<<<<<< HEAD\n${aFlow({ id: 'a' })}=======\n${aFlow({ id: 'a' })}>>>>>>> x\n`,
      }),
  },
  {
    name: 'one flow file became a folder of data',
    make: ({ repository }) => void repository.commit({ 'company.sales/flows/a.yml': 'version: "3"\nservices: {}\n' }),
  },
  {
    name: '.kestraignore hides everything',
    make: ({ repository }) => void repository.commit({ '.kestraignore': '*\n' }),
  },
  {
    name: '.kestraignore hides one team',
    make: ({ repository }) => void repository.commit({ '.kestraignore': 'company.sales/\n' }),
  },
  {
    name: '.kestraignore is broken',
    make: ({ repository }) => void repository.commit({ '.kestraignore': '[\n***\n!\n\\\n' }),
  },
  {
    name: 'the settings of the repository ignore everything',
    make: ({ repository }) => void repository.commit({ '.kestra/gitops.yml': 'exclude: ["**"]\n' }),
  },
  {
    name: 'the settings of the repository are broken',
    make: ({ repository }) => void repository.commit({ '.kestra/gitops.yml': 'roots: [\n' }),
  },
  {
    name: 'the settings of the repository name a root that is not there',
    make: ({ repository }) => void repository.commit({ '.kestra/gitops.yml': 'roots: [flows]\n' }),
  },
  {
    name: 'the flows moved to a folder that is no root',
    make: ({ repository }) =>
      void repository.commit({
        ...gone,
        ...Object.fromEntries(
          Object.entries(tree).map(([path, text]) => [`attic/${path.replaceAll('flows', 'old')}`, text]),
        ),
      }),
  },
]

const single = {
  flow: (namespace: string) => ({ [`${namespace}/flows/a.yml`]: aFlow({ id: 'a', namespace }) }),
  file: (namespace: string) => ({ [`${namespace}/files/q.sql`]: 'select 1\n' }),
}

describeEngines('a mistake deletes nothing:', (version) => {
  test.concurrent.each(['flow', 'file'] as const)('a namespace with a single %s was renamed', async (kind) => {
    const [before, after] = [single[kind]('company.sales'), single[kind]('company.sales2')]
    using scenario = startScenario(version, { ...single.flow('company.stock'), ...before })
    expect(await scenario.json(['deploy'])).toMatchObject({ code: 0, result: 'deployed' })
    scenario.repository.commit({ ...Object.fromEntries(Object.keys(before).map((path) => [path, null])), ...after })
    const args = ['deploy', '--when-missing', 'delete']
    const writes = await scenario.writesOf(async () => {
      const run = await scenario.json(args)
      expect(run).toMatchObject({ code: 1, result: 'refused', reason: 'empties-namespace' })
      expect(run.message).toMatch(new RegExp(`All ${kind}s of namespace company\\.sales would be deleted`))
    })
    expect(writes).toEqual([])
    expect(await scenario.json([...args, '--by-hand'])).toMatchObject({ code: 0, summary: { create: 1, delete: 1 } })
  })

  test.concurrent.each(inTurns(mistakes, version))('$name', async ({ make, args = [] }) => {
    using scenario = startScenario(version, tree)
    expect(await scenario.deployHere()).toMatchObject({ code: 0, result: 'deployed' })
    make(scenario)
    for (const whenMissing of ['keep', 'delete', 'mirror']) {
      const writes = await scenario.writesOf(() => scenario.deployHere(['--when-missing', whenMissing, ...args]))
      expect({ [whenMissing]: writes.filter((write) => write.startsWith('DELETE')) }).toEqual({ [whenMissing]: [] })
    }
    for (const namespace of TEAMS) {
      for (const id of ['a', 'b']) expect(await scenario.hands.flow(namespace, id)).toMatchObject({ revision: 1 })
      expect((await scenario.hands.file(namespace, '/q.sql'))?.toString()).toBe('select 1\n')
    }
  })
})
