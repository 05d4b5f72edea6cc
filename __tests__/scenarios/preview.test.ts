import { expect, test } from 'vitest'
import { describeEngines } from '../engine/engine.ts'
import { aFlow } from '../support/a-flow.ts'
import { answerIn } from '../support/answer-in.ts'
import { previewOnGitHub } from './preview-on-github.ts'
import { type Scenario, startScenario } from './start-scenario.ts'

const daily = `# The whole day
id: daily
namespace: company.team
tasks:
  - id: own
    type: io.kestra.plugin.core.flow.Subflow
    namespace: company.team # ours
    flowId: load
  - id: foreign
    type: io.kestra.plugin.core.flow.Subflow
    namespace: company.other
    flowId: theirs
triggers:
  - id: morning # cron
    type: io.kestra.plugin.core.trigger.Schedule
    cron: 0 6 * * *
`
const dailyInPreview = daily.replaceAll('company.team', 'pr-1.company.team').replace(/triggers:\n[\s\S]*$/, '')

const files = {
  'company.team/flows/daily.yml': daily,
  'company.team/flows/load.yml': aFlow({ id: 'load' }),
  'company.team/files/q.sql': 'select 1\n',
  'company.team/kv.yml': 'limit: 3\n',
}

/** A pull request that adds a flow. */
const onGitHub = (scenario: Scenario) =>
  previewOnGitHub(scenario, { 'company.team/flows/new.yml': aFlow({ id: 'new', calls: ['load'] }) })

const namespacesOf = async ({ hands }: Scenario) =>
  (await hands.flows()).map(({ namespace, id }) => `${namespace}.${id}`).toSorted()

describeEngines('the preview of a pull request', (version) => {
  test.concurrent('stands beside production, follows the branch, and goes with all that is of it', async () => {
    using scenario = startScenario(version, files)
    const { hands, repository } = scenario
    await using preview = await onGitHub(scenario)
    repository.branch('main')
    await scenario.json(['deploy'])
    repository.branch('feature')

    const opened = await preview.run('opened')
    expect(opened).toMatchObject({ code: 0 })
    expect((await hands.flow('pr-1.company.team', 'daily'))?.source.trim()).toBe(dailyInPreview.trim())
    expect((await hands.flow('pr-1.company.team', 'new'))?.source).toContain(
      'namespace: pr-1.company.team\n    flowId: load',
    )
    expect(await hands.file('pr-1.company.team', '/q.sql')).toEqual(Buffer.from('select 1\n'))
    expect(await hands.keyValue('pr-1.company.team', 'limit')).toMatchObject({ value: 3 })
    const [comment = '', ...others] = preview.comments()
    expect(others).toEqual([])
    expect(answerIn(comment)).toBe('preview')
    expect(comment).toMatch(/^5 created · preview pr-1 /m)
    expect(comment).toContain(`/ui/${scenario.server.tenant}/namespaces/edit/pr-1.company.team)`)
    expect(comment).toContain('In the preview this still reaches flow `company.other.theirs`, outside of it.')
    expect(comment).toContain('the trigger of its flows is left out.')
    expect(await scenario.writesOf(() => preview.run('synchronize'))).toEqual([])

    await hands.saveFlow(
      'pr-1.company.team',
      'load',
      aFlow({ id: 'load', namespace: 'pr-1.company.team', message: 'by hand' }),
    )
    repository.commit({ 'company.team/flows/new.yml': null })
    expect(await preview.run('synchronize')).toMatchObject({ code: 0 })
    expect((await hands.flow('pr-1.company.team', 'load'))?.source).toContain('message: hi')
    expect(await hands.flow('pr-1.company.team', 'new')).toBeUndefined()

    await hands.saveFlow('pr-1.company.team', 'mine', aFlow({ id: 'mine', namespace: 'pr-1.company.team' }))
    await hands.uploadFile('pr-1.company.team', '/mine.txt', 'mine')
    preview.close()
    expect(await preview.run('closed')).toMatchObject({ code: 0 })
    expect(await namespacesOf(scenario)).toEqual(['company.team.daily', 'company.team.load', 'pr-1.company.team.mine'])
    expect([...(await hands.files('pr-1.company.team')).keys()]).toEqual(['/mine.txt'])
    expect(await hands.keyValue('pr-1.company.team', 'limit')).toBeUndefined()
    expect([await hands.record('pr-1'), await hands.record('pr-1.company.team')]).toEqual([undefined, undefined])
    expect(preview.comments().map(answerIn)).toEqual(['removed'])
    expect(preview.comments()[0]).toContain('`pr-1.company.team.mine` and `pr-1.company.team/mine.txt`')
    expect(await scenario.writesOf(() => preview.run('closed'))).toEqual([])
    expect((await hands.flow('company.team', 'daily'))?.source.trim()).toBe(daily.trim())
    expect(preview.github.breaches).toEqual([])
  })

  test.concurrent('goes on a schedule where its own job did not run, and only once the pull request is closed', async () => {
    using scenario = startScenario(version, files)
    const { hands } = scenario
    await using preview = await onGitHub(scenario)
    await preview.run('opened')
    await hands.saveFlow('pr-2.company.team', 'a', aFlow({ id: 'a', namespace: 'pr-2.company.team' }))
    const there = await namespacesOf(scenario)
    const requests = await scenario.requestsOf(async () =>
      expect(await preview.clean()).toMatchObject({
        code: 0,
        log: expect.stringContaining('There is no preview of a closed pull request.'),
      }),
    )
    expect(await namespacesOf(scenario)).toEqual(there)
    // Where one list tells which namespaces have a record, no other is asked for.
    const asked = requests.flatMap(({ path }) => /namespaces\/(pr-\d+)\/kv\/kestra-gitops$/.exec(path)?.[1] ?? [])
    expect(asked.toSorted()).toEqual(version.startsWith('2.') ? ['pr-1'] : ['pr-1', 'pr-2'])

    preview.close()
    // What a run leaves that was killed after its first deletes: no flow shows the preview any more.
    for (const id of ['daily', 'load', 'new']) await hands.deleteFlow('pr-1.company.team', id)
    expect(await preview.clean()).toMatchObject({ code: 0 })
    expect(await namespacesOf(scenario)).toEqual(['pr-2.company.team.a'])
    expect([...(await hands.files('pr-1.company.team')).keys()]).toEqual([])
    expect([await hands.record('pr-1'), await hands.record('pr-1.company.team')]).toEqual([undefined, undefined])
    expect(preview.comments().map(answerIn)).toEqual(['removed'])
    expect(await preview.run('synchronize')).toMatchObject({ code: 0 })
    expect(await namespacesOf(scenario)).toEqual(['pr-2.company.team.a'])
    expect(preview.github.breaches).toEqual([])
  })

  test.concurrent('is not made for a fork, nor over what somebody else put there', async () => {
    using scenario = startScenario(version, files)
    const { hands } = scenario
    await using preview = await onGitHub(scenario)
    const ofFork = await preview.run('opened', 'eve/flows')
    expect(ofFork).toMatchObject({
      code: 0,
      log: expect.stringMatching(/::notice.*::Pull request #1 is from a fork: it gets no preview/),
    })
    expect(await namespacesOf(scenario)).toEqual([])

    await hands.saveFlow(
      'pr-1.company.team',
      'load',
      aFlow({ id: 'load', namespace: 'pr-1.company.team', message: 'mine' }),
    )
    const refused = await preview.run('opened')
    expect(refused).toMatchObject({ code: 1, outputs: expect.stringContaining('not-of-the-preview') })
    expect(preview.comments().map(answerIn)).toEqual(['refused'])
    expect(preview.comments()[0]).toMatch(/preview pr-1/)
    expect(await namespacesOf(scenario)).toEqual(['pr-1.company.team.load'])
    expect((await hands.flow('pr-1.company.team', 'load'))?.source).toContain('mine')
    expect(preview.github.breaches).toEqual([])
  })
})
