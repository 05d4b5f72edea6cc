import { describe, expect, it } from 'vitest'
import { readTree } from '../../../src/kinds/read-tree.ts'
import type { RepositorySettings } from '../../../src/repository/tree.ts'
import type { Desired } from '../../../src/resource/desired.ts'
import { aFlowText, aTree } from '../../repository/a-tree.ts'

interface Case {
  readonly layout: string
  readonly tree: Readonly<Record<string, string>>
  readonly settings?: Partial<RepositorySettings>
  /** Flows as `namespace/id`, files as `namespace:/path`. */
  readonly resources: readonly string[]
  /** Codes of all problems; none = the layout is read without a word. */
  readonly codes?: readonly string[]
}

const cases: readonly Case[] = [
  {
    layout: '<ns>/flows and <ns>/files',
    tree: {
      'README.md': '# Flows',
      'company.team/flows/daily.yml': aFlowText('company.team', 'daily'),
      'company.team/flows/1_3/hello.yaml': aFlowText('company.team', 'hello'),
      'company.team/files/sql/q.sql': 'select 1',
      'company.team/dashboards/d.yml': 'id: d\ncharts: []\n',
      'prod/flows/load.yml': aFlowText('prod', 'load'),
      'prod/files/load.py': 'print()',
      'production/files/only.txt': 'x',
      '_global/dashboards/d.yml': 'id: d\ncharts: []\n',
    },
    resources: [
      'company.team/daily',
      'company.team/hello',
      'company.team:/sql/q.sql',
      'prod/load',
      'prod:/load.py',
      'production:/only.txt',
    ],
  },
  {
    layout: '<ns>/flows and <ns>/files below a common folder',
    tree: {
      'namespaces/company.team/flows/daily.yml': aFlowText('company.team', 'daily'),
      'namespaces/company.team/files/a.txt': 'a',
      'namespaces/company.team/files/flows/looks-like.yml': aFlowText('company.team', 'looks-like'),
    },
    resources: ['company.team/daily', 'company.team:/a.txt', 'company.team:/flows/looks-like.yml'],
  },
  {
    layout: '_flows and _files of one namespace',
    tree: {
      '_flows/daily.yml': aFlowText('company.team', 'daily'),
      '_flows/admin/clean.yml': aFlowText('company.team', 'clean'),
      'subflows/part.yml': aFlowText('company.team', 'part'),
      '_files/a.txt': 'a',
    },
    resources: ['company.team/clean', 'company.team/daily', 'company.team/part', 'company.team:/a.txt'],
  },
  {
    layout: '_flows with folders of child namespaces, and a namespace that is set',
    tree: {
      '_flows/daily.yml': aFlowText('company', 'daily'),
      '_flows/team/load.yml': aFlowText(undefined, 'load'),
      '_files/a.txt': 'a',
    },
    settings: { namespace: 'company' },
    resources: ['company.team/load', 'company/daily', 'company:/a.txt'],
    codes: ['namespace-implied'],
  },
  {
    layout: 'flows/<dotted.ns>',
    tree: {
      'flows/company.team/daily.yml': aFlowText('company.team', 'daily'),
      'flows/company.ops/clean.yml': aFlowText('company.ops', 'clean'),
      'files/company.ops/clean.sh': 'true',
    },
    resources: ['company.ops/clean', 'company.ops:/clean.sh', 'company.team/daily'],
  },
  {
    layout: 'kestra/flows/<a/b> and kestra/files/<a/b>',
    tree: {
      'kestra/flows/company/team/daily.yml': aFlowText('company.team', 'daily'),
      'kestra/flows/company/ops/clean.yml': aFlowText('company.ops', 'clean'),
      'kestra/files/company/team/sql/q.sql': 'select 1',
    },
    resources: ['company.ops/clean', 'company.team/daily', 'company.team:/sql/q.sql'],
  },
  {
    layout: 'flows/<env>/<group> and namespace-files/<dotted.ns>',
    tree: {
      'flows/prod/etl/load.yml': aFlowText('prod.etl', 'load'),
      'flows/prod/etl/load.md': 'About load',
      'flows/dev/etl/load.yml': aFlowText('dev.etl', 'load'),
      'namespace-files/prod.etl/q.sql': 'select 1',
    },
    resources: ['dev.etl/load', 'prod.etl/load', 'prod.etl:/q.sql'],
    codes: ['not-yaml'],
  },
  {
    layout: 'flat flows with files of the only namespace',
    tree: { 'flows/a.yml': aFlowText('company.team', 'a'), 'files/a.txt': 'a' },
    resources: ['company.team/a', 'company.team:/a.txt'],
  },
  {
    layout: 'flat flows with scripts of a namespace that is set',
    tree: {
      'flows/a.yml': aFlowText('company.team', 'a'),
      'flows/b.yml': aFlowText('company.ops', 'b'),
      'scripts/a.py': 'print()',
    },
    settings: { namespace: 'company.team' },
    resources: ['company.ops/b', 'company.team/a', 'company.team:/a.py'],
  },
  {
    layout: 'flat flows beside scripts that nobody named',
    tree: { 'flows/a.yml': aFlowText('company.team', 'a'), 'scripts/release.sh': 'true' },
    resources: ['company.team/a'],
  },
  {
    layout: '<ns>.<id>.yml',
    tree: { '_flows/dev.hello-world.yml': aFlowText('dev', 'hello-world') },
    resources: ['dev/hello-world'],
  },
  {
    layout: 'numbered files at the root beside other YAML',
    tree: {
      '01_hello.yaml': aFlowText('tutorial', 'hello'),
      '02_python.yaml': aFlowText('tutorial', 'python'),
      'docker-compose.yml': 'services: {}\n',
      '.github/workflows/ci.yml': 'on: push\n',
      'dbt_project.yml': 'name: x\n',
    },
    resources: ['tutorial/hello', 'tutorial/python'],
    codes: ['not-a-flow'],
  },
  {
    layout: 'several roots in a monorepo',
    tree: {
      'batch-groups/a/flows/load.yml': aFlowText('group.a', 'load'),
      'orchestration/kestra/sales/crm/flows/sync.yml': aFlowText('sales.crm', 'sync'),
      'orchestration/kestra/sales/crm/scripts/sync.py': 'print()',
      'src/kestra/flows/clean.yml': aFlowText('ops', 'clean'),
      'src/app/files/logo.svg': '<svg/>',
      'deploy/values.yaml': 'image: x\n',
    },
    resources: ['group.a/load', 'ops/clean', 'sales.crm/sync'],
  },
  {
    layout: 'loose flows below roots that are given',
    tree: {
      'backend/a.yaml': aFlowText('app', 'a'),
      'integrations/kestra/b.yaml': aFlowText('app', 'b'),
      'docs/example.yaml': aFlowText('app', 'example'),
    },
    settings: { roots: ['./backend/', 'integrations/kestra'] },
    resources: ['app/a', 'app/b'],
  },
  ...[
    '.kestra/flows',
    'vendor/flows',
    'fixtures/flows',
    '.kestra/stuff',
    'node_modules/mine',
    'testdata/files/flows',
    'a/flows/part',
    './fixtures/flows/',
  ].map((root) => ({
    layout: `the root ${root} at its word`,
    tree: {
      [`${root.replace(/^\.\/|\/$/g, '')}/daily.yml`]: aFlowText('company.team', 'daily'),
      'flows/other.yml': aFlowText('company.team', 'other'),
    },
    settings: { roots: [root] },
    resources: ['company.team/daily'],
  })),
  {
    layout: 'flows of another tool beside the real ones',
    tree: {
      'src/flows/login.yml': 'appId: com.example\nsteps: []\n',
      'kestra/daily.yml': aFlowText('company.team', 'daily'),
    },
    resources: ['company.team/daily'],
    codes: ['not-a-flow'],
  },
  {
    layout: 'a root below a files folder',
    tree: { 'company.team/flows/a.yml': aFlowText('company.team', 'a'), 'company.team/files/sql/q.sql': 'select 1' },
    settings: { roots: ['company.team/files/sql'] },
    resources: ['company.team:/sql/q.sql'],
  },
  {
    layout: 'a Terraform module tree with fragments',
    tree: {
      'modules/etl/flows/main.yml': aFlowText('company.team', 'main'),
      'modules/etl/parts/tasks.yml': '- id: a\n  type: io.kestra.plugin.core.log.Log\n',
      'modules/etl/parts/more.yml': 'tasks:\n  - id: a\n',
      'modules/etl/parts/triggers.yml': '# nothing yet\n',
    },
    resources: ['company.team/main'],
  },
]

const settingsOf = (overrides: Partial<RepositorySettings> = {}): RepositorySettings => ({
  roots: [],
  namespaceMap: [],
  ...overrides,
})

const resourcesOf = ({ resources }: Desired): string[] =>
  resources.map(({ kind, namespace, name }) => `${namespace}${kind === 'flow' ? '/' : ':'}${name}`).sort()

describe('readTree finds the layout', () => {
  it.each(cases)('$layout', async ({ tree, settings, resources, codes = [] }) => {
    const { desired, problems } = await readTree(aTree(tree), settingsOf(settings))
    expect(resourcesOf(desired)).toEqual([...resources].sort())
    expect(problems.map(({ code }) => code).sort()).toEqual([...codes].sort())
    expect(desired.isEmpty).toBe(false)
  })
})
