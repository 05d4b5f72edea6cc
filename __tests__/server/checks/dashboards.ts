import { aDashboard } from '../../hands/a-dashboard.ts'
import type { Lab } from '../lab.ts'
import { expectSame, expectWith } from './expect-same.ts'

/**
 * One dashboard from its first deploy to its delete, beside those of others. Without a record, which would lie in a namespace that is not
 * this run's own. On a server without dashboards only that this is said, and that it is no failure.
 */
export const dashboards = async (lab: Lab): Promise<void> => {
  const [id, other] = [lab.namespace('sales'), lab.namespace('costs')]
  const pathOf = (of: string) => `_global/dashboards/${of}.yml`
  const repository = lab.repository({
    [pathOf(id)]: aDashboard({ id, title: 'One' }),
    [pathOf(other)]: aDashboard({ id: other }),
  })
  const args = ['deploy', '--no-record', '--when-missing', 'delete'] as const
  const first = await lab.json(repository, args)
  if (!(await lab.call('/dashboards?size=1')).ok) {
    expectWith('the deploy', first, { code: 0, writes: [] })
    expectSame('that there are none', first.notices.filter((notice) => notice.includes('has no dashboards')).length, 1)
    return
  }
  expectWith('the deploy', first, { code: 0, result: 'deployed', writes: ['POST /dashboards', 'POST /dashboards'] })
  expectSame('the dashboard', await lab.hands.dashboard(id), aDashboard({ id, title: 'One' }))
  expectWith('the same again', await lab.json(repository, args), { code: 0, result: 'in-sync', writes: [] })

  repository.commit({ [pathOf(id)]: aDashboard({ id, title: 'Two' }) })
  const changed = await lab.json(repository, args)
  expectWith('the update', changed, { code: 0, result: 'deployed', writes: ['PUT /dashboards/sales'] })
  expectSame('the changed dashboard', await lab.hands.dashboard(id), aDashboard({ id, title: 'Two' }))

  const base = repository.sha('HEAD')
  repository.commit({ [pathOf(id)]: null })
  const removed = await lab.json(repository, [...args, '--base', base])
  expectWith('the delete', removed, { code: 0, result: 'deployed', writes: ['DELETE /dashboards/sales'] })
  expectSame(
    'what is left',
    [await lab.hands.dashboard(id), await lab.hands.dashboard(other)],
    [undefined, aDashboard({ id: other })],
  )

  repository.commit({ [pathOf(other)]: aDashboard({ id: other }).replace('chart.Table', 'chart.Tabel') })
  const refused = await lab.json(repository, args)
  expectWith('the refused dashboard', refused, { code: 1, result: 'invalid', writes: [] })
  expectSame(
    'the problem',
    refused.problems.map(({ code, line, column }) => [code, line, column]),
    [['unknown-type', 5, 11]],
  )
}
