import { aFlow } from '../../support/a-flow.ts'
import type { Lab } from '../lab.ts'
import { expectSame, expectWith } from './expect-same.ts'
import { treeOf } from './life.ts'

export const deleteLadder = async (lab: Lab): Promise<void> => {
  const namespace = lab.namespace('delete')
  const repository = lab.repository(treeOf(namespace, 'one'))
  await lab.json(repository, ['deploy'])
  await lab.hands.saveFlow(namespace, 'theirs', aFlow({ id: 'theirs', namespace }))
  repository.commit({ [`${namespace}/flows/b.yml`]: null, [`${namespace}/files/sql/q.sql`]: null })
  const kept = await lab.json(repository, ['deploy'])
  expectWith('when-missing keep', kept, { code: 0, writes: [] })
  expectSame(
    'what is kept and told',
    kept.resources.map(({ change, outcome }) => [change, outcome]),
    [
      ['delete', null],
      ['delete', null],
    ],
  )
  const missing = ['deploy', '--when-missing', 'delete']
  const guarded = await lab.json(repository, [...missing, '--protected-namespaces', lab.namespace('delete')])
  expectWith('a protected namespace', guarded, { code: 0, writes: [] })
  const limited = await lab.json(repository, [...missing, '--max-deletes', '1'])
  expectWith('more than max-deletes', limited, { code: 1, result: 'refused', reason: 'too-many-deletes', writes: [] })
  expectWith('when-missing delete', await lab.json(repository, missing), {
    code: 0,
    result: 'deployed',
    writes: ['DELETE /flows/delete/b', 'DELETE /namespaces/delete/files?path=/sql/q.sql'],
  })
  expectSame('the deleted flow', await lab.hands.flow(namespace, 'b'), undefined)
  expectSame('the deleted file', await lab.hands.file(namespace, '/sql/q.sql'), undefined)
  expectWith('the flow nobody deployed', { flow: await lab.hands.flow(namespace, 'theirs') }, { flow: { revision: 1 } })
}

export const mirror = async (lab: Lab): Promise<void> => {
  const namespace = lab.namespace('mirror')
  const repository = lab.repository(treeOf(namespace, 'one'))
  await lab.json(repository, ['deploy'])
  // Neither a child, nor one that only begins with the same letters, nor another namespace is in this tree.
  const foreign = [`${namespace}.child`, `${namespace}ed`, lab.namespace('foreign')]
  for (const each of [namespace, ...foreign]) {
    await lab.hands.saveFlow(each, 'theirs', aFlow({ id: 'theirs', namespace: each }))
    await lab.hands.uploadFile(each, '/theirs.txt', 'theirs')
  }
  expectWith('the deploy', await lab.json(repository, ['deploy', '--when-missing', 'mirror', '--refresh']), {
    code: 0,
    result: 'deployed',
    writes: ['DELETE /flows/mirror/theirs', 'DELETE /namespaces/mirror/files?path=/theirs.txt'],
  })
  expectSame('the unmanaged flow', await lab.hands.flow(namespace, 'theirs'), undefined)
  for (const each of foreign) {
    const flow = await lab.hands.flow(each, 'theirs')
    expectSame(`the flow of ${each}`, flow?.source, aFlow({ id: 'theirs', namespace: each }))
    expectSame(`the file of ${each}`, (await lab.hands.file(each, '/theirs.txt'))?.toString(), 'theirs')
  }
}

/** Renamed flows are no emptied namespace; a tree that moves as a whole shows what stays behind, without a base. */
export const renamedAndMoved = async (lab: Lab): Promise<void> => {
  const [from, to] = [lab.namespace('moves'), lab.namespace('moved')]
  const repository = lab.repository(treeOf(from, 'one'))
  await lab.json(repository, ['deploy'])
  const flow = (namespace: string, id: string) => aFlow({ id, namespace, message: id })
  repository.commit({
    [`${from}/flows/a.yml`]: flow(from, 'c'),
    [`${from}/flows/b.yml`]: flow(from, 'd'),
  })
  expectWith('every flow renamed', await lab.json(repository, ['plan', '--when-missing', 'delete']), {
    code: 0,
    result: 'changes',
    reason: null,
  })
  await lab.json(repository, ['deploy', '--when-missing', 'delete'])
  const files = Object.keys(treeOf(from, 'one')).map((path) => [path, null] as const)
  repository.commit({
    ...Object.fromEntries(files),
    [`${to}/flows/c.yml`]: flow(to, 'c'),
    [`${to}/flows/d.yml`]: flow(to, 'd'),
  })
  const flows = async (command: string) => {
    const { resources } = await lab.json(repository, [command])
    return resources.flatMap((one) => (one.kind === 'flow' ? [`${one.change} ${one.namespace} ${one.id}`] : []))
  }
  const moved = [`delete ${from} c`, `delete ${from} d`, `create ${to} c`, `create ${to} d`].toSorted()
  for (const command of ['plan', 'deploy']) expectSame(`the ${command}`, (await flows(command)).toSorted(), moved)
  expectSame('a later plan', await flows('plan'), [`delete ${from} c`, `delete ${from} d`])
}
