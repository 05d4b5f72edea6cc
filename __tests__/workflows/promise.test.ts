import { expect, test } from 'vitest'
import { NO_COMMIT } from '../github-stub/events.ts'
import { aFlow } from '../support/a-flow.ts'
import { answerIn } from '../support/answer-in.ts'
import { describeWorkflows, describeWorkflowsOnAll } from './describe-workflows.ts'
import { openPullRequest, runPush } from './open-pull-request.ts'
import { commentsOf, writesTo } from './read-run.ts'
import { type Scene, startScene } from './start-scene.ts'

const FLOW = 'company.team/flows/daily.yml'
const files = { [FLOW]: aFlow({ id: 'daily' }), 'company.team/flows/other.yml': aFlow({ id: 'other' }) }
const change = { [FLOW]: aFlow({ id: 'daily', message: 'bye' }) }

async function startLiveScene(version: Scene['server']['version']): Promise<Scene> {
  const scene = await startScene({ version, files })
  await scene.hands.saveFlow('company.team', 'daily', aFlow({ id: 'daily' }))
  await scene.hands.saveFlow('company.team', 'other', aFlow({ id: 'other' }))
  return scene
}

describeWorkflowsOnAll('the promise', (version) => {
  test('is one comment that says what production will be, beside summary, outputs and plan.json', async () => {
    await using scene = await startLiveScene(version)
    const run = await openPullRequest(scene, change).run('opened')
    expect(run.conclusion).toBe('success')
    const [comment = '', ...more] = commentsOf(scene, 1)
    expect(more).toEqual([])
    expect(answerIn(comment)).toBe('safe')
    expect(comment).toContain('-    message: hi\n+    message: bye\n')
    expect(comment).toMatch(/\n<!-- kestra-gitops:v1:[\w-]+\.[\w-]+ -->$/)
    expect(run.summary).toContain('-    message: hi\n+    message: bye\n')
    expect(run.outputs['kestra']).toMatchObject({
      result: 'changes',
      reason: '',
      changes: 'true',
      update: '1',
      delete: '0',
      digest: run.plan?.digest,
      'comment-url': expect.stringContaining('/pull/1#issuecomment-'),
    })
    expect(run.plan).toMatchObject({
      command: 'plan',
      result: 'changes',
      target: { server: scene.server.url, tenant: scene.server.tenant },
      commit: scene.repository.sha('feature'),
      base: scene.repository.sha('main'),
      summary: { update: 1, unchanged: 1 },
      requests: { kestra: run.kestra.length },
    })
    expect(run.annotations).toEqual([])
    expect(writesTo(run.kestra)).toEqual(['POST flows/validate'])
    expect(scene.github.breaches).toEqual([])
  })
})

describeWorkflows('the promise', (version) => {
  test('is kept: the same plan writes nothing, another one edits, none flips to "nothing to deploy"', async () => {
    await using scene = await startLiveScene(version)
    const pullRequest = openPullRequest(scene, change)
    await pullRequest.run('opened')
    const [first = ''] = commentsOf(scene, 1)

    pullRequest.commit({ 'README.md': 'Not deployed\n' })
    const same = await pullRequest.run('synchronize')
    expect(same.github.map(({ method }) => method)).toEqual(['GET'])
    expect(commentsOf(scene, 1)).toEqual([first])

    pullRequest.commit({ [FLOW]: aFlow({ id: 'daily', message: 'good night' }) })
    await pullRequest.run('synchronize')
    expect(commentsOf(scene, 1)).toEqual([expect.stringContaining('+    message: good night')])

    pullRequest.commit({ [FLOW]: files[FLOW] ?? '' })
    const none = await pullRequest.run('synchronize')
    expect(none.outputs['kestra']).toMatchObject({ result: 'in-sync', changes: 'false' })
    expect(none.plan?.summary).toMatchObject({ update: 0, unchanged: 2 })
    expect(commentsOf(scene, 1).map(answerIn)).toEqual(['safe'])
    expect(new Set(scene.github.world.comments.map(({ id }) => id)).size).toBe(1)
    expect(scene.github.breaches).toEqual([])
  })

  test('is no comment at all where no flow changes', async () => {
    await using scene = await startLiveScene(version)
    const run = await openPullRequest(scene, { 'README.md': 'Words\n' }).run('opened')
    expect([run.conclusion, run.outputs['kestra']?.['result'], commentsOf(scene, 1)]).toEqual([
      'success',
      'in-sync',
      [],
    ])
    expect(scene.github.breaches).toEqual([])
  })

  test('is red for an invalid flow, with every problem at its line', async () => {
    await using scene = await startLiveScene(version)
    const broken = aFlow({ id: 'daily' }).replace('message: hi', 'mesage: hi')
    const run = await openPullRequest(scene, {
      [FLOW]: broken,
      'company.team/flows/other.yml': 'id: other\nnamespace: company.team\ntasks: [\n',
    }).run('opened')
    expect(run.jobs).toEqual({ kestra: 'failure' })
    expect(run.outputs['kestra']).toMatchObject({ result: 'invalid', reason: 'invalid' })
    const placed = run.annotations.filter(({ file }) => file !== undefined)
    expect(placed).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ level: 'error', file: FLOW, line: 6, col: 5 }),
        expect.objectContaining({ level: 'error', file: 'company.team/flows/other.yml', line: 3 }),
      ]),
    )
    const [comment = ''] = commentsOf(scene, 1)
    expect(answerIn(comment)).toBe('blocked')
    expect(comment).toContain(`/blob/${scene.repository.sha('feature')}/${FLOW}#L6`)
    expect(scene.github.breaches).toEqual([])
  })

  test('shows what was edited on the server, and refuses what was changed on both sides', async () => {
    await using scene = await startScene({ version, files })
    await runPush(scene, NO_COMMIT)
    await scene.hands.saveFlow('company.team', 'other', aFlow({ id: 'other', message: 'edited' }))
    const pullRequest = openPullRequest(scene, change)
    const drift = await pullRequest.run('opened')
    expect(drift.plan?.resources).toEqual([
      expect.objectContaining({ id: 'other', change: 'drift' }),
      expect.objectContaining({ id: 'daily', change: 'update' }),
    ])
    expect(commentsOf(scene, 1)).toEqual([expect.stringContaining('differs on the server')])

    await scene.hands.saveFlow('company.team', 'daily', aFlow({ id: 'daily', message: 'also edited' }))
    const conflict = await pullRequest.run('synchronize')
    expect(conflict.plan).toMatchObject({ result: 'refused', reason: 'conflict', summary: { conflict: 1, drift: 1 } })
    expect(conflict.jobs).toEqual({ kestra: 'failure' })
    const [comment = ''] = commentsOf(scene, 1)
    expect(answerIn(comment)).toBe('blocked')
    expect(comment).toContain('also edited')
    expect(scene.github.breaches).toEqual([])
  })

  test('is marked when the pull request is closed unmerged, and left alone when it was merged', async () => {
    await using scene = await startLiveScene(version)
    const pullRequest = openPullRequest(scene, change)
    await pullRequest.run('opened')
    pullRequest.close()
    const closed = await pullRequest.run('closed')
    expect(closed.log).toContain('Pull request #1 was closed without merging: nothing is deployed.')
    expect(closed.kestra).toEqual([])
    expect(commentsOf(scene, 1)).toEqual([expect.stringMatching(/^\*\*Closed without merging: nothing was deployed\./)])

    const other = openPullRequest(scene, change, { branch: 'merged' })
    await other.run('opened')
    other.merge('squash')
    const merged = await other.run('closed')
    expect(merged.log).toContain('was merged: the push to main deploys it.')
    expect([merged.conclusion, merged.github, merged.kestra]).toEqual(['success', [], []])
    expect(scene.github.breaches).toEqual([])
  })
})
