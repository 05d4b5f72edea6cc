import { aFlow } from '../../support/a-flow.ts'
import type { Lab } from '../lab.ts'
import { expectSame, expectWith } from './expect-same.ts'

const NAMESPACES = ['many', 'many.a', 'many.b']
const EACH = 40

/** More flows than a page of ten, in three namespaces: all created, all changed, none lost, none written twice. */
export const manyFlows = async (lab: Lab): Promise<void> => {
  const tree = (message: string) =>
    Object.fromEntries(
      NAMESPACES.map(lab.namespace).flatMap((namespace) =>
        Array.from({ length: EACH }, (_, index) => {
          const id = `flow-${index}`
          return [`${namespace}/flows/${id}.yml`, aFlow({ id, namespace, message })] as const
        }),
      ),
    )
  const count = NAMESPACES.length * EACH
  const repository = lab.repository(tree('one'))
  const created = await lab.json(repository, ['deploy'])
  expectWith('the deploy', created, { code: 0, result: 'deployed' })
  expectSame(
    'writes of the deploy',
    created.writes,
    Array.from({ length: count }, () => 'POST /flows'),
  )
  expectWith('the plan', await lab.json(repository, ['plan']), { code: 0, result: 'in-sync' })
  expectSame(
    'revisions',
    await revisions(lab),
    Array.from({ length: count }, () => 1),
  )
  repository.commit(tree('two'))
  const updated = await lab.json(repository, ['deploy'])
  expectWith('the second deploy', updated, { code: 0, result: 'deployed' })
  expectSame('writes of the second deploy', updated.writes.length, count)
  expectWith('the plan after it', await lab.json(repository, ['plan', '--detailed-exitcode']), {
    code: 0,
    result: 'in-sync',
  })
  expectSame(
    'revisions after it',
    await revisions(lab),
    Array.from({ length: count }, () => 2),
  )
}

const revisions = async (lab: Lab) => {
  const names = NAMESPACES.map(lab.namespace)
  return (await lab.hands.flows()).filter(({ namespace }) => names.includes(namespace)).map(({ revision }) => revision)
}
