import { describe, expect, it } from 'vitest'
import { readTree } from '../../../src/kinds/read-tree.ts'
import type { RepositorySettings } from '../../../src/repository/tree.ts'
import { aTree } from '../../repository/a-tree.ts'
import { aDashboard } from '../../support/a-dashboard.ts'
import { aFlow } from '../../support/a-flow.ts'

const read = async (files: Readonly<Record<string, string>>, settings: Partial<RepositorySettings> = {}) => {
  const { desired, problems } = await readTree(aTree(files), { roots: [], namespaceMap: [], ...settings })
  return {
    desired,
    resources: desired.resources.map(({ kind, namespace, name, file }) => `${kind} ${namespace}/${name} ${file}`),
    problems: problems.map(({ severity, code, file = '', line = 0 }) => `${severity} ${code} ${file}:${line}`),
    messages: problems.map(({ message }) => message),
  }
}

const flow = aFlow({ id: 'daily' })

describe('dashboards are found', () => {
  it.each([
    ['as TenantSync writes them', '_global/dashboards/sales.yml'],
    ['as PushDashboards writes them', '_dashboards/sales.yml'],
    ['in a folder below that', '_dashboards/teams/sales.yaml'],
    ['beside the flows of a namespace', 'company.team/dashboards/sales.yml'],
    ['beside the flows folder', 'dashboards/sales.yml'],
    ['below a common folder', 'namespaces/company.team/dashboards/sales.yml'],
  ])('%s', async (_, file) => {
    const { resources, problems } = await read({
      'company.team/flows/daily.yml': flow,
      [file]: aDashboard({ id: 'sales' }),
    })
    expect(resources).toEqual(['flow company.team/daily company.team/flows/daily.yml', `dashboard /sales ${file}`])
    expect(problems).toEqual([])
  })

  it('without any flow, and without a word that there is none', async () => {
    const { resources, problems } = await read({ 'dashboards/sales.yml': aDashboard({ id: 'sales' }) })
    expect(resources).toEqual(['dashboard /sales dashboards/sales.yml'])
    expect(problems).toEqual([])
  })

  it('beside flows that lie anywhere, which stay flows in a folder of that name as well', async () => {
    const { resources, problems } = await read({
      'daily.yml': flow,
      'dashboards/refresh.yml': aFlow({ id: 'refresh' }),
      'dashboards/sales.yml': aDashboard({ id: 'sales' }),
    })
    expect(resources).toEqual([
      'flow company.team/daily daily.yml',
      'flow company.team/refresh dashboards/refresh.yml',
      'dashboard /sales dashboards/sales.yml',
    ])
    expect(problems).toEqual([])
  })

  it('only below the roots that are given', async () => {
    const files = {
      'a/dashboards/one.yml': aDashboard({ id: 'one' }),
      'b/dashboards/two.yml': aDashboard({ id: 'two' }),
    }
    expect((await read(files, { roots: ['a'] })).resources).toEqual(['dashboard /one a/dashboards/one.yml'])
  })

  it('and leave namespace files and flows folders what they are', async () => {
    const { resources } = await read({
      'company.team/flows/daily.yml': flow,
      'company.team/files/dashboards/sales.yml': aDashboard({ id: 'sales' }),
      'dashboards/flows/other.yml': aFlow({ id: 'other', namespace: 'company.ops' }),
      'node_modules/x/dashboards/y.yml': aDashboard({ id: 'y' }),
    })
    expect(resources).toEqual([
      'flow company.team/daily company.team/flows/daily.yml',
      'flow company.ops/other dashboards/flows/other.yml',
      'file company.team//dashboards/sales.yml company.team/files/dashboards/sales.yml',
    ])
  })
})

describe('a YAML file of a dashboards folder', () => {
  it.each([
    ['apiVersion: 1\nproviders: []\n', 'a Grafana settings file'],
    ['id: 3\ntitle: Load\npanels: []\n', 'a Grafana dashboard'],
    ['- a\n', 'YAML without keys'],
    ['name: x\n', 'another YAML file'],
  ])('that is none is named with what it is: %j', async (text, looksLike) => {
    const { problems, messages, resources } = await read({
      'dashboards/x.yml': text,
      'company.team/flows/daily.yml': flow,
    })
    expect(problems).toEqual(['info not-a-dashboard dashboards/x.yml:0'])
    expect(messages).toEqual([`This is not a dashboard but ${looksLike}: skipped.`])
    expect(resources).toHaveLength(1)
  })

  it('that was meant as one is an error at its key', async () => {
    const text = 'id: sales\ntitel: Sales\ncharts:\n  - id: a\n    type: b\n'
    const { problems, messages } = await read({ '_dashboards/sales.yml': text })
    expect(problems).toEqual(['error meant-as-dashboard _dashboards/sales.yml:2'])
    expect(messages).toEqual(['A dashboard has no key `titel`. Did you mean `title`?'])
  })

  it('of another program is no error for one key that both have', async () => {
    const files = { 'monitoring/dashboards/load.yml': 'title: Load\nlayout: []\n', 'daily.yml': flow }
    expect((await read(files)).problems).toEqual(['info not-a-dashboard monitoring/dashboards/load.yml:0'])
  })

  it('that holds nothing any more is an error where it can be nothing else', async () => {
    const { desired, problems } = await read({ '_dashboards/sales.yml': '', 'dashboards/x.yml': '' })
    expect(desired.broken.map(({ file }) => file)).toEqual(['_dashboards/sales.yml'])
    expect(problems).toEqual(['info not-a-dashboard dashboards/x.yml:0', 'error not-a-map _dashboards/sales.yml:1'])
  })

  it('without an id is present, and an error', async () => {
    const { desired, problems } = await read({ '_dashboards/sales.yml': 'title: Sales\ncharts: []\n' })
    expect(desired.broken).toEqual([{ kind: 'dashboard', file: '_dashboards/sales.yml', name: undefined }])
    expect(problems).toContain('error missing-property _dashboards/sales.yml:1')
  })

  it('that cannot be read is an error with its line', async () => {
    const { desired, problems } = await read({ '_dashboards/sales.yml': 'id: sales\ntitle: [Sales\n' })
    expect(desired.broken).toHaveLength(1)
    expect(problems[0]).toMatch(/^error yaml-syntax _dashboards\/sales.yml:2$/)
  })

  it('with the id of another is an error that names both', async () => {
    const files = {
      '_dashboards/sales.yml': aDashboard({ id: 'sales' }),
      'company.a/dashboards/1_sales.yml': aDashboard({ id: 'sales' }),
    }
    const { problems, messages, resources } = await read(files)
    expect(problems).toEqual(['error duplicate-dashboard company.a/dashboards/1_sales.yml:1'])
    expect(messages).toEqual(['The dashboard sales is in this file and in _dashboards/sales.yml:1.'])
    expect(resources).toEqual(['dashboard /sales _dashboards/sales.yml'])
  })

  it('called otherwise than its id and its title is a warning', async () => {
    const files = {
      '_dashboards/a.yml': aDashboard({ id: 'sales' }),
      '_dashboards/Costs.yml': aDashboard({ id: 'costs', title: 'Costs' }),
    }
    expect((await read(files)).problems).toEqual(['warning file-name-mismatch _dashboards/a.yml:1'])
  })

  it('is hidden by .kestraignore, and known all the same', async () => {
    const { desired, resources } = await read({
      '.kestraignore': '_dashboards/old.yml\n',
      '_dashboards/old.yml': aDashboard({ id: 'old' }),
      '_dashboards/sales.yml': aDashboard({ id: 'sales' }),
    })
    expect(resources).toEqual(['dashboard /sales _dashboards/sales.yml'])
    expect([...desired.ignored]).toEqual(['dashboard  old'])
  })
})

describe('a dashboard', () => {
  it('belongs to no namespace of the tree', async () => {
    const { desired } = await read({ 'company.team/dashboards/sales.yml': aDashboard({ id: 'sales' }) })
    expect([...desired.namespaces]).toEqual([])
    expect(desired.layout.slice(1)).toEqual([
      { root: 'company.team/dashboards', kind: 'dashboard', namespaceFrom: 'nowhere', count: 1 },
    ])
  })
})
