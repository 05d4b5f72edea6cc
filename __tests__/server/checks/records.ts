import type { Lab } from '../lab.ts'
import { expectSame, expectWith } from './expect-same.ts'

/** A namespace takes keys without any flow (docs/internals/facts/kestra.md, "Key-value store"), so files alone have a record as well. */
export const recordWithoutFlows = async (lab: Lab): Promise<void> => {
  const namespace = lab.namespace('files')
  const repository = lab.repository({ [`${namespace}/files/a.sql`]: 'a\n', [`${namespace}/files/b.sql`]: 'b\n' })
  expectWith('the deploy', await lab.json(repository, ['deploy']), { code: 0, result: 'deployed', notices: [] })
  expectWith('the deployment record', { record: await lab.hands.record(namespace) }, { record: { version: 1 } })
  repository.commit({ [`${namespace}/files/b.sql`]: null })
  expectWith('what the record proves', await lab.json(repository, ['deploy', '--when-missing', 'delete']), {
    code: 0,
    result: 'deployed',
    writes: ['DELETE /namespaces/files/files?path=/b.sql'],
  })
  expectSame('the file that stays', (await lab.hands.file(namespace, '/a.sql'))?.toString(), 'a\n')
}
