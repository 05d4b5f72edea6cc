import { nameInContract } from '../../../src/render/machine-contract.ts'
import { aFlow } from '../../support/a-flow.ts'
import type { Lab } from '../lab.ts'
import { expectMatch, expectSame, expectWith } from './expect-same.ts'
import { treeOf } from './life.ts'

/** Deployed, and then edited on the server: flow `a` and the file; with `message`, Git has changed flow `a` as well. */
const edited = async (lab: Lab, name: string, message = 'one') => {
  const namespace = lab.namespace(name)
  const repository = lab.repository(treeOf(namespace, 'one'))
  await lab.json(repository, ['deploy'])
  const theirs = aFlow({ id: 'a', namespace, message: 'theirs' })
  await lab.hands.saveFlow(namespace, 'a', theirs)
  await lab.hands.uploadFile(namespace, '/sql/q.sql', 'theirs\n')
  const ours = aFlow({ id: 'a', namespace, message })
  repository.commit({ [`${namespace}/flows/a.yml`]: ours })
  const server = async () => [
    (await lab.hands.flow(namespace, 'a'))?.source,
    (await lab.hands.file(namespace, '/sql/q.sql'))?.toString(),
  ]
  return { repository, server, ours, theirs }
}

export const driftKept = async (lab: Lab): Promise<void> => {
  const { repository, server, theirs } = await edited(lab, 'drift')
  const drift = await lab.json(repository, ['drift', '--detailed-exitcode'])
  expectWith('drift', drift, { code: 2, result: 'drift', writes: [] })
  expectWith('drift', drift.summary, { drift: 2, conflict: 0 })
  expectWith('the deploy', await lab.json(repository, ['deploy', '--refresh']), {
    code: 0,
    result: 'drift',
    writes: [],
  })
  expectSame('the server', await server(), [theirs, 'theirs\n'])
  const failing = await lab.json(repository, ['deploy', '--refresh', '--on-drift', 'fail'])
  expectWith('the deploy with on-drift fail', failing, { code: 1, result: 'refused', reason: 'drift', writes: [] })
}

export const conflictRefused = async (lab: Lab): Promise<void> => {
  const { repository, server, theirs } = await edited(lab, 'conflict', 'ours')
  const deploy = await lab.json(repository, ['deploy', '--refresh'])
  expectWith('the deploy', deploy, { code: 1, result: 'refused', reason: 'conflict', writes: [] })
  expectWith('the deploy', deploy.summary, { conflict: 1, drift: 1 })
  expectMatch('its message', deploy.message, /changed both in Git and on the server/)
  expectSame('the server', await server(), [theirs, 'theirs\n'])
}

export const overwrite = async (lab: Lab): Promise<void> => {
  const { repository, server, ours } = await edited(lab, 'overwrite', 'ours')
  const deploy = await lab.json(repository, ['deploy', '--refresh', '--on-drift', 'overwrite'])
  expectWith('the deploy', deploy, {
    code: 0,
    result: 'deployed',
    writes: ['POST /namespaces/overwrite/files?path=/sql/q.sql', 'PUT /flows/overwrite/a'],
  })
  expectSame('the server', await server(), [ours, "select 'one'\n"])
  expectWith('the plan after it', await lab.json(repository, ['plan', '--refresh']), { code: 0, result: 'in-sync' })
}

/** A flow, a file and a pair edited on the server are in the plan as they are in `drift`, although Git is as it was last deployed. */
export const planSeesWhatDriftSees = async (lab: Lab): Promise<void> => {
  const namespace = lab.namespace('seen')
  const repository = lab.repository({ ...treeOf(namespace, 'one'), [`${namespace}/kv.yml`]: 'size: 5\nstays: 1\n' })
  await lab.json(repository, ['deploy'])
  await lab.hands.saveFlow(namespace, 'a', aFlow({ id: 'a', namespace, message: 'theirs' }))
  await lab.hands.uploadFile(namespace, '/sql/q.sql', 'theirs\n')
  await lab.hands.setKeyValue(namespace, 'size', '6')
  const edits = ['flow a', 'file /sql/q.sql', 'key-value size']
  const namesIn = async (command: string) => {
    const { resources } = await lab.json(repository, [command])
    return resources.map((resource) => {
      const { kind, name } = nameInContract(resource)
      return `${kind} ${name}`
    })
  }
  const plan = await namesIn('plan')
  expectSame('the edits in the plan', plan.toSorted(), edits.toSorted())
  expectSame('the edits in drift', await namesIn('drift'), plan)
}

/** What somebody made in the UI: named in the namespaces of the tree, counted elsewhere, and no drift of what Git has. */
export const unmanagedNamed = async (lab: Lab): Promise<void> => {
  const namespace = lab.namespace('unmanaged')
  const repository = lab.repository({ ...treeOf(namespace, 'one'), [`${namespace}/kv.yml`]: 'size: 5\n' })
  await lab.json(repository, ['deploy'])
  for (const each of [namespace, `${namespace}.child`]) {
    await lab.hands.saveFlow(each, 'theirs', aFlow({ id: 'theirs', namespace: each }))
    await lab.hands.uploadFile(each, '/theirs.txt', 'theirs')
    await lab.hands.setKeyValue(each, 'theirs', '6')
  }
  const named = [
    { kind: 'flow', namespace, id: 'theirs' },
    { kind: 'file', namespace, path: '/theirs.txt' },
    { kind: 'key-value', namespace, key: 'theirs' },
  ]
  for (const command of ['plan', 'drift']) {
    const run = await lab.json(repository, [command, '--detailed-exitcode'])
    expectWith(`the ${command}`, run, { code: 0, result: 'in-sync', writes: [], resources: [] })
    expectSame(`what the ${command} names`, run.unmanaged, named)
  }
  const { stdout } = await lab.run(repository, ['drift'])
  expectMatch('the drift', stdout, /theirs/)
  expectSame('a claim of sync', /server is what Git says|in sync/.exec(stdout)?.[0], undefined)
}
