import { describe, expect, it } from 'vitest'
import { switchedOffSuites } from '../../src/commands/suite-problems.ts'
import { parseSettings } from '../../src/settings/settings.ts'
import { readGit } from '../../src/state/git/read-git.ts'
import { createGitRepository, type FileChanges } from '../support/git-repository.ts'
import { aRun } from './a-run.ts'

const aFlow = (id: string, namespace = 'shop') => `id: ${id}
namespace: ${namespace}
tasks:
  - {id: fetch, type: io.kestra.plugin.core.debug.Return, format: a}
`

const aCase = (id: string) => `  - id: ${id}
    type: io.kestra.core.tests.flow.UnitTest
    assertions: [{value: "{{ outputs.fetch.value }} ${id}", equalTo: a ${id}}]
`

const aSuite = (id: string, cases: readonly string[], { namespace = 'shop', flowId = 'orders' } = {}) =>
  `id: ${id}\nnamespace: ${namespace}\nflowId: ${flowId}\ntestCases:\n${cases.map(aCase).join('')}`

const SUITE = aSuite('orders', ['one', 'two'])
const FILE = 'shop/tests/orders.yml'
const BASE = {
  'shop/flows/orders.yml': aFlow('orders'),
  'shop/flows/other.yml': aFlow('other'),
  [FILE]: SUITE,
  'shop/tests/other.yml': aSuite('other', ['one'], { flowId: 'other' }),
}

const switchedOff = async (changes: FileChanges, inputs: Readonly<Record<string, string>> = {}, base = BASE) => {
  using repository = createGitRepository({ files: base })
  const sha = repository.sha('HEAD')
  repository.commit(changes)
  const run = aRun(repository.dir, { settings: parseSettings(inputs), base: { kind: 'found', sha } })
  const git = await readGit(run)
  return switchedOffSuites(git, run).map(({ code, severity, file, message }) => {
    const cases = [...message.matchAll(/`(one|two|off)`/g)].map(([, name]) => name)
    return [code, severity, message.slice(0, 2), file ?? 'deleted', ...cases].join(' ')
  })
}

const FOUND = `suite-switched-off warning ⚠️ ${FILE}`
const GONE = 'suite-switched-off warning ⚠️ deleted'

/** How a change stops a suite from running, and what is reported of it. */
const OFF: readonly (readonly [string, FileChanges, string])[] = [
  ['it is deleted', { [FILE]: null }, GONE],
  ['it is moved out of sight', { [FILE]: null, 'shop/tests/orders.yml.bak': SUITE }, GONE],
  ['it is hidden', { '.kestraignore': 'shop/tests/orders.yml\n' }, FOUND],
  ['a setting excludes it', { '.kestra/gitops.yml': 'exclude: [shop/tests/]\n' }, FOUND],
  ['its file is empty', { [FILE]: '' }, FOUND],
  ['it is a comment', { [FILE]: SUITE.replaceAll(/^/gm, '# ') }, FOUND],
  ['no key of a suite is left', { [FILE]: SUITE.replace('testCases', 'cases').replace('flowId', 'flow') }, FOUND],
  ['it has no case', { [FILE]: SUITE.replace(/testCases:[\s\S]*/, 'testCases: []\n') }, FOUND],
  ['it is disabled', { [FILE]: `${SUITE}disabled: true\n` }, FOUND],
  ['a case is disabled', { [FILE]: SUITE.replace('id: one\n', 'id: one\n    disabled: true\n') }, `${FOUND} one`],
  ['a case is removed', { [FILE]: aSuite('orders', ['two']) }, `${FOUND} one`],
  ['a case takes the place of two', { [FILE]: aSuite('orders', ['off']) }, `${FOUND} one two`],
  ['it tests another flow', { [FILE]: SUITE.replace('flowId: orders', 'flowId: other') }, FOUND],
  ['it becomes a smoke suite', { [FILE]: null, 'shop/smoke/orders.yml': SUITE }, GONE],
  ['it leaves the namespace of the run', { [FILE]: SUITE.replace('namespace: shop', 'namespace: far') }, FOUND],
]

/** What leaves every case running. */
const RUNNING: readonly (readonly [string, FileChanges])[] = [
  ['it is edited', { [FILE]: SUITE.replace('a one', 'b one') }],
  ['a case is added', { [FILE]: aSuite('orders', ['one', 'two', 'three']) }],
  ['it is moved', { [FILE]: null, 'shop/_tests/renamed.yml': SUITE }],
  ['it is renamed in place', { [FILE]: SUITE.replace('id: orders', 'id: orders-tests') }],
  ['it is moved and renamed', { [FILE]: null, 'shop/_tests/a.yml': SUITE.replace('id: orders', 'id: renamed') }],
  ['a case moves to another suite', { [FILE]: aSuite('orders', ['one']), 'shop/tests/b.yml': aSuite('b', ['two']) }],
  [
    'it goes with its flow',
    {
      ...{ [FILE]: null, 'shop/flows/orders.yml': null, 'mall/flows/orders.yml': aFlow('orders', 'mall') },
      'mall/tests/orders.yml': aSuite('orders', ['one', 'two'], { namespace: 'mall' }),
    },
  ],
  ['its namespace is mapped', { '.kestra/gitops.yml': 'namespace-map: shop => mall\n' }],
]

describe('a suite of the base', () => {
  it.each(OFF)('is reported where %s', async (_, changes, found) => {
    const reported = await switchedOff(changes)
    // A setting may hide both suites.
    expect(reported.filter((line) => !line.includes('other.yml'))).toEqual([found])
  })

  it.each(RUNNING)('is not reported where %s', async (_, changes) => {
    expect(await switchedOff(changes)).toEqual([])
  })

  it('is reported where `namespaces` excludes it now', async () => {
    const far = { [FILE]: SUITE.replace('namespace: shop', 'namespace: shopping') }
    expect(await switchedOff(far, { namespaces: 'shop' })).toEqual([FOUND])
    expect(await switchedOff({ [FILE]: null }, { namespaces: 'mall' })).toEqual([])
  })

  it('is not reported where it did not run', async () => {
    const base = { ...BASE, [FILE]: `${SUITE}disabled: true\n` }
    expect(await switchedOff({ [FILE]: null }, {}, base)).toEqual([])
  })

  it('is reported of smoke suites as well', async () => {
    const base = { ...BASE, 'shop/smoke/orders.yml': SUITE }
    expect(await switchedOff({ 'shop/smoke/orders.yml': null }, {}, base)).toEqual([GONE])
  })

  it('is not known without a base', async () => {
    using repository = createGitRepository({ files: BASE })
    const run = aRun(repository.dir)
    const git = await readGit(run)
    expect([git.baseSuites, switchedOffSuites(git, run)]).toEqual([undefined, []])
  })
})
