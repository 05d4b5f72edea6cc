import { nameInContract } from '../../../src/render/machine-contract.ts'
import { aFlow } from '../../support/a-flow.ts'
import type { Lab } from '../lab.ts'
import { expectMatch, expectSame, expectWith } from './expect-same.ts'
import { treeOf } from './life.ts'

/**
 * No text is known that 1.0.3 and 2.0 both take in validation and refuse at save. A flow that exists by then is: 422 on
 * both, 409 on 2.0.0 (docs/internals/facts/kestra.md, "Creating what exists"). So somebody creates it while its POST is on the way.
 */
export const rollback = async (lab: Lab): Promise<void> => {
  const namespace = lab.namespace('rollback')
  const before = treeOf(namespace, 'one')
  const repository = lab.repository(before)
  await lab.json(repository, ['deploy'])
  const fileNew = `${namespace}/flows/new.yml`
  repository.commit({ ...treeOf(namespace, 'two'), [fileNew]: aFlow({ id: 'new', namespace }) })
  const theirs = aFlow({ id: 'new', namespace, message: 'theirs' })
  const deploy = await lab.json(repository, ['deploy'], {
    before: async ({ method, path }) => {
      if (method === 'POST' && path.endsWith('/flows')) await lab.hands.saveFlow(namespace, 'new', theirs)
    },
  })
  expectWith('the deploy', deploy, { code: 1, result: 'failed', reason: 'write-failed' })
  const outcomes = Object.fromEntries(deploy.resources.map((each) => [nameInContract(each).name, each.outcome]))
  expectSame('its outcomes', outcomes, { '/sql/q.sql': 'rolled-back', a: 'rolled-back', new: 'failed' })
  expectSame('flow a', (await lab.hands.flow(namespace, 'a'))?.source, before[`${namespace}/flows/a.yml`])
  expectSame('the file', (await lab.hands.file(namespace, '/sql/q.sql'))?.toString(), "select 'one'\n")
  expectSame('the flow in the way', (await lab.hands.flow(namespace, 'new'))?.source, theirs)
  await lab.hands.deleteFlow(namespace, 'new')
  const again = await lab.json(repository, ['deploy'])
  expectWith('the deploy after it', again, { code: 0, result: 'deployed' })
  expectWith('the deploy after it', again.summary, { create: 1, update: 2, drift: 0, conflict: 0 })
}

/** The write of `b` is stored, but nobody is left to hear so. */
export const killed = async (lab: Lab): Promise<void> => {
  const namespace = lab.namespace('killed')
  const tree = (message: string) =>
    Object.fromEntries(['a', 'b', 'c'].map((id) => [`${namespace}/flows/${id}.yml`, aFlow({ id, namespace, message })]))
  const repository = lab.repository(tree('one'))
  await lab.json(repository, ['deploy'])
  repository.commit(tree('two'))
  const run = await lab.run(repository, ['deploy'], {
    before: ({ method, path }, child) => {
      if (method === 'PUT' && path.endsWith(`/flows/${namespace}/b`)) child?.kill('SIGKILL')
    },
  })
  expectSame('the exit code of what was killed', run.code, null)
  const messageOf = async (id: string) => (await lab.hands.flow(namespace, id))?.source
  await until(async () => (await messageOf('b')) === aFlow({ id: 'b', namespace, message: 'two' }))
  expectSame('what was not reached', await messageOf('c'), aFlow({ id: 'c', namespace, message: 'one' }))
  const next = await lab.json(repository, ['deploy', '--on-drift', 'fail'])
  expectWith('the next deploy', next, { code: 0, result: 'deployed', writes: ['PUT /flows/killed/c'] })
  expectWith('the deploy after it', await lab.json(repository, ['deploy', '--on-drift', 'fail']), { result: 'in-sync' })
}

/** The server still carries out what the killed process had sent. */
const until = async (isSo: () => Promise<boolean>): Promise<void> => {
  const started = performance.now()
  while (!(await isSo())) {
    if (performance.now() - started > 60_000)
      throw new Error('what the killed process sent was not carried out in 60 s')
  }
}

export const wrongPassword = async (lab: Lab): Promise<void> => {
  const repository = lab.repository(treeOf(lab.namespace('password'), 'one'))
  const target = { password: `${lab.target.password}-wrong` }
  const deploy = await lab.json(repository, ['deploy'], { target })
  expectWith('the deploy', deploy, { code: 1, result: 'failed', reason: 'unauthorized', writes: [] })
  expectMatch('its message', deploy.message, /user name or password is wrong/)
  // A wrong password costs the server a bcrypt round each time.
  const requests = deploy.sent.map(({ method, path }) => `${method} ${path}`)
  expectSame('requests that were sent again', requests.length - new Set(requests).size, 0)
}

export const unknownTenant = async (lab: Lab): Promise<void> => {
  const repository = lab.repository(treeOf(lab.namespace('tenant'), 'one'))
  const tenant = lab.namespace('tenant').replaceAll('.', '-')
  const deploy = await lab.json(repository, ['deploy'], { target: { tenant } })
  expectWith('the deploy', deploy, { code: 1, result: 'failed', writes: [] })
  expectMatch('its message', deploy.message, new RegExp(`tenant "${tenant}"`))
}
