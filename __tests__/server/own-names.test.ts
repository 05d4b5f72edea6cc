import { expect, test } from 'vitest'
import { aFlow } from '../support/a-flow.ts'
import { isOwn, type Target, targetOf } from './own-names.ts'

const TENANT = '/api/v1/main'
const nowhere: Target = { kind: 'nowhere' }
const unbounded: Target = { kind: 'unbounded' }
const execution: Target = { kind: 'execution', id: '5TXpePSpO33eLPGoPHdd65' }
const into = (namespace: string): Target => ({ kind: 'namespace', namespace })

const targets: readonly (readonly [string, string, string, Target])[] = [
  ['GET', `${TENANT}/flows/export/by-query`, '', nowhere],
  ['POST', `${TENANT}/flows/validate`, aFlow({ id: 'a', namespace: 'prod' }), nowhere],
  ['POST', `${TENANT}/flows`, aFlow({ id: 'a', namespace: 'conf1.x' }), into('conf1.x')],
  [
    'POST',
    `${TENANT}/flows`,
    `id: a\nnamespace: conf1\ntasks: []\n---\nid: b\nnamespace: prod\ntasks: []\n`,
    unbounded,
  ],
  ['POST', `${TENANT}/flows`, `namespace: conf1\nid: a\n"namespace": prod\ntasks: []\n`, unbounded],
  ['POST', `${TENANT}/flows`, `{ id: a, namespace: prod, tasks: [] }`, into('prod')],
  ['POST', `${TENANT}/flows`, 'id: a\n', unbounded],
  ['PUT', `${TENANT}/flows/conf1.x/a`, '', into('conf1.x')],
  ['DELETE', `${TENANT}/flows/prod/a?x=1`, '', into('prod')],
  ['DELETE', `${TENANT}/flows/delete/by-query?filters%5Bnamespace%5D%5BEQUALS%5D=conf1`, '', into('delete')],
  ['DELETE', `${TENANT}/flows/conf1/..`, '', unbounded],
  ['DELETE', `${TENANT}/flows/conf1/../prod/a`, '', unbounded],
  ['POST', `${TENANT}/flows/bulk?namespace=conf1`, '', unbounded],
  ['POST', `${TENANT}/flows/disable/by-ids`, '', unbounded],
  ['POST', `${TENANT}/flows/conf1`, '', unbounded],
  ['POST', `${TENANT}/namespaces/conf1/files?path=%2Fa.txt`, '', into('conf1')],
  ['DELETE', `${TENANT}/namespaces/conf1/files?path=%2Fa.txt`, '', into('conf1')],
  ['PUT', `${TENANT}/namespaces/conf1/files?from=a&to=b`, '', unbounded],
  ['PUT', `${TENANT}/namespaces/conf1/kv/kestra-gitops`, '', into('conf1')],
  ['DELETE', `${TENANT}/namespaces/conf1/kv`, '', unbounded],
  ['POST', `${TENANT}/executions/conf1.x/a?kind=TEST`, '', into('conf1.x')],
  ['POST', `${TENANT}/executions/restart/by-query`, '', unbounded],
  ['DELETE', `${TENANT}/executions/by-ids`, '', unbounded],
  ['DELETE', `${TENANT}/executions/kill/by-query`, '', unbounded],
  ['DELETE', `${TENANT}/executions/5TXpePSpO33eLPGoPHdd65?deleteLogs=true`, '', execution],
  ['DELETE', `${TENANT}/executions/5TXpePSpO33eLPGoPHdd65/actions/kill`, '', execution],
  ['POST', `${TENANT}/executions/5TXpePSpO33eLPGoPHdd65/restart`, '', unbounded],
  ['POST', `${TENANT}/executions/5TXpePSpO33eLPGoPHdd65/actions/eval`, '{{ 1 }}', nowhere],
  ['POST', `${TENANT}/executions/5TXpePSpO33eLPGoPHdd65/eval/2TXpePSpO33eLPGoPHdd65`, '{{ 1 }}', nowhere],
  ['PUT', `${TENANT}/dashboards/conf1.sales`, '', { kind: 'dashboard', id: 'conf1.sales' }],
  ['POST', `${TENANT}/dashboards`, 'id: conf1.sales\n', { kind: 'dashboard', id: 'conf1.sales' }],
  ['POST', `${TENANT}/dashboards`, 'id: conf1.sales\nid: sales\n', unbounded],
  ['POST', `${TENANT}/dashboards/validate`, '', { kind: 'nowhere' }],
  ['POST', `${TENANT}/dashboards/conf1.sales/charts/a`, '', unbounded],
]

test.each(targets)('%s %s writes where it says', (method, path, body, target) => {
  expect(targetOf({ method, path, body: Buffer.from(body) })).toEqual(target)
})

test('a namespace is own by its name, not by the letters that it begins with', () => {
  expect(
    ['conf1', 'conf1.a', 'conf1.a.b', 'conf1-a', 'conf12', 'conf1a.b', 'prod.conf1', ''].filter((name) =>
      isOwn('conf1', name),
    ),
  ).toEqual(['conf1', 'conf1.a', 'conf1.a.b', 'conf1-a'])
})
