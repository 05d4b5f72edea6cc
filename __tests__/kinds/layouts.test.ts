import { describe, expect, it } from 'vitest'
import { readTree } from '../../src/kinds/read-tree.ts'
import type { RepositorySettings } from '../../src/repository/tree.ts'
import type { Desired } from '../../src/resource/desired.ts'
import { aTree } from '../repository/a-tree.ts'
import { aDashboard } from '../support/a-dashboard.ts'
import { aFlow } from '../support/a-flow.ts'

interface Case {
  readonly layout: string
  readonly tree: Readonly<Record<string, string>>
  readonly settings?: Partial<RepositorySettings>
  /** Flows as `namespace/id`, files as `namespace:/path`, dashboards as `:id`. */
  readonly resources: readonly string[]
  /** Codes of all problems; empty if the layout has no problem. */
  readonly codes?: readonly string[]
}

const cases: readonly Case[] = [
  {
    layout: '<ns>/flows and <ns>/files',
    tree: {
      'README.md': '# Flows',
      'company.team/flows/daily.yml': aFlow({ id: 'daily' }),
      'company.team/flows/1_3/hello.yaml': aFlow({ id: 'hello' }),
      'company.team/files/sql/q.sql': 'select 1',
      'company.team/dashboards/d.yml': aDashboard({ id: 'd' }),
      'prod/flows/load.yml': aFlow({ id: 'load', namespace: 'prod' }),
      'prod/files/load.py': 'print()',
      'production/files/only.txt': 'x',
      '_global/dashboards/e.yml': aDashboard({ id: 'e' }),
    },
    resources: [
      'company.team/daily',
      'company.team/hello',
      'company.team:/sql/q.sql',
      'prod/load',
      'prod:/load.py',
      'production:/only.txt',
      ':d',
      ':e',
    ],
  },
  {
    layout: '<ns>/flows and <ns>/files below a common folder',
    tree: {
      'namespaces/company.team/flows/daily.yml': aFlow({ id: 'daily' }),
      'namespaces/company.team/files/a.txt': 'a',
      'namespaces/company.team/files/flows/looks-like.yml': aFlow({ id: 'looks-like' }),
    },
    resources: ['company.team/daily', 'company.team:/a.txt', 'company.team:/flows/looks-like.yml'],
  },
  {
    layout: '_flows and _files of one namespace',
    tree: {
      '_flows/daily.yml': aFlow({ id: 'daily' }),
      '_flows/admin/clean.yml': aFlow({ id: 'clean' }),
      'subflows/part.yml': aFlow({ id: 'part' }),
      '_files/a.txt': 'a',
    },
    resources: ['company.team/clean', 'company.team/daily', 'company.team/part', 'company.team:/a.txt'],
    codes: ['namespace-not-of-folder'],
  },
  ...['subflows', '_subflows', 'team/subflows'].map((folder) => ({
    layout: `${folder} beside another folder of flows`,
    tree: {
      [`${folder}/part.yml`]: aFlow({ id: 'part' }),
      'team/daily/daily.yml': aFlow({ id: 'daily' }),
      'team/weekly.yml': aFlow({ id: 'weekly' }),
      '.github/workflows/ci.yml': 'on: push\njobs: {}\n',
    },
    resources: ['company.team/daily', 'company.team/part', 'company.team/weekly'],
  })),
  {
    layout: 'subflows alone',
    tree: {
      'company.team/subflows/part.yml': aFlow({ id: 'part', namespace: null }),
      '.github/workflows/ci.yml': 'on: push\njobs: {}\n',
    },
    resources: ['company.team/part'],
    codes: ['namespace-implied'],
  },
  {
    layout: '_flows with folders of child namespaces, and a namespace that is set',
    tree: {
      '_flows/daily.yml': aFlow({ id: 'daily', namespace: 'company' }),
      '_flows/team/load.yml': aFlow({ id: 'load', namespace: null }),
      '_files/a.txt': 'a',
    },
    settings: { namespace: 'company' },
    resources: ['company.team/load', 'company/daily', 'company:/a.txt'],
    codes: ['namespace-implied'],
  },
  {
    layout: 'flows/<dotted.ns>',
    tree: {
      'flows/company.team/daily.yml': aFlow({ id: 'daily' }),
      'flows/company.ops/clean.yml': aFlow({ id: 'clean', namespace: 'company.ops' }),
      'files/company.ops/clean.sh': 'true',
    },
    resources: ['company.ops/clean', 'company.ops:/clean.sh', 'company.team/daily'],
  },
  {
    layout: 'kestra/flows/<a/b> and kestra/files/<a/b>',
    tree: {
      'kestra/flows/company/team/daily.yml': aFlow({ id: 'daily' }),
      'kestra/flows/company/ops/clean.yml': aFlow({ id: 'clean', namespace: 'company.ops' }),
      'kestra/files/company/team/sql/q.sql': 'select 1',
    },
    resources: ['company.ops/clean', 'company.team/daily', 'company.team:/sql/q.sql'],
  },
  {
    layout: 'flows/<env>/<group> and namespace-files/<dotted.ns>',
    tree: {
      'flows/prod/etl/load.yml': aFlow({ id: 'load', namespace: 'prod.etl' }),
      'flows/prod/etl/load.md': 'About load',
      'flows/dev/etl/load.yml': aFlow({ id: 'load', namespace: 'dev.etl' }),
      'namespace-files/prod.etl/q.sql': 'select 1',
    },
    resources: ['dev.etl/load', 'prod.etl/load', 'prod.etl:/q.sql'],
    codes: ['not-yaml'],
  },
  {
    layout: 'flat flows with files of the only namespace',
    tree: { 'flows/a.yml': aFlow({ id: 'a' }), 'files/a.txt': 'a' },
    resources: ['company.team/a', 'company.team:/a.txt'],
  },
  {
    layout: 'flat flows with scripts of a namespace that is set',
    tree: {
      'flows/a.yml': aFlow({ id: 'a' }),
      'flows/b.yml': aFlow({ id: 'b', namespace: 'company.ops' }),
      'scripts/a.py': 'print()',
    },
    settings: { namespace: 'company.team' },
    resources: ['company.ops/b', 'company.team/a', 'company.team:/a.py'],
  },
  {
    layout: 'flat flows beside scripts that nobody named',
    tree: { 'flows/a.yml': aFlow({ id: 'a' }), 'scripts/release.sh': 'true' },
    resources: ['company.team/a'],
    codes: ['files-left-out'],
  },
  {
    layout: '<ns>.<id>.yml',
    tree: { '_flows/dev.hello-world.yml': aFlow({ id: 'hello-world', namespace: 'dev' }) },
    resources: ['dev/hello-world'],
  },
  {
    layout: 'numbered files at the root beside other YAML',
    tree: {
      '01_hello.yaml': aFlow({ id: 'hello', namespace: 'tutorial' }),
      '02_python.yaml': aFlow({ id: 'python', namespace: 'tutorial' }),
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
      'batch-groups/a/flows/load.yml': aFlow({ id: 'load', namespace: 'group.a' }),
      'orchestration/kestra/sales/crm/flows/sync.yml': aFlow({ id: 'sync', namespace: 'sales.crm' }),
      'orchestration/kestra/sales/crm/scripts/sync.py': 'print()',
      'src/kestra/flows/clean.yml': aFlow({ id: 'clean', namespace: 'ops' }),
      'src/app/files/logo.svg': '<svg/>',
      'deploy/values.yaml': 'image: x\n',
    },
    resources: ['group.a/load', 'ops/clean', 'sales.crm/sync'],
    codes: ['files-left-out'],
  },
  {
    layout: 'loose flows below roots that are given',
    tree: {
      'backend/a.yaml': aFlow({ id: 'a', namespace: 'app' }),
      'integrations/kestra/b.yaml': aFlow({ id: 'b', namespace: 'app' }),
      'docs/example.yaml': aFlow({ id: 'example', namespace: 'app' }),
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
      [`${root.replace(/^\.\/|\/$/g, '')}/daily.yml`]: aFlow({ id: 'daily' }),
      'flows/other.yml': aFlow({ id: 'other' }),
    },
    settings: { roots: [root] },
    resources: ['company.team/daily'],
  })),
  {
    layout: 'flows of another tool beside the real ones',
    tree: {
      'src/flows/login.yml': 'appId: com.example\nsteps: []\n',
      'kestra/daily.yml': aFlow({ id: 'daily' }),
    },
    resources: ['company.team/daily'],
    codes: ['not-a-flow'],
  },
  {
    layout: 'a root below a files folder',
    tree: { 'company.team/flows/a.yml': aFlow({ id: 'a' }), 'company.team/files/sql/q.sql': 'select 1' },
    settings: { roots: ['company.team/files/sql'] },
    resources: ['company.team:/sql/q.sql'],
  },
  {
    layout: 'a Terraform module tree with fragments',
    tree: {
      'modules/etl/flows/main.yml': aFlow({ id: 'main' }),
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
