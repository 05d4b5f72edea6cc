import { expect, it } from 'vitest'
import { planOf } from '../../src/report/report.ts'
import { playStory } from '../support/shop.ts'

const PAIRS = 'acme.prod/kv.yml'
const DASHBOARD = '_global/dashboards/load.yml'
const FLOW = 'flows/night.yml'
const IN_FOLDER = 'acme.prod/flows/night.yml'
const NIGHT =
  'id: night\nnamespace: acme.prod\ntasks:\n  - id: a\n    type: io.kestra.plugin.core.log.Log\n    message: a\n'

const deployed: Record<string, string> = {
  [PAIRS]: 'limit: 1\n',
  [DASHBOARD]: 'id: load\ntitle: Load\ncharts: []\n',
  [FLOW]: NIGHT,
  [IN_FOLDER]: NIGHT,
}

it.each([
  ['pairs', PAIRS, '', { kind: 'key-value', namespace: 'acme.prod', name: 'limit' }],
  ['pairs, emptied', PAIRS, '\n', { kind: 'key-value', namespace: 'acme.prod', name: 'limit' }],
  ['a dashboard', DASHBOARD, '', { kind: 'dashboard', name: 'load' }],
  ['a dashboard that cannot be read', DASHBOARD, 'id: [\n', { kind: 'dashboard', name: 'load' }],
  ['a flow', FLOW, '', { kind: 'flow', namespace: 'acme.prod', name: 'night' }],
  [
    'a flow that cannot be read, in the folder of a namespace',
    IN_FOLDER,
    'id: [\n',
    { kind: 'flow', namespace: 'acme.prod', name: 'night' },
  ],
  [
    'a flow without its id',
    FLOW,
    'namespace: acme.prod\ntasks: []\n',
    { kind: 'flow', namespace: 'acme.prod', name: 'night' },
  ],
])('remembers %s where everything of a home is hidden by now', async (_what, path, text, name) => {
  const before = deployed[path] ?? ''
  const { report } = await playStory({
    has: () => false,
    deployed: { [path]: before },
    pending: { '.kestraignore': `${path}\n`, ...(text === '' ? {} : { [path]: text }) },
  })
  expect(planOf(report)?.resources).toMatchObject([{ ...name, change: 'delete', action: 'none' }])
})
