import { aFlow } from '../../support/a-flow.ts'
import { isWrite } from '../../support/gateway.ts'
import type { Lab } from '../lab.ts'
import { expectSame, expectWith } from './expect-same.ts'

/** Two flows and a file of one namespace. */
export const treeOf = (namespace: string, message: string) => ({
  [`${namespace}/flows/a.yml`]: aFlow({ id: 'a', namespace, message }),
  [`${namespace}/flows/b.yml`]: aFlow({ id: 'b', namespace, calls: ['a'] }),
  [`${namespace}/files/sql/q.sql`]: `select '${message}'\n`,
})

export const firstDeploy = async (lab: Lab): Promise<void> => {
  const namespace = lab.namespace('first')
  const repository = lab.repository(treeOf(namespace, 'one'))
  const plan = await lab.json(repository, ['plan', '--detailed-exitcode'])
  expectWith('the plan', plan, { code: 2, result: 'changes', writes: [] })
  expectWith('the plan', plan.summary, { create: 3, update: 0, delete: 0 })
  const deploy = await lab.json(repository, ['deploy'])
  expectWith('the deploy', deploy, {
    code: 0,
    result: 'deployed',
    // Files first, and a flow before the one that calls it.
    writes: ['POST /namespaces/first/files?path=/sql/q.sql', 'POST /flows', 'POST /flows'],
  })
  for (const id of ['a', 'b']) {
    const source = treeOf(namespace, 'one')[`${namespace}/flows/${id}.yml`]
    expectSame(`flow ${id} on the server`, await lab.hands.flow(namespace, id).then(sourceAndRevision), [source, 1])
  }
  expectSame('the file', (await lab.hands.file(namespace, '/sql/q.sql'))?.toString(), "select 'one'\n")
  expectWith('the deployment record', { record: await lab.hands.record(namespace) }, { record: { version: 1 } })
}

export const nothingChanged = async (lab: Lab): Promise<void> => {
  const repository = lab.repository(treeOf(lab.namespace('same'), 'one'))
  expectWith('the first deploy', await lab.json(repository, ['deploy']), { code: 0, result: 'deployed' })
  const again = await lab.json(repository, ['deploy', '--refresh'])
  expectWith('the second deploy', again, { code: 0, result: 'in-sync' })
  expectSame('what it sent that could change something', again.sent.filter(isWrite), [])
  for (const command of ['plan', 'drift', 'validate']) {
    expectWith(command, await lab.json(repository, [command, '--detailed-exitcode']), { code: 0, result: 'in-sync' })
  }
}

export const update = async (lab: Lab): Promise<void> => {
  const namespace = lab.namespace('update')
  const repository = lab.repository(treeOf(namespace, 'one'))
  await lab.json(repository, ['deploy'])
  const next = treeOf(namespace, 'two')
  repository.commit(next)
  expectWith('the deploy', await lab.json(repository, ['deploy']), {
    code: 0,
    result: 'deployed',
    writes: ['POST /namespaces/update/files?path=/sql/q.sql', 'PUT /flows/update/a'],
  })
  const [a, b] = [next[`${namespace}/flows/a.yml`], next[`${namespace}/flows/b.yml`]]
  expectSame('the changed flow', await lab.hands.flow(namespace, 'a').then(sourceAndRevision), [a, 2])
  expectSame('the other flow', await lab.hands.flow(namespace, 'b').then(sourceAndRevision), [b, 1])
  expectSame('the file', (await lab.hands.file(namespace, '/sql/q.sql'))?.toString(), "select 'two'\n")
  expectWith('the plan after it', await lab.json(repository, ['plan', '--refresh']), { code: 0, result: 'in-sync' })
}

const sourceAndRevision = (flow: { readonly source: string; readonly revision: number } | undefined) => [
  flow?.source,
  flow?.revision,
]
