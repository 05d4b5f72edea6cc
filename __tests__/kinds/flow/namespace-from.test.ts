import { describe, expect, it } from 'vitest'
import { readTree } from '../../../src/kinds/read-tree.ts'
import type { RepositorySettings } from '../../../src/repository/tree.ts'
import { aTree } from '../../repository/a-tree.ts'
import { aFlow } from '../../support/a-flow.ts'

const read = async (files: Readonly<Record<string, string>>, settings: Partial<RepositorySettings> = {}) => {
  const { desired, flows, problems } = await readTree(aTree(files), { roots: [], namespaceMap: [], ...settings })
  return {
    flows,
    problems,
    taken: desired.resources.map(({ kind, namespace, name }) => `${kind} ${namespace} ${name}`),
  }
}

const calling = `# Every day
id: daily
namespace: dev # to be moved
tasks:
  - id: call
    type: io.kestra.plugin.core.flow.Subflow
    namespace: dev
    flowId: load
`
const tree = {
  '_flows/load.yml': aFlow({ id: 'load', namespace: 'dev' }),
  '_flows/marketing/daily.yml': calling,
  '_flows/marketing/eu/report.yml': aFlow({ id: 'report', namespace: 'dev.marketing.eu' }),
}

describe('flows below _flows whose namespace is not that of the folder', () => {
  it('are one warning that says where git.SyncFlows would have put them', async () => {
    const { taken, problems } = await read(tree)
    expect(taken).toEqual(['flow dev load', 'flow dev daily', 'flow dev.marketing.eu report'])
    expect(problems.map(({ code, severity, file }) => [code, severity, file])).toEqual([
      ['namespace-not-of-folder', 'warning', '_flows/marketing/daily.yml'],
    ])
    expect(problems[0]?.message).toBe(
      '`_flows/marketing/daily.yml` is deployed to `dev`, the namespace in its YAML; git.SyncFlows uses the folder instead and would have deployed it to `<targetNamespace>.marketing`.',
    )
    expect(problems[0]?.hint).toContain('namespace-from: folder')
  })

  it('are none of SyncFlows in another folder', async () => {
    const { problems } = await read({ 'flows/marketing/daily.yml': calling })
    expect(problems).toEqual([])
  })
})

describe('namespace-from: folder', () => {
  const settings = { namespaceFrom: 'folder', namespace: 'prod' } as const

  it('puts each flow where git.SyncFlows does: the target, and the folders behind it', async () => {
    const { taken, problems } = await read(tree, settings)
    expect(taken).toEqual(['flow prod load', 'flow prod.marketing daily', 'flow prod.marketing.eu report'])
    expect(problems.map(({ code, severity, line }) => [code, severity, line])).toEqual([
      ['namespace-of-folder', 'info', 2],
      ['namespace-of-folder', 'info', 3],
      ['namespace-of-folder', 'info', 2],
    ])
  })

  it('rewrites the own namespace alone, and no other character', async () => {
    const { flows } = await read(tree, settings)
    expect(flows.find(({ id }) => id === 'daily')?.document.source).toBe(
      calling.replace('namespace: dev #', 'namespace: prod.marketing #'),
    )
  })

  it('goes before namespace-map, and the files beside go along', async () => {
    const { taken } = await read(
      { 'company.team/flows/load.yml': aFlow({ id: 'load', namespace: 'dev' }), 'company.team/files/q.sql': '' },
      { namespaceFrom: 'folder', namespaceMap: [{ from: 'company', to: 'live' }] },
    )
    expect(taken).toEqual(['flow live.team load', 'file live.team /q.sql'])
  })

  it('leaves loose flows as they are: no folder says anything', async () => {
    const { taken, problems } = await read({ 'daily.yml': aFlow({ id: 'daily' }) }, settings)
    expect(taken).toEqual(['flow company.team daily'])
    expect(problems).toEqual([])
  })
})
