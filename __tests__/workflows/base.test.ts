import { expect, test } from 'vitest'
import { NO_COMMIT, pushEvent } from '../github-stub/events.ts'
import { aFlow } from '../support/a-flow.ts'
import { describeWorkflows } from './describe-workflows.ts'
import { openPullRequest, runPush } from './open-pull-request.ts'
import { startScene } from './start-scene.ts'
import { userWorkflow } from './user-workflow.ts'

const FOLDER = 'company.team/flows'
const files = {
  [`${FOLDER}/daily.yml`]: aFlow({ id: 'daily' }),
  [`${FOLDER}/gone.yml`]: aFlow({ id: 'gone' }),
  [`${FOLDER}/same.yml`]: aFlow({ id: 'same' }),
}
const offline = { offline: 'true', 'when-missing': 'delete' }
const noFetch = { isCutOff: true }

describeWorkflows('the base commit', (version) => {
  test('of a shallow checkout is fetched by git: GitHub is not asked for it', async () => {
    await using scene = await startScene({ version, files })
    const pullRequest = openPullRequest(scene, { 'README.md': 'Words\n', [`${FOLDER}/gone.yml`]: null })
    const run = await pullRequest.run('opened', { depth: 1, inputs: offline })
    expect(run.plan).toMatchObject({ base: scene.repository.sha('main'), summary: { delete: 1 } })
    expect(run.github.every(({ path }) => path.includes('/comments'))).toBe(true)
    expect(scene.github.breaches).toEqual([])
  })

  test('is read through the API where git cannot fetch it: one call for the list, one for each file that differs', async () => {
    await using scene = await startScene({ version, files })
    const change = { [`${FOLDER}/daily.yml`]: aFlow({ id: 'daily', message: 'bye' }), [`${FOLDER}/gone.yml`]: null }
    const run = await openPullRequest(scene, change).run('opened', { ...noFetch, inputs: offline })
    expect(run.plan).toMatchObject({
      base: scene.repository.sha('main'),
      summary: { update: 1, delete: 1, unchanged: 1 },
    })
    const reads = run.github.map(({ path }) => path).filter((path) => path.includes('/git/'))
    expect(reads.map((path) => path.split('/')[5])).toEqual(['commits', 'trees', 'blobs', 'blobs'])
    expect(run.annotations).toEqual([])
    expect(scene.github.breaches).toEqual([])
  })

  test('that GitHub gives only in part is told in one sentence and fails nothing', async () => {
    await using scene = await startScene({ version, files })
    await runPush(scene, NO_COMMIT)
    const before = scene.repository.sha('main')
    scene.repository.commit({ [`${FOLDER}/daily.yml`]: aFlow({ id: 'daily', message: 'bye' }) })
    scene.github.fail({ path: /\/git\/blobs\//, status: 404, times: 20 })
    const run = await runPush(scene, before, noFetch)
    expect([run.conclusion, run.outputs['kestra']?.['result']]).toEqual(['success', 'deployed'])
    expect(run.summary).toContain('The commit that this change is compared with cannot be read')
    expect(scene.github.breaches).toEqual([])
  })

  test('may be named by the input "base", also where the checkout does not hold it', async () => {
    await using scene = await startScene({ version, files })
    const first = scene.repository.sha('main')
    scene.repository.commit({ [`${FOLDER}/gone.yml`]: null })
    const event = pushEvent({ before: NO_COMMIT, after: scene.repository.sha('main') })
    const inputs = { ...offline, base: first, command: 'plan' }
    const run = await scene.run({ event, workflow: userWorkflow('push'), inputs })
    expect(run.plan).toMatchObject({ base: first, summary: { delete: 1, unchanged: 2 } })
    expect(scene.github.breaches).toEqual([])
  })
})
