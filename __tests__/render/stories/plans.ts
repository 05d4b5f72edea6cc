import { aDashboard } from '../../support/a-dashboard.ts'
import { editOnServer, swap } from '../../support/shop.ts'
import {
  anotherSql,
  CLEAN_UP,
  DASHBOARD,
  DELETES,
  type GoldenCase,
  HEALTH,
  IMPORT,
  LOAD,
  later,
  logFlow,
  PAIRS,
  pastOf,
  RESERVE,
  RETURNS,
  SQL,
  TRACK,
  withRefund,
} from './golden-case.ts'

const COSTS = '_global/dashboards/costs.yml'
const OLD_FLOWS = Array.from({ length: 11 }, (_, id) => `shop.platform/flows/old-${id}.yml`)

/** What a pull request shows of its own changes. */
export const plans: readonly GoldenCase[] = [
  {
    // Also the picture of the README.
    name: 'readme',
    story: {
      server: (server) => editOnServer(server, 'shop.sales/daily-report', (text) => `${text}disabled: true\n`),
      change: {
        ...later,
        ...withRefund,
        [RESERVE]: swap('    type: INT\n    defaults: 1\n', '    type: INT\n'),
        [CLEAN_UP]: null,
      },
      settings: DELETES,
    },
  },
  {
    // As many as a phone must show at once.
    name: 'eight-changes',
    story: {
      server: (server) => editOnServer(server, 'shop.sales/daily-report', (text) => `${text}disabled: true\n`),
      change: {
        ...later,
        ...withRefund,
        ...anotherSql,
        [RESERVE]: swap('    type: INT\n    defaults: 1\n', '    type: INT\n'),
        [TRACK]: swap('PT30S', 'PT45S'),
        [CLEAN_UP]: null,
        [PAIRS]: swap('500', '800'),
        'shop.sales/flows/weekly.yml': `${logFlow('shop.sales', 'weekly', '"{{ outputs.lod.total }}"')}
triggers:
  - id: monday
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "0 7 * * 1"
    timezone: Europe/Berlin
`,
      },
      settings: DELETES,
    },
  },
  {
    // What a deploy leaves alone: a flow that leaves Git, one that left it before, and an edit on the server.
    name: 'kept',
    story: {
      pending: { [HEALTH]: null },
      server: (server) => editOnServer(server, 'shop.sales/daily-report', (text) => `${text}disabled: true\n`),
      change: { ...later, [CLEAN_UP]: null },
      past: [
        ...pastOf('shop.platform/health', { count: 900, minutes: 30, failing: 75 }),
        ...pastOf('shop.sales/import-orders', { count: 29, minutes: 24 * 60, failing: 30 }),
      ],
    },
  },
  { name: 'create', story: { change: withRefund } },
  { name: 'update', story: { change: later } },
  { name: 'delete', story: { change: { ...later, [CLEAN_UP]: null }, settings: DELETES } },
  { name: 'delete-kept-before', story: { pending: { [CLEAN_UP]: null }, change: later } },
  { name: 'delete-kept', story: { change: { [CLEAN_UP]: null } } },
  {
    name: 'rename',
    story: { change: { [RETURNS]: swap('id: returns', 'id: take-back') }, settings: DELETES },
  },
  {
    name: 'move',
    story: {
      change: {
        [RETURNS]: null,
        'shop.logistics/flows/warehouse/returns.yml': logFlow('shop.logistics', 'returns', 'A parcel came back'),
      },
    },
  },
  {
    name: 'dashboards',
    story: {
      deployed: { [COSTS]: aDashboard({ id: 'costs', title: 'Costs' }) },
      change: {
        [DASHBOARD]: (text) => swap('default: P7D', 'default: P30D')(swap('value: FAILED', 'value: WARNING')(text)),
        [COSTS]: null,
        '_global/dashboards/stock.yml': aDashboard({ id: 'stock', title: 'Stock', charts: ['parcels', 'returns'] }),
      },
      settings: DELETES,
    },
  },
  {
    name: 'key-values',
    story: {
      deployed: { [PAIRS]: (text) => `${text}old_limit: 10\napi_token: hunter2-hunter2\n` },
      server: (server) =>
        server.put({
          ...{ kind: 'key-value', namespace: 'shop.sales', name: 'retry_after' },
          content: '{\n  "type": "DURATION",\n  "value": "PT1H"\n}\n',
        }),
      change: {
        [PAIRS]: (text) =>
          `${text
            .replace('500', '800')
            .replace('paris: 2', 'paris: 3, rome: 4')
            .replace(/old_limit.*\napi_token.*\n/, '')}name: shop\napi_token: correct-horse-battery\n`,
      },
      settings: { ...DELETES, refresh: 'true' },
    },
  },
  {
    name: 'files',
    story: {
      deployed: {
        'shop.platform/files/notes.txt': 'a\r\nb\r\n',
        'shop.platform/files/latin.txt': Uint8Array.of(0xe9, 0x0a),
      },
      change: {
        [SQL]: (text) => `-- without what was cancelled\n${text}`,
        'shop.platform/files/logo.png': Uint8Array.of(0, 1, 2, 3, 255),
        'shop.platform/files/notes.txt': 'a\nb\n',
        'shop.platform/files/latin.txt': 'é\n',
      },
    },
  },
  {
    name: 'three-origins',
    story: {
      pending: { [CLEAN_UP]: null, [HEALTH]: swap('PT10S', 'PT30S') },
      server: (server) => editOnServer(server, 'shop.logistics/track-parcels', swap('PT30S', 'PT60S')),
      change: later,
      settings: DELETES,
    },
  },
  {
    name: 'delete-pending-file',
    story: { pending: { 'shop.logistics/files/carriers.json': null }, settings: DELETES },
  },
  { name: 'nothing-to-do', story: {} },
  { name: 'first-deploy', story: { has: (path) => path.startsWith('shop.platform/'), deployed: null } },
  {
    name: 'offline-fork',
    story: {
      change: later,
      isOffline: true,
      run: { whyOffline: 'This pull request is from a fork and gets no secrets, so the server was not asked.' },
    },
  },
  {
    name: 'refused',
    story: {
      deployed: Object.fromEntries(
        OLD_FLOWS.map((path, id) => [path, logFlow('shop.platform', `old-${id}`, 'Long ago')]),
      ),
      change: Object.fromEntries(OLD_FLOWS.map((path) => [path, null])),
      settings: DELETES,
    },
  },
  {
    name: 'invalid',
    story: {
      change: {
        [IMPORT]: swap('    uri: "{{ vars.api }}/orders"\n', ''),
        [HEALTH]: swap('timeout: PT10S', 'timeout: "PT10S'),
        [RESERVE]: swap('tasks:\n', 'tasks:\n\t'),
        'shop.sales/flows/refund.yml': logFlow('shop.sales', 'refund-order', 'One order is paid back'),
      },
      // As Kestra 2.0 words it (__tests__/engine/recordings, "validate: missing required task property").
      meanwhile: ({ objections }) => objections.set(IMPORT, ['Validation error: fetch.uri: must not be null\n']),
    },
  },
  {
    name: 'blast-radius',
    story: {
      deployed: {
        'shop.sales/flows/load-all.yml': `id: load-all
namespace: shop.sales

tasks:
  - id: each
    type: io.kestra.plugin.core.flow.ForEachItem
    items: "{{ fileURI('orders.ion') }}"
    namespace: shop.sales
    flowId: load-orders
    inputs:
      day: "{{ read(taskrun.items) }}"
`,
        'shop.sales/flows/after-load.yml': `${logFlow('shop.sales', 'after-load', 'The orders are there')}
triggers:
  - id: loaded
    type: io.kestra.plugin.core.trigger.Flow
    preconditions:
      id: loaded
      flows:
        - namespace: shop.sales
          flowId: load-orders
`,
      },
      change: { [LOAD]: swap('tasks:\n', '  - id: shop\n    type: STRING\n\ntasks:\n') },
    },
  },
  {
    name: 'fails-when-run',
    story: {
      change: {
        'shop.sales/flows/rerun.yml': `id: rerun
namespace: shop.sales

tasks:
  - id: load
    type: io.kestra.plugin.core.flow.Subflow
    namespace: shop.sales
    flowId: load-order
  - id: say
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.lod.total }}"
  - id: later
    type: io.kestra.plugin.core.flow.Subflow
    disabled: true
    namespace: shop.sales
    flowId: not-yet
`,
      },
    },
  },
  {
    name: 'strict',
    story: {
      change: { [LOAD]: swap('tasks:\n', '  - id: shop\n    type: STRING\n\ntasks:\n') },
      settings: { strict: 'true' },
    },
  },
  {
    name: 'errors-elsewhere',
    story: { pending: { [HEALTH]: swap('timeout: PT10S', 'timeout: "PT10S') }, change: withRefund },
  },
  {
    name: 'masked-values',
    options: { maskedValues: ['hunter2-old', 'hunter2-new'] },
    story: {
      deployed: { [TRACK]: swap('carrier.example/v2', 'carrier.example/v2/hunter2-old') },
      change: { [TRACK]: swap('hunter2-old', 'hunter2-new') },
    },
  },
  { name: 'closed-unmerged', story: { change: later }, options: { stage: 'closed' } },
  {
    name: 'no-links-no-places',
    options: { links: {} },
    story: {
      deployed: {
        'shop.marketing/flows/mail.yml': logFlow('shop.marketing', 'mail', 'Buy'),
        ...Object.fromEntries(
          Array.from({ length: 42 }, (_, caller) => [`shop.logistics/flows/caller-${caller}.yml`, callerOf(caller)]),
        ),
      },
      server: (server) => {
        for (const name of ['one', 'two', 'three'])
          server.put({ kind: 'flow', namespace: 'shop.logistics', name, content: logFlow('shop.logistics', name, 'x') })
      },
      change: {
        'shop.marketing/flows/mail.yml': null,
        [RESERVE]: logFlow('shop.logistics', 'reserve-stock', 'sold out'),
        'shop.logistics/flows/again.yml': logFlow('shop.logistics', 'reserve-stock', 'sold out'),
      },
      settings: { root: 'shop.logistics\nshop.marketing' },
    },
  },
]

function callerOf(caller: number): string {
  return `id: caller-${caller}
namespace: shop.logistics

tasks:
  - id: reserve
    type: io.kestra.plugin.core.flow.Subflow
    namespace: shop.logistics
    flowId: reserve-stock
    inputs:
      sku: "${caller}"
`
}
