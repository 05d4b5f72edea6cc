import { expect, test } from 'vitest'
import {
  mergeGroupEvent,
  NO_COMMIT,
  pullRequestTargetEvent,
  pushEvent,
  scheduleEvent,
  workflowDispatchEvent,
} from '../github-stub/events.ts'
import { aFlow } from '../support/a-flow.ts'
import { describeWorkflows } from './describe-workflows.ts'
import { openPullRequest, runPush } from './open-pull-request.ts'
import { writesTo } from './read-run.ts'
import { startScene } from './start-scene.ts'
import { userWorkflow } from './user-workflow.ts'

const FLOW = 'company.team/flows/daily.yml'
const files = { [FLOW]: aFlow({ id: 'daily' }) }
const change = { [FLOW]: aFlow({ id: 'daily', message: 'bye' }) }
const onAnyPush = userWorkflow('push')
  .replace('push:\n    branches: [main]', 'push:')
  .replaceAll(/^ *environment: production\n/gm, '')

describeWorkflows('an event', (version) => {
  test('merge_group is planned against the item before it, without a comment', async () => {
    await using scene = await startScene({ version, files })
    const { number } = openPullRequest(scene, change)
    const [baseSha, headSha] = [scene.repository.sha('main'), scene.repository.pullRequestRefs(number, 'feature') ?? '']
    scene.repository.branch(`gh-readonly-queue/main/pr-${number}-${baseSha}`, headSha)
    const event = mergeGroupEvent({ number, baseSha, headSha })
    const run = await scene.run({ event, workflow: userWorkflow('merge-group') })
    expect([run.conclusion, run.github]).toEqual(['success', []])
    expect(run.plan).toMatchObject({ command: 'plan', result: 'changes', commit: headSha, base: baseSha })
    expect(scene.github.breaches).toEqual([])
  })

  test('pull_request_target is refused with what to use instead', async () => {
    await using scene = await startScene({ version, files })
    const [headSha, baseSha] = [scene.repository.sha('main'), scene.repository.sha('main')]
    const event = pullRequestTargetEvent({ headSha, baseSha, mergeSha: headSha, defaultSha: baseSha })
    const workflow = userWorkflow('pull-request').replace('pull_request:', 'pull_request_target:')
    const run = await scene.run({ event, workflow })
    expect(run.conclusion).toBe('failure')
    expect(run.annotations).toEqual([
      { level: 'error', message: expect.stringMatching(/^The event "pull_request_target" .* Use "pull_request"/) },
    ])
    expect(run.outputs['kestra']).toMatchObject({ result: 'failed', reason: 'unknown-event' })
    expect([run.github, run.kestra]).toEqual([[], []])
  })

  test('push of a tag is refused and named', async () => {
    await using scene = await startScene({ version, files })
    scene.repository.tag('v1')
    const event = pushEvent({ ref: 'refs/tags/v1', after: scene.repository.sha('main') })
    const run = await scene.run({ event, workflow: onAnyPush })
    expect([run.conclusion, run.annotations.map(({ message }) => message)]).toEqual([
      'failure',
      [expect.stringContaining('is for refs/tags/v1. Set "command: deploy"')],
    ])
    expect(run.kestra).toEqual([])
  })

  test('push that deletes a branch does nothing and says so', async () => {
    await using scene = await startScene({ version, files })
    const tip = scene.repository.sha('main')
    const event = pushEvent({ ref: 'refs/heads/old', before: tip, defaultSha: tip })
    const run = await scene.run({ event, workflow: onAnyPush })
    expect(run.conclusion).toBe('success')
    expect(run.log).toContain('refs/heads/old was deleted: there is nothing to deploy.')
    expect([run.github, run.kestra]).toEqual([[], []])
  })

  test('push with force from a commit that is gone deploys, and says what is not known', async () => {
    await using scene = await startScene({ version, files })
    await runPush(scene, NO_COMMIT)
    scene.repository.commit(change)
    const event = pushEvent({ before: 'd'.repeat(40), after: scene.repository.sha('main'), isForced: true })
    const run = await scene.run({ event, workflow: onAnyPush })
    expect([run.conclusion, run.outputs['kestra']?.['result']]).toEqual(['success', 'deployed'])
    expect(run.plan?.base).toBeNull()
    expect(run.log.replaceAll(/\s+/g, ' ')).toContain(
      'ddddddd is available neither from the git remote nor from GitHub',
    )
    expect(scene.github.breaches).toEqual([])
  })

  test('workflow_dispatch plans with "dry-run", deploys without, and may go back to an older commit', async () => {
    await using scene = await startScene({ version, files })
    const sha = scene.repository.sha('main')
    const dispatch = (dryRun: string) =>
      scene.run({
        event: workflowDispatchEvent({ sha: scene.repository.sha('main'), inputs: { 'dry-run': dryRun } }),
        workflow: userWorkflow('dispatch'),
        depth: 0,
      })
    const planned = await dispatch('true')
    expect(planned.plan).toMatchObject({ command: 'plan', summary: { create: 1 } })
    expect(writesTo(planned.kestra)).toEqual(['POST flows/validate'])
    const deployed = await dispatch('false')
    expect(deployed.plan).toMatchObject({ command: 'deploy', result: 'deployed' })

    scene.repository.commit(change)
    await runPush(scene, sha, { depth: 0 })
    const newer = scene.repository.sha('main')
    scene.repository.reset(sha)
    const late = await runPush(scene, NO_COMMIT, { depth: 0 })
    expect(late.plan).toMatchObject({ result: 'refused', reason: 'older-commit' })
    expect(late.log).toContain(newer.slice(0, 7))
    expect((await dispatch('false')).plan).toMatchObject({ result: 'deployed', summary: { update: 1 } })
    expect(scene.github.breaches).toEqual([])
  })

  test('workflow_dispatch on the deploy branch refuses a commit of another branch', async () => {
    await using scene = await startScene({ version, files })
    await runPush(scene, NO_COMMIT, { depth: 0 })
    const sha = scene.repository.sha('main')
    scene.repository.branch('mine', sha)
    scene.repository.commit(change)
    const unmerged = scene.repository.sha('mine')
    scene.repository.branch('main')
    const event = workflowDispatchEvent({ sha, inputs: { 'dry-run': 'false', commit: unmerged } })
    const workflow = userWorkflow('dispatch').replace('persist-credentials: false', `ref: ${unmerged}`)
    const run = await scene.run({ event, workflow, depth: 0 })
    expect(run.plan).toMatchObject({ command: 'deploy', result: 'refused', reason: 'unmerged-commit' })
    expect(writesTo(run.kestra)).toEqual(['POST flows/validate'])
    expect(scene.github.breaches).toEqual([])
  })

  test('of another branch is planned and says so, by hand as well; an explicit deploy of it has no powers by hand', async () => {
    await using scene = await startScene({ version, files })
    await runPush(scene, NO_COMMIT, { depth: 0 })
    const older = scene.repository.sha('main')
    scene.repository.commit(change)
    await runPush(scene, older, { depth: 0 })
    scene.repository.branch('mine', older)
    const sha = scene.repository.sha('mine')
    const pushed = await scene.run({ event: pushEvent({ ref: 'refs/heads/mine', after: sha }), workflow: onAnyPush })
    expect([pushed.plan?.command, writesTo(pushed.kestra)]).toEqual(['plan', ['POST flows/validate']])
    expect(pushed.summary).toContain('Only planned')
    const event = workflowDispatchEvent({ ref: 'refs/heads/mine', sha, inputs: { 'dry-run': 'false' } })
    const workflow = userWorkflow('dispatch')
    expect((await scene.run({ event, workflow, depth: 0 })).plan).toMatchObject({ command: 'plan', result: 'changes' })
    const inputs = { command: 'deploy' }
    expect((await scene.run({ event, workflow, inputs, depth: 0 })).plan).toMatchObject({ reason: 'older-commit' })
    const named = { 'deploy-branches': 'mine' }
    expect((await scene.run({ event, workflow, inputs: named, depth: 0 })).plan).toMatchObject({ result: 'deployed' })
    expect(scene.github.breaches).toEqual([])
  })

  test('nobody planned for is refused by its name', async () => {
    await using scene = await startScene({ version, files })
    const event = { ...scheduleEvent({ sha: scene.repository.sha('main') }), name: 'issue_comment' }
    const workflow = userWorkflow('schedule').replace(/on:\n {2}schedule:\n.*\n/, 'on: issue_comment\n')
    const run = await scene.run({ event, workflow })
    expect([run.conclusion, run.annotations.map(({ message }) => message)]).toEqual([
      'failure',
      [expect.stringContaining('does not know what to do on the event "issue_comment"')],
    ])
  })
})
