import { aDashboard } from '../support/a-dashboard.ts'
import { aFlow } from '../support/a-flow.ts'

/** A repository as one group of users keeps it, reduced to the files that make it different from others. */
export interface GoldenTree {
  readonly name: string
  readonly files: Readonly<Record<string, string>>
  /** The text of `.kestra/gitops.yml`. */
  readonly config?: string
}

const flow = (id: string, namespace: string | null = 'company.team') => aFlow({ id, namespace })
const COMPOSE = 'services:\n  kestra:\n    image: kestra/kestra\n'
const OTHERS = {
  'docker-compose.yml': COMPOSE,
  'application.yaml': 'kestra:\n  repository: { type: postgres }\n',
  'dbt/dbt_project.yml': 'name: shop\nmodels: {}\n',
  'dbt/models/schema.yml': 'version: 2\nmodels: []\n',
  'charts/web/Chart.yaml': 'apiVersion: v2\nname: web\n',
  'charts/web/templates/job.yaml': 'apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: {{ .Release.Name }}\n',
  'ansible/site.yml': '- hosts: all\n  tasks:\n    - name: install\n',
  'api/openapi.yaml': 'openapi: 3.0.0\npaths: {}\n',
  '.github/workflows/ci.yml': 'on: push\njobs: {}\n',
}

/** Layouts seen in public repositories and tried with earlier versions of kestra-gitops. */
export const GOLDEN_TREES: readonly GoldenTree[] = [
  {
    name: 'TenantSync, with chapters and file names that are no ids',
    files: {
      'company.team/flows/1_3/02_hello.yaml': flow('hello'),
      'company.team/flows/other-name.yml': flow('daily'),
      'company.team/files/sql/q.sql': 'select 1',
      'company.team/dashboards/team.yml': aDashboard({ id: 'team' }),
      'company.team/tests/daily.yml': 'id: daily\ntestCases: []\n',
      '_global/dashboards/sales.yml': aDashboard({ id: 'sales' }),
    },
  },
  {
    name: 'TenantSync, with namespaces that hold no flow',
    files: {
      'README.md': '# Flows',
      'dev.testing/flows/hello.yml': flow('hello', 'dev.testing'),
      'dev.testing/files/hello.sql': 'select 1',
      'common/files/util.py': '',
      'common/README.md': '# Common',
      'data-processing/files/lib/clean.py': '',
      'limits/kv.yml': 'rows: 1\n',
      'shared/_files/logo.svg': '',
      'shared/kv/sizes.yml': 'large: 5\n',
      'shared/apps/form.yml': 'id: form\ntype: io.kestra.plugin.ee.apps.Execution\n',
      'reports/dashboards/sales.yml': aDashboard({ id: 'sales' }),
      '_global/dashboards/all.yml': aDashboard({ id: 'all' }),
    },
  },
  {
    name: 'TenantSync beside a program',
    files: {
      'dev.testing/flows/hello.yml': flow('hello', 'dev.testing'),
      'common/files/util.py': '',
      'docs/files/a.txt': '',
      'frontend/files/logo.svg': '',
      'legacy/files/old.py': '',
      'legacy/setup.py': '',
      'legacy/kv.yml': 'rows: 1\n',
      'old/_files/a.txt': '',
      'old/setup.py': '',
      'Upper/files/a.txt': '',
      'node_modules/x/files/a.txt': '',
      'files/top.txt': '',
      'src/flows/login.yml': 'appId: com.example\n---\n- launchApp\n',
    },
  },
  {
    name: 'namespaces without a dot below a common folder, some without a flow',
    files: {
      'namespaces/prod/flows/load.yml': flow('load', 'prod'),
      'namespaces/common/files/load.py': '',
      'namespaces/limits/kv.yml': 'rows: 1\n',
      'namespaces/web/files/logo.svg': '',
      'services/a/files/x.txt': '',
    },
  },
  {
    name: 'folders that are called otherwise than the namespaces of their flows',
    files: {
      'team-a/flows/load.yml': flow('load', 'company.a'),
      'team-a/files/load.sql': '',
      'team-a/kv.yml': 'rows: 1\n',
      'team-b/files/b.sql': '',
      'prod/flows/load.yml': flow('load', 'prod'),
    },
  },
  {
    name: 'namespaces without a flow alone',
    files: {
      'README.md': '# Files',
      '.github/workflows/ci.yml': 'on: push\njobs: {}\n',
      'common/files/util.py': '',
      'data-processing/files/clean.py': '',
      'limits/kv.yml': 'rows: 1\n',
    },
  },
  {
    name: 'namespaces without a flow alone, below a common folder',
    files: { 'namespaces/company.team/files/a.py': '', 'namespaces/common/files/util.py': '' },
  },
  {
    name: 'files without a flow, in folders of programs',
    files: { 'src/main.py': '', 'common/files/util.py': '', 'web/files/logo.svg': '', '_files/a.sql': '' },
  },
  {
    name: 'namespaces below a common folder',
    files: { 'namespaces/prod/flows/load.yml': flow('load', 'prod'), 'namespaces/prod/files/load.py': '' },
  },
  {
    name: 'SyncFlows, with folders that only group',
    files: {
      '_flows/daily.yml': flow('daily'),
      '_flows/admin/clean.yml': flow('clean'),
      '_files/q.sql': '',
      'subflows/part.yml': flow('part'),
    },
  },
  {
    name: 'SyncFlows, where the folder decides',
    files: { '_flows/daily.yml': flow('daily', 'dev'), '_flows/marketing/b.yml': flow('b', 'dev') },
    config: 'namespace: prod\nnamespace-from: folder\n',
  },
  {
    name: 'flows by dotted namespace, scripts beside',
    files: {
      'flows/prod/load.yml': flow('load', 'prod'),
      'flows/prod.marketing/report.yml': flow('report', 'prod.marketing'),
      'scripts/prod/load.py': '',
      'scripts/prod.marketing/report.py': '',
      'scripts/release.sh': '',
    },
  },
  {
    name: 'flows and files by folders',
    files: { 'kestra/flows/company/team/daily.yml': flow('daily'), 'kestra/files/company/team/q.sql': '' },
  },
  {
    name: 'flows by environment and group, namespace files beside',
    files: {
      'flows/prod/etl/load.yml': flow('load', 'prod.etl'),
      'flows/prod/etl/load.md': '# Load',
      'flows/dev/etl/load.yml': flow('load', 'dev.etl'),
      'namespace-files/prod.etl/q.sql': '',
    },
  },
  { name: 'flat flows with files', files: { 'flows/a.yml': flow('a'), 'flows/b.yml': flow('b'), 'files/q.sql': '' } },
  {
    name: 'flat flows of two namespaces with files that nothing places',
    files: { 'flows/a.yml': flow('a'), 'flows/b.yml': flow('b', 'company.ops'), 'files/q.sql': '' },
  },
  { name: 'names of exports', files: { '_flows/dev.hello-world.yml': flow('hello-world', 'dev') } },
  {
    name: 'numbered flows at the top, beside YAML of others',
    files: { '01_hello.yaml': flow('hello', 'tutorial'), '02_python.yaml': flow('python', 'tutorial'), ...OTHERS },
  },
  { name: 'a flows folder, beside YAML of others', files: { 'flows/daily.yml': flow('daily'), ...OTHERS } },
  {
    name: 'YAML of others in a flows folder',
    files: {
      'flows/daily.yml': flow('daily'),
      ...Object.fromEntries(Object.entries(OTHERS).map(([path, text]) => [`flows/${path}`, text])),
    },
  },
  {
    name: 'a monorepo with flows in each service, each in its own way',
    files: {
      'batch-groups/g/flows/load.yml': flow('load', 'group.g'),
      'orchestration/kestra/sales/crm/flows/sync.yml': flow('sync', 'sales.crm'),
      'orchestration/kestra/sales/crm/scripts/sync.py': '',
      'services/shop/kestra/orders.yml': flow('orders', 'shop'),
      'services/shop/kestra/files/q.sql': '',
      'services/crm/kestra/sync.yml': flow('sync', 'crm'),
      'services/crm/kestra/scripts/sync.py': '',
      'services/crm/values.yml': 'image: x\n',
    },
  },
  {
    name: 'one service with a flows folder, its neighbours without',
    files: {
      'services/a/flows/a.yml': flow('a'),
      'services/b/jobs/b.yml': flow('b'),
      'attic/c.yml': flow('c'),
    },
  },
  {
    name: 'a folder kestra with loose flows, files and scripts',
    files: { 'kestra/daily.yml': flow('daily'), 'kestra/files/q.sql': '', 'kestra/scripts/load.py': '' },
  },
  {
    name: 'a flat folder of files, by one line',
    files: { 'kestra/daily.yml': flow('daily'), 'data-processing/clean.py': '', 'data-processing/lib/io.py': '' },
    config: "files: ['data-processing => company.team']\n",
  },
  {
    name: 'a Terraform module with fragments and templates',
    files: {
      'modules/etl/main.tf': 'resource "kestra_flow" "main" {}\n',
      'modules/etl/flows/main.yml': 'id: main\nnamespace: ${namespace}\ntasks: []\n',
      'modules/etl/flows/tasks.yml': '- id: a\n  type: io.kestra.plugin.core.log.Log\n',
      'modules/etl/flows/daily.yml': flow('daily'),
    },
  },
  {
    name: 'templates of Jinja alone',
    files: {
      'templates/daily.yml':
        'id: {{ name }}\nnamespace: {{ ns }}\ntasks:\n{% for t in tasks %}\n  - id: {{ t }}\n{% endfor %}\n',
    },
  },
  {
    name: 'dev and prod with the same flows',
    files: Object.fromEntries(
      ['dev', 'prod'].flatMap((stage) => [
        [`${stage}/flows/a.yml`, flow('a')],
        [`${stage}/flows/b.yml`, flow('b')],
      ]),
    ),
  },
  {
    name: 'samples beside the real flows',
    files: {
      'flows/daily.yml': flow('daily'),
      'examples/hello.yml': flow('hello', 'tutorial'),
      'tests/flows/test.yml': flow('test'),
      'src/test/resources/flow.yml': flow('of-a-test'),
      'docs/openapi.yml': 'openapi: 3.0.0\n',
    },
  },
  {
    name: 'flows of another tool beside loose ones',
    files: {
      'src/flows/login.yml': 'appId: com.example\nsteps: []\n',
      'src/files/logo.svg': '<svg/>',
      'kestra/daily.yml': flow('daily'),
    },
  },
  {
    name: 'flows of other programs beside real ones',
    files: {
      'company.team/flows/daily.yml': flow('daily'),
      'mobile/flows/login.yml': 'appId: com.example\n---\n- launchApp\n- tapOn: Login\n',
      'mobile/flows/parts/logout.yml': '- tapOn: Logout\n',
      'src/flows/onboarding.yml': 'id: onboarding\ntitle: Welcome\nsteps:\n  - id: name\n',
      'src/flows/wizard.json': '{"id":"wizard"}',
    },
  },
  {
    name: 'a flow with a fault beside those of another program',
    files: {
      'company.team/flows/daily.yml': flow('daily'),
      'company.team/flows/empty.yml': '',
      'company.ops/flows/only.yml': '',
      'src/flows/login.yml': 'appId: com.example\n',
      'src/flows/mine.yml': flow('mine').replace('tasks:', 'taks:'),
    },
  },
  {
    name: 'files of a web site beside a namespace',
    files: { 'company.team/flows/daily.yml': flow('daily'), 'web/files/logo.svg': '<svg/>' },
  },
  {
    name: 'typos in flows folders and among loose flows',
    files: {
      'flows/a.yml': flow('a').replace('tasks:', 'taks:'),
      'flows/b.yml': flow('b').replace('namespace:', 'nampespace:'),
      'flows/c.yml': '',
      'flows/d.yml': '# later\n',
      'flows/e.yml': '- id: e\n',
      'flows/f.yml': flow('f').replace('id: f', 'Id: f'),
      'kestra/g.yml': flow('g').replace('tasks:', 'taks:'),
    },
  },
  {
    name: 'key-value pairs',
    files: {
      'company.team/flows/daily.yml': flow('daily'),
      'company.team/kv.yml': 'size: 5\n',
      '_kv/company.ops/limits.yml': 'rows: 1\n',
    },
  },
]
