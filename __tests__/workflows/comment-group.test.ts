import { expect, test } from 'vitest'
import { NO_COMMIT, workflowRunEvent } from '../github-stub/events.ts'
import { WORKFLOW_TOKEN } from '../github-stub/start-github.ts'
import { aFlow } from '../hands/a-flow.ts'
import { describeWorkflows } from './describe-workflows.ts'
import { openPullRequest, runPush } from './open-pull-request.ts'
import { commentsOf, headlineOf } from './read-run.ts'
import { startScene } from './start-scene.ts'
import { exampleWorkflow, userWorkflow } from './user-workflow.ts'

const FLOW = 'company.team/flows/daily.yml'
const files = { [FLOW]: aFlow({ id: 'daily' }) }
const added = { 'company.team/flows/new.yml': aFlow({ id: 'new' }) }
const workflow = userWorkflow('targets')

/** The rows of the table of targets, without where these are. */
const rowsOf = (comment = ''): readonly string[] =>
  comment
    .split('\n')
    .filter((line) => /^\| \*\*(?:staging|production)\*\*/.test(line))
    .map((line) => line.replace(/<br>127[^|]*/, ' '))

const firstLines = (comments: readonly string[]) => comments.map(headlineOf)

describeWorkflows('two targets that share a comment', (version) => {
  test('plan into one, and each says in its own part whether its promise was kept', async () => {
    await using scene = await startScene({ version, files })
    await runPush(scene, NO_COMMIT, { workflow })
    const pullRequest = openPullRequest(scene, added)
    const planned = await pullRequest.run('opened', { workflow })
    expect(planned.conclusion).toBe('success')
    expect(firstLines(commentsOf(scene, 1))).toEqual(['### ✅ Ready to merge: production and staging'])
    expect(rowsOf(commentsOf(scene, 1)[0])).toEqual([
      '| **production** | ✅ Ready to merge: 1 flow is created | nothing |',
      '| **staging** | ✅ Ready to merge: 1 flow is created | nothing |',
    ])

    const edited = aFlow({ id: 'new', namespace: 'production.team', message: 'from the UI' })
    await scene.hands.saveFlow('production.team', 'new', edited)
    const before = scene.repository.sha('main')
    pullRequest.merge('squash')
    await runPush(scene, before, { workflow })
    const [receipt = '', ...others] = commentsOf(scene, 1)
    expect([headlineOf(receipt), others]).toEqual([
      '### ⚠️ Deployed, but not as promised: production (1 of 2 targets)',
      [],
    ])
    expect(rowsOf(receipt)).toEqual([
      '| **production** | ⚠️ Deployed, but not as promised: `production.team.new` was edited on the server after it was planned | ✍️ 1 overwrite |',
      '| **staging** | ✅ Promise kept: 1 of 1 resource is live as shown before the merge, read back from the server | nothing |',
    ])
    expect(receipt).toContain('<details><summary><code>staging</code> ✅ Promise kept</summary>')
    expect(receipt).toContain(
      '<details open><summary><code>production</code> ⚠️ Deployed, but not as promised</summary>',
    )
    expect(scene.github.breaches).toEqual([])
  })

  test('say that it was closed', async () => {
    await using scene = await startScene({ version, files })
    await runPush(scene, NO_COMMIT, { workflow })
    const pullRequest = openPullRequest(scene, added)
    await pullRequest.run('opened', { workflow })
    pullRequest.close()
    await pullRequest.run('closed', { workflow })
    expect(firstLines(commentsOf(scene, 1))).toEqual([
      '### Closed without merging, nothing was deployed: production and staging',
    ])
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
    expect(firstLines(commentsOf(scene, 1))).toEqual(['### ⚠️ Look before you merge: production'])

    const before = scene.repository.sha('main')
    pullRequest.merge('squash')
    await runPush(scene, before, { inputs })
    expect(firstLines(commentsOf(scene, 1))).toEqual(['### ✅ Deployed: production'])
    expect(scene.github.breaches).toEqual([])
  })
})
