import { expect, it } from 'vitest'
import { describeDashboardChange } from '../../../src/kinds/dashboard/describe-change.ts'
import { aDashboard } from '../../support/a-dashboard.ts'

const before = aDashboard({ id: 'sales', title: 'Sales', charts: ['a', 'b'], more: 'timeWindow:\n  default: P30D' })

it.each([
  ['nothing', before.replaceAll('\n', '\r\n'), []],
  ['a comment', `# why\n${before}`, ['only comments or formatting changed']],
  ['the title', before.replace('title: Sales', 'title: Revenue'), ['`title` changed, `Sales` → `Revenue`']],
  ['the time window', before.replace('P30D', 'P7D'), ['`timeWindow.default` changed, `P30D` → `P7D`']],
  [
    'charts',
    aDashboard({ id: 'sales', title: 'Sales', charts: ['b', 'c', 'd'], more: 'timeWindow:\n  default: P30D' }),
    ['chart `a` removed', 'charts `c`, `d` added'],
  ],
  [
    'one chart',
    before.replace('displayName: a', 'displayName: All').replace('field: ID', 'field: STATE'),
    ['chart `a`: `chartOptions.displayName` changed, `a` → `All`; `data.columns.id.field` changed, `ID` → `STATE`'],
  ],
  [
    'the order of charts',
    aDashboard({ id: 'sales', title: 'Sales', charts: ['b', 'a'], more: 'timeWindow:\n  default: P30D' }),
    ['order of the charts changed'],
  ],
  [
    'a filter',
    before.replace(
      '          field: ID\n',
      '          field: ID\n      where:\n        - field: STATE\n          type: IN\n          values: [FAILED, WARNING]\n',
    ),
    ['chart `a`: filter `STATE IN FAILED, WARNING` added'],
  ],
  ['what cannot be read', 'id: [', ['cannot be parsed as a dashboard: see the diff']],
])('tells a change of %s', (_, after, words) => {
  expect(describeDashboardChange({ before, after })).toEqual(words)
})

it('tells what comes and what goes', () => {
  expect(describeDashboardChange({ before: undefined, after: before })).toEqual(['new dashboard `Sales` with 2 charts'])
  expect(describeDashboardChange({ before, after: undefined })).toEqual(['removes the dashboard `Sales` with 2 charts'])
})
