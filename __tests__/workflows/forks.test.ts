import { expect, test } from 'vitest'
import { NO_COMMIT, workflowRunEvent } from '../github-stub/events.ts'
import { WORKFLOW_TOKEN } from '../github-stub/start-github.ts'
import { aFlow } from '../support/a-flow.ts'
import { answerIn } from '../support/answer-in.ts'
import { describeWorkflows } from './describe-workflows.ts'
import { openPullRequest, runPush } from './open-pull-request.ts'
import { commentsOf } from './read-run.ts'
import { startScene } from './start-scene.ts'
import { exampleWorkflow } from './user-workflow.ts'

const FLOW = 'company.team/flows/daily.yml'
const files = { [FLOW]: aFlow({ id: 'daily' }) }
const change = { [FLOW]: aFlow({ id: 'daily', message: 'bye' }) }
const WRITE = { contents: 'read', 'pull-requests': 'write' } as const
const tokens = { [WORKFLOW_TOKEN]: { permissions: WRITE }, ghs_fork: { permissions: WRITE, isReadOnly: true } }
const [planWorkflow, commentWorkflow] = [exampleWorkflow('fork-plan'), exampleWorkflow('fork-comment')]
const asFork = { token: 'ghs_fork', hasSecrets: false }

const strangers = [
  { who: 'from a fork', fork: 'eve/flows', actor: 'eve' },
  { who: 'from Dependabot', actor: 'dependabot[bot]' },
]

describeWorkflows('a pull request without secrets', (version) => {
  test.each(strangers)(
    '$who is planned against Git and stays green without its comment',
    async ({ who, ...author }) => {
      await using scene = await startScene({ version, files, github: { tokens } })
      const run = await openPullRequest(scene, change, author).run('opened', asFork)
      expect(run.conclusion).toBe('success')
      expect(run.kestra).toEqual([])
      expect(run.plan).toMatchObject({ result: 'changes', target: { server: null }, summary: { update: 1 } })
      expect(run.summary).toContain(`This pull request is ${who} and gets no secrets, so the server was not asked.`)
      const refusals = run.log.split('\n').filter((line) => line.includes('Resource not accessible by integration'))
      expect(refusals).toEqual([
        expect.stringMatching(/^The comment on pull request #1 was not written: the token may not/),
      ])
      expect(run.annotations).toEqual([])
      expect(scene.github.world.comments).toEqual([])
      expect(scene.github.breaches).toEqual([])
    },
  )

  test('is red only when something is invalid, at its line', async () => {
    await using scene = await startScene({ version, files, github: { tokens } })
    const broken = { [FLOW]: 'id: daily\nnamespace: company.team\ntasks: []\nrevision: [\n' }
    const run = await openPullRequest(scene, broken, { fork: 'eve/flows' }).run('opened', asFork)
    expect(run.jobs).toEqual({ kestra: 'failure' })
    expect(run.annotations).toContainEqual(expect.objectContaining({ level: 'error', file: FLOW }))
    expect(scene.github.breaches).toEqual([])
  })

  test('gets its comment from the two workflows of docs/forks.md, and the receipt in the same one', async () => {
    await using scene = await startScene({ version, files, github: { tokens } })
    await runPush(scene, NO_COMMIT)
    const pullRequest = openPullRequest(scene, change, { fork: 'eve/flows', actor: 'eve' })
    const planned = await pullRequest.run('opened', { ...asFork, workflow: planWorkflow })
    expect([planned.jobs, scene.github.world.comments]).toEqual([{ plan: 'success' }, []])

    const event = workflowRunEvent({
      sha: scene.repository.sha('main'),
      headSha: pullRequest.headSha(),
      head: 'feature',
      fork: 'eve/flows',
      runId: 778,
    })
    const posted = await scene.run({ event, workflow: commentWorkflow, hasSecrets: false, hasArtifacts: true })
    expect([posted.jobs, posted.kestra]).toEqual([{ comment: 'success' }, []])
    const [comment = '', ...more] = commentsOf(scene, 1)
    expect([answerIn(comment), more]).toEqual(['look', []])
    expect(comment).toContain('Read the diff before you trust this.')

    const before = scene.repository.sha('main')
    pullRequest.merge('squash')
    await runPush(scene, before)
    expect(commentsOf(scene, 1).map(answerIn)).toEqual(['deployed'])
    expect(scene.github.breaches).toEqual([])
  })
})
