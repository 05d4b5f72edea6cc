import { expect, test } from 'vitest'
import { describeEngines, inTurns } from '../engine/engine.ts'
import { aFlow } from '../support/a-flow.ts'
import type { FileChanges } from '../support/git-repository.ts'
import { startScenario } from './start-scenario.ts'

interface Layout {
  readonly name: string
  /** The namespace of the flow that the tree has. */
  readonly namespace: string
  readonly tree: FileChanges
  readonly args?: readonly string[]
  /** Where the export puts the new flow and the new file. */
  readonly places: readonly [string, string]
}

const known = (namespace: string): string => `# Kept\n${aFlow({ id: 'known', namespace })}`

const layouts: readonly Layout[] = [
  {
    name: '<ns>/flows and <ns>/files',
    namespace: 'company.team',
    tree: { 'company.team/flows/known.yml': known('company.team') },
    places: ['company.team/flows/fresh.yml', 'company.team/files/sql/q.sql'],
  },
  {
    name: 'namespaces/<ns>/flows, without a dot',
    namespace: 'prod',
    tree: { 'namespaces/prod/flows/02_known.yaml': known('prod') },
    places: ['namespaces/prod/flows/fresh.yaml', 'namespaces/prod/files/sql/q.sql'],
  },
  {
    name: '_flows and _files',
    namespace: 'company.team',
    tree: { '_flows/known.yml': known('company.team'), '_files/a.txt': 'a' },
    places: ['_flows/fresh.yml', '_files/sql/q.sql'],
  },
  {
    name: 'flows/<ns> and scripts/<ns>',
    namespace: 'prod',
    tree: { 'flows/prod/known.yml': known('prod'), 'scripts/prod/a.py': 'a' },
    places: ['flows/prod/fresh.yml', 'scripts/prod/sql/q.sql'],
  },
  {
    name: 'kestra/flows/<a>/<b>',
    namespace: 'company.team',
    tree: { 'kestra/flows/company/team/known.yml': known('company.team') },
    places: ['kestra/flows/company/team/fresh.yml', 'kestra/files/company.team/sql/q.sql'],
  },
  {
    name: 'loose flows in a folder kestra, with files',
    namespace: 'prod',
    tree: { 'kestra/known.yml': known('prod'), 'kestra/files/a.txt': 'a' },
    places: ['kestra/fresh.yml', 'kestra/files/sql/q.sql'],
  },
  {
    name: 'loose flows in a folder kestra, without files',
    namespace: 'prod',
    tree: { 'kestra/known.yml': known('prod') },
    places: ['kestra/fresh.yml', '_files/prod/sql/q.sql'],
  },
  {
    name: 'a folder that a line of files names',
    namespace: 'prod',
    tree: { 'kestra/known.yml': known('prod'), 'data/a.py': 'a', '.kestra/gitops.yml': "files: ['data => prod']\n" },
    places: ['kestra/fresh.yml', 'data/sql/q.sql'],
  },
  {
    name: 'flows below a folder of samples that include takes',
    namespace: 'shop.web',
    tree: { 'examples/flows/known.yml': known('shop.web'), '.kestra/gitops.yml': "include: ['examples/**']\n" },
    places: ['examples/flows/fresh.yml', 'examples/files/shop.web/sql/q.sql'],
  },
  {
    name: '_flows, where the folder decides',
    namespace: 'prod.team',
    tree: { '_flows/team/known.yml': known('prod.team') },
    args: ['--namespace', 'prod', '--namespace-from', 'folder'],
    places: ['_flows/team/fresh.yml', '_files/prod.team/sql/q.sql'],
  },
]

describeEngines('an export into a repository with', (version) => {
  test.concurrent.each(inTurns(layouts, version))(
    '$name is in sync afterwards, and leaves what is there as it is',
    async ({ namespace, tree, args = [], places }) => {
      using scenario = startScenario(version, tree)
      const { hands, repository } = scenario
      expect(await scenario.json(['deploy', ...args])).toMatchObject({ code: 0, result: 'deployed' })
      await hands.saveFlow(namespace, 'fresh', aFlow({ id: 'fresh', namespace }))
      await hands.uploadFile(namespace, '/sql/q.sql', 'select 1\n')
      const exported = await scenario.json(['export', ...args])
      expect(exported.resources.map(({ file }) => file).toSorted()).toEqual(places.toSorted())
      expect(repository.git('status', '--porcelain', '--untracked-files=all').trim().split('\n').toSorted()).toEqual(
        places.map((place) => `?? ${place}`).toSorted(),
      )
      repository.git('add', '--all')
      repository.git('commit', '--quiet', '--message', 'Export')
      expect(await scenario.json(['plan', '--refresh', ...args])).toMatchObject({ result: 'in-sync' })
      expect(await scenario.json(['export', ...args])).toMatchObject({ result: 'in-sync' })
    },
  )
})
