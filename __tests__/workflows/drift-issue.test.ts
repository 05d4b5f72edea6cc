import { expect, test } from 'vitest'
import { NO_COMMIT, scheduleEvent } from '../github-stub/events.ts'
import { aFlow } from '../support/a-flow.ts'
import { describeWorkflows } from './describe-workflows.ts'
import { runPush } from './open-pull-request.ts'
import { writesTo } from './read-run.ts'
import { startScene } from './start-scene.ts'
import { userWorkflow } from './user-workflow.ts'

const source = aFlow({ id: 'daily' })

describeWorkflows('a schedule', (version) => {
  test('keeps one issue: opened for drift, left alone, updated in place, closed when clean', async () => {
    await using scene = await startScene({ version, files: { 'company.team/flows/daily.yml': source } })
    await runPush(scene, NO_COMMIT)
    const drift = () =>
      scene.run({ event: scheduleEvent({ sha: scene.repository.sha('main') }), workflow: userWorkflow('schedule') })
    const issues = () =>
      [...scene.github.world.issues.values()].map(({ number, state, body }) => ({ number, state, body }))

    const clean = await drift()
    expect([clean.outputs['kestra']?.['result'], issues()]).toEqual(['in-sync', []])

    await scene.hands.saveFlow('company.team', 'daily', aFlow({ id: 'daily', message: 'edited' }))
    const drifted = await drift()
    expect([drifted.conclusion, drifted.outputs['kestra']?.['result']]).toEqual(['success', 'drift'])
    expect(writesTo(drifted.kestra).filter((write) => !write.endsWith('/validate'))).toEqual([])
    const when = /edited on the server since the last deploy \(\d{4}-\d\d-\d\d \d\d:\d\d UTC\)/
    expect(issues()).toEqual([{ number: 1, state: 'open', body: expect.stringMatching(when) }])
    expect(issues()[0]?.body).toContain('a merge that also changes it is refused')

    scene.repository.commit({ 'README.md': 'Words\n' })
    const same = await drift()
    expect(same.github.map(({ method }) => method)).toEqual(['GET'])

    await scene.hands.saveFlow('company.team', 'daily', aFlow({ id: 'daily', message: 'again' }))
    await drift()
    expect(issues()).toEqual([{ number: 1, state: 'open', body: expect.stringContaining('again') }])

    await scene.hands.saveFlow('company.team', 'daily', source)
    await drift()
    expect(issues()).toEqual([{ number: 1, state: 'closed', body: expect.any(String) }])
    expect(scene.github.world.comments).toEqual([])
    expect(scene.github.breaches).toEqual([])
  })
})
