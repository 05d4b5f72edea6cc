import { aDashboard } from '../../support/a-dashboard.ts'
import type { Lab } from '../lab.ts'
import { expectSame, expectWith } from './expect-same.ts'

/** A server without dashboards may have a list of them all the same, an empty one. */
const takesDashboards = async ({ call, namespace }: Lab): Promise<boolean> => {
  if (!(await call('/dashboards?size=1')).ok) return false
  const headers = { 'content-type': 'application/x-yaml' }
  const body = aDashboard({ id: namespace('sales') })
  return (await call('/dashboards/validate', { method: 'POST', headers, body })).status !== 405
}

/**
 * One dashboard from its first deploy to its delete, beside those of others. Without a record, which would lie in a namespace that is not
 * this run's own. On a server without dashboards: a warning for each file, no failure, and nothing sent that writes one.
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
  if (!(await takesDashboards(lab))) {
    expectWith('the deploy', first, { code: 0, writes: [] })
    const leftOut = first.problems.filter(({ code }) => code === 'unsupported-kind')
    expectSame(
      'the warnings',
      leftOut.map(({ file, severity }) => [file, severity]),
      [
        [pathOf(other), 'warning'],
        [pathOf(id), 'warning'],
      ],
    )
    expectWith('the plan', await lab.json(repository, ['plan', '--no-record']), { code: 0, result: 'in-sync' })
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
