import { expect, test } from 'vitest'
import { parseGroup } from '../../src/render/group/group-marker.ts'
import { NO_COMMIT, workflowRunEvent } from '../github-stub/events.ts'
import { WORKFLOW_TOKEN } from '../github-stub/start-github.ts'
import { aFlow } from '../support/a-flow.ts'
import { answerIn } from '../support/answer-in.ts'
import { describeWorkflows } from './describe-workflows.ts'
import { openPullRequest, runPush } from './open-pull-request.ts'
import { commentsOf } from './read-run.ts'
import { startScene } from './start-scene.ts'
import { exampleWorkflow, userWorkflow } from './user-workflow.ts'

const FLOW = 'company.team/flows/daily.yml'
const files = { [FLOW]: aFlow({ id: 'daily' }) }
const added = { 'company.team/flows/new.yml': aFlow({ id: 'new' }) }
const workflow = userWorkflow('targets')

/** What the hidden last line of the comment says about each target. */
const targetsOf = (comment = '') =>
  parseGroup(comment)?.sections.map(({ name, state, risks }) => ({ name, state, overwrites: risks.overwrites }))
const NOTHING_LOST = { overwrites: 0 }

describeWorkflows('two targets that share a comment', (version) => {
  test('plan into one, and each says in its own part whether its promise was kept', async () => {
    await using scene = await startScene({ version, files })
    await runPush(scene, NO_COMMIT, { workflow })
    const pullRequest = openPullRequest(scene, added)
    const planned = await pullRequest.run('opened', { workflow })
    expect(planned.conclusion).toBe('success')
    expect(commentsOf(scene, 1).map(answerIn)).toEqual(['safe'])
    expect(targetsOf(commentsOf(scene, 1)[0])).toEqual([
      { name: 'production', state: 'safe', ...NOTHING_LOST },
      { name: 'staging', state: 'safe', ...NOTHING_LOST },
    ])

    const edited = aFlow({ id: 'new', namespace: 'production.team', message: 'from the UI' })
    await scene.hands.saveFlow('production.team', 'new', edited)
    const before = scene.repository.sha('main')
    pullRequest.merge('squash')
    await runPush(scene, before, { workflow })
    const [receipt = '', ...others] = commentsOf(scene, 1)
    expect([answerIn(receipt), others]).toEqual(['differs', []])
    expect(targetsOf(receipt)).toEqual([
      { name: 'production', state: 'differs', overwrites: 1 },
      { name: 'staging', state: 'kept', ...NOTHING_LOST },
    ])
    expect(receipt).toContain('`production.team.new`')
    expect(receipt).toContain('<details><summary><code>staging</code>')
    expect(receipt).toContain('<details open><summary><code>production</code>')
    expect(scene.github.breaches).toEqual([])
  })

  test('say that it was closed', async () => {
    await using scene = await startScene({ version, files })
    await runPush(scene, NO_COMMIT, { workflow })
    const pullRequest = openPullRequest(scene, added)
    await pullRequest.run('opened', { workflow })
    pullRequest.close()
    await pullRequest.run('closed', { workflow })
    expect(targetsOf(commentsOf(scene, 1)[0])).toMatchObject([
      { name: 'production', state: 'closed' },
      { name: 'staging', state: 'closed' },
    ])
    expect(commentsOf(scene, 1).map(answerIn)).toEqual(['closed'])
    expect(scene.github.breaches).toEqual([])
  })

  test('take the plan of a fork from the second workflow, and the receipt into the same part', async () => {
    const WRITE = { contents: 'read', 'pull-requests': 'write' } as const
    const tokens = { [WORKFLOW_TOKEN]: { permissions: WRITE }, ghs_fork: { permissions: WRITE, isReadOnly: true } }
    await using scene = await startScene({ version, files, github: { tokens } })
    const inputs = { 'comment-group': 'kestra', label: 'production' }
    await runPush(scene, NO_COMMIT)
    const pullRequest = openPullRequest(scene, added, { fork: 'eve/flows', actor: 'eve' })
    const [planWorkflow, commentWorkflow] = [exampleWorkflow('fork-plan'), exampleWorkflow('fork-comment')]
    const asFork = { token: 'ghs_fork', hasSecrets: false, inputs }
    const planned = await pullRequest.run('opened', { ...asFork, workflow: planWorkflow })
    expect(planned.log).toContain('The comment on pull request #1 was not written: the token may not do it')

    const shas = { sha: scene.repository.sha('main'), headSha: pullRequest.headSha() }
    const event = workflowRunEvent({ ...shas, head: 'feature', fork: 'eve/flows', runId: 778 })
    await scene.run({ event, workflow: commentWorkflow, hasSecrets: false, hasArtifacts: true, inputs })
    expect(targetsOf(commentsOf(scene, 1)[0])).toMatchObject([{ name: 'production', state: 'look' }])

    const before = scene.repository.sha('main')
    pullRequest.merge('squash')
    await runPush(scene, before, { inputs })
    expect(targetsOf(commentsOf(scene, 1)[0])).toMatchObject([{ name: 'production', state: 'deployed' }])
    expect(scene.github.breaches).toEqual([])
  })
})
