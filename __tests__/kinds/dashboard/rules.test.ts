import { expect, it } from 'vitest'
import { dashboardProblems } from '../../../src/kinds/dashboard/rules.ts'
import { parseYaml } from '../../../src/yaml/yaml-document.ts'
import { aDashboard } from '../../support/a-dashboard.ts'

const problemsOf = (source: string) =>
  dashboardProblems('d.yml', parseYaml(source)).map(
    ({ severity, code, line = 0, column = 0 }) => `${severity} ${code} ${line}:${column}`,
  )

it('says nothing of a sound dashboard', () => {
  expect(problemsOf(aDashboard({ id: 'sales', charts: ['a', 'b'], more: 'timeWindow:\n  default: P30D' }))).toEqual([])
})

it.each([
  ['an emptied file', '', ['error not-a-map 1:1']],
  ['no id', 'title: S\ncharts:\n  - id: a\n    type: t\n', ['error missing-property 1:1']],
  ['an id of two steps', aDashboard({ id: 'a/b' }), ['error invalid-dashboard-id 1:5']],
  ['an id that is too long', aDashboard({ id: 'a'.repeat(101) }), ['error invalid-dashboard-id 1:5']],
  ['an id that is a route', aDashboard({ id: 'validate' }), ['error name-is-a-route 1:5']],
  ['no title', 'id: a\ncharts:\n  - id: a\n    type: t\n', ['error dashboard-without-title 1:1']],
  ['an empty title', 'id: a\ntitle:\ncharts:\n  - id: a\n    type: t\n', ['error dashboard-without-title 2:7']],
  ['a title that is a list', 'id: a\ntitle: [b]\ncharts:\n  - id: a\n    type: t\n', ['error wrong-shape 2:8']],
  ['no charts', 'id: a\ntitle: b\n', ['warning dashboard-without-charts 1:1']],
  ['an empty list of charts', 'id: a\ntitle: b\ncharts: []\n', ['warning dashboard-without-charts 3:9']],
  ['charts that are a text', 'id: a\ntitle: b\ncharts: c\n', ['error wrong-shape 3:9']],
  ['a chart that is a text', 'id: a\ntitle: b\ncharts:\n  - c\n', ['error wrong-shape 4:5']],
  ['a chart without a type', 'id: a\ntitle: b\ncharts:\n  - id: c\n', ['error missing-property 4:5']],
  ['a chart id with a dot', aDashboard({ id: 'a', charts: ['c.d'] }), ['error invalid-id 4:9']],
  ['two charts with one id', aDashboard({ id: 'a', charts: ['c', 'c'] }), ['error duplicate-id 13:9']],
  ['a time window that is a text', aDashboard({ id: 'a', more: 'timeWindow: P30D' }), ['error wrong-shape 3:13']],
])('%s', (_, source, problems) => {
  expect(problemsOf(source)).toEqual(problems)
})
