import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describeEngines } from '../engine/engine.ts'
import { aFlow } from '../support/a-flow.ts'
import { createGitRepository } from '../support/git-repository.ts'
import { startScenario } from './start-scenario.ts'

const NAMESPACE = 'company.team'
/** What would hide or change the other files of the tree, were it there. */
const CONFIGURES = { '/.kestraignore': '*\n', '/.gitignore': '*\n', '/sub/.gitattributes': '* -diff\n' }

describeEngines('an export of a server that holds files which would configure', (version) => {
  test('leaves them there, named, brings all others, and no deploy takes them for deleted', async () => {
    using scenario = startScenario(version, { 'company.team/flows/a.yml': aFlow({ id: 'a' }) })
    const { hands, repository } = scenario
    await scenario.json(['deploy'])
    for (const [path, text] of Object.entries(CONFIGURES)) await hands.uploadFile(NAMESPACE, path, text)
    await hands.uploadFile(NAMESPACE, '/q.sql', 'select 1')
    await hands.saveFlow(NAMESPACE, 'b', aFlow({ id: 'b' }))

    const exported = await scenario.json(['export'])
    expect(exported.resources.map(({ file }) => file).toSorted()).toEqual([
      'company.team/files/q.sql',
      'company.team/flows/b.yml',
    ])
    const reported = exported.notices.join('\n')
    for (const path of Object.keys(CONFIGURES)) expect(reported).toContain(`\`company.team${path}\``)
    expect(reported).toContain('configures the files that kestra-gitops ignores; rename it on the server')
    expect(readFileSync(join(repository.dir, 'company.team/files/q.sql'), 'utf8')).toBe('select 1')

    repository.git('add', '--all')
    repository.git('commit', '--quiet', '--message', 'Export')
    for (const whenMissing of ['keep', 'delete', 'mirror']) {
      const plan = await scenario.json(['plan', '--refresh', '--when-missing', whenMissing])
      expect(plan).toMatchObject({ result: 'in-sync', resources: [] })
    }
    expect(await scenario.json(['deploy', '--when-missing', 'mirror'])).toMatchObject({ result: 'in-sync' })
    expect([...(await hands.files(NAMESPACE)).keys()].toSorted()).toEqual(
      [...Object.keys(CONFIGURES), '/q.sql'].toSorted(),
    )
    expect(await scenario.json(['export'])).toMatchObject({ result: 'in-sync', resources: [] })
  })

  test('writes into no submodule and over no link, and says so', async () => {
    using other = createGitRepository()
    using scenario = startScenario(version, { 'prod/flows/a.yml': aFlow({ id: 'a', namespace: 'prod' }) })
    const { hands, repository } = scenario
    repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', other.dir, 'staging')
    repository.commit({}, 'Add a submodule where the place of a namespace would be')
    await scenario.json(['deploy'])
    await hands.saveFlow('staging', 'b', aFlow({ id: 'b', namespace: 'staging' }))
    const exported = await scenario.json(['export', '--namespace', 'staging'])
    expect(exported.resources).toEqual([])
    expect(exported.notices.join('\n')).toContain(
      'its path would be `staging/flows/b.yml`, and `staging` is a submodule',
    )
    expect(other.git('status', '--porcelain')).toBe('')
    expect(repository.git('status', '--porcelain')).toBe('')
  })
})
