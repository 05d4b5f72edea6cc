import * as z from 'zod'
import { aFlow } from '../../support/a-flow.ts'
import type { Lab } from '../lab.ts'
import { expectSame, expectWith } from './expect-same.ts'

/**
 * The tree that TenantSync's documentation shows: a namespace with flows and files, and beside it such that hold only files, or only pairs. It deploys
 * without a setting, each file to the namespace of its own folder, as does a repository in which there is no flow at all. Servers store both, and list
 * such a namespace with its first flow (docs/internals/facts/kestra.md, "Namespaces").
 */
export const tenantTree = async (lab: Lab): Promise<void> => {
  const testing = lab.namespace('testing')
  const [common, processing, limits] = [lab.undotted('common'), lab.undotted('data-processing'), lab.undotted('limits')]
  const repository = lab.repository({
    [`${testing}/flows/hello.yml`]: aFlow({ id: 'hello', namespace: testing }),
    [`${testing}/files/hello.sql`]: 'select 1\n',
    [`${common}/files/util.py`]: 'util = 1\n',
    [`${processing}/files/lib/clean.py`]: 'clean = 1\n',
    [`${limits}/kv.yml`]: 'rows: 500\n',
  })
  const plan = await lab.json(repository, ['plan'])
  expectWith('the plan', plan, { code: 0, result: 'changes', problems: [], writes: [] })
  expectSame('what it creates', plan.summary.create, 5)
  expectWith('the deploy', await lab.json(repository, ['deploy']), { code: 0, result: 'deployed', problems: [] })
  await expectFile(lab, testing, '/hello.sql', 'select 1\n')
  await expectFile(lab, common, '/util.py', 'util = 1\n')
  await expectFile(lab, processing, '/lib/clean.py', 'clean = 1\n')
  expectWith('the pair', (await lab.hands.keyValue(limits, 'rows')) ?? {}, { type: 'NUMBER', value: 500 })
  expectSame('the files beside the flow', [...(await lab.hands.files(testing)).keys()], ['/hello.sql'])
  const after = await lab.json(repository, ['plan', '--refresh'])
  expectWith('the plan after it', after, { code: 0, result: 'in-sync', resources: [] })
  expectSame('the namespaces that are listed', await listedOf(lab, [testing, common, processing, limits]), [testing])

  repository.commit({ [`${common}/flows/first.yml`]: aFlow({ id: 'first', namespace: common }) })
  expectWith('the first flow', await lab.json(repository, ['deploy']), { code: 0, result: 'deployed' })
  expectSame('and then', await listedOf(lab, [testing, common, processing]), [testing, common])

  const [alone, other] = [lab.undotted('alone'), lab.undotted('other')]
  const files = lab.repository({ [`${alone}/files/a.sql`]: 'select 2\n', [`${other}/files/b.sql`]: 'select 3\n' })
  expectWith('files alone', await lab.json(files, ['deploy']), { code: 0, result: 'deployed', problems: [] })
  await expectFile(lab, alone, '/a.sql', 'select 2\n')
  await expectFile(lab, other, '/b.sql', 'select 3\n')
}

const expectFile = async (lab: Lab, namespace: string, path: string, text: string): Promise<void> =>
  expectSame(`${namespace}${path}`, (await lab.hands.file(namespace, path))?.toString(), text)

const listedOf = async (lab: Lab, namespaces: readonly string[]): Promise<readonly string[]> => {
  const answer = await lab.call('/flows/distinct-namespaces')
  const listed = z.array(z.string()).parse(await answer.json())
  return namespaces.filter((namespace) => listed.includes(namespace))
}
