import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { NO_COMMIT } from '../github-stub/events.ts'
import { WORKFLOW_TOKEN } from '../github-stub/start-github.ts'
import { aFlow } from '../support/a-flow.ts'
import { describeWorkflows } from './describe-workflows.ts'
import { openPullRequest, runPush } from './open-pull-request.ts'
import { type Scene, type SceneRun, startScene } from './start-scene.ts'

const HEADER = 'proxy-pass-4711'
const header = `X-Proxy: ${HEADER}`

function secretsOf({ server: { username, password } }: Scene): readonly string[] {
  return [password, Buffer.from(`${username}:${password}`).toString('base64'), HEADER, WORKFLOW_TOKEN]
}

/** Everything that leaves a run, as it was before the runner masked it. */
function sinksOf(run: SceneRun, page = ''): Readonly<Record<string, string>> {
  return {
    // The requests to mask them are the one place that must name them.
    log: run.rawLog.replaceAll(/^::add-mask::.*$/gm, ''),
    summary: run.rawSummary,
    outputs: JSON.stringify(run.outputs),
    planJson: run.planText,
    page,
    github: JSON.stringify(run.github.map(({ path, body }) => ({ path, body }))),
  }
}

describeWorkflows('a secret', (version) => {
  test('reaches no sink, though flows, file names and the answers of the server hold it', async () => {
    await using scene = await startScene({ version, files: { 'company.team/flows/a.yml': aFlow({ id: 'a' }) } })
    // Goes with the repository.
    const html = join(scene.repository.dir, '.git/page.html')
    const inputs = { header, html }
    const pages = new Map<SceneRun, string>()
    const withPage = async (running: Promise<SceneRun>) => {
      const run = await running
      pages.set(run, readFileSync(html, 'utf8'))
      rmSync(html)
      return run
    }
    const secrets = secretsOf(scene)
    const words = secrets.join(' and ')
    await runPush(scene, NO_COMMIT, { inputs })
    const pullRequest = openPullRequest(scene, {
      'company.team/flows/a.yml': aFlow({ id: 'a', message: JSON.stringify(words) }),
      [`company.team/files/${HEADER}.txt`]: `${words}\n`,
    })
    const planned = await withPage(pullRequest.run('opened', { inputs }))
    pullRequest.commit({ 'company.team/flows/b.yml': `id: b\nnamespace: company.team\n${HEADER}: 1\ntasks: []\n` })
    const invalid = await withPage(pullRequest.run('synchronize', { inputs }))
    pullRequest.commit({ 'company.team/flows/b.yml': null })
    const before = scene.repository.sha('main')
    pullRequest.merge('squash')
    const body = JSON.stringify({ message: `Denied for ${words}` })
    const fault = { method: 'PUT', status: 422, body, times: 20 }
    const failed = await withPage(runPush(scene, before, { inputs, fault }))
    const deployed = await withPage(runPush(scene, before, { inputs }))
    const runs = { planned, invalid, failed, deployed }
    expect(Object.values(runs).map((run) => run.outputs['kestra']?.['result'])).toEqual([
      'changes',
      'invalid',
      'failed',
      'deployed',
    ])
    const leaks = Object.entries(runs).flatMap(([name, run]) =>
      Object.entries(sinksOf(run, pages.get(run))).flatMap(([sink, text]) =>
        secrets.filter((secret) => text.includes(secret)).map((secret) => `${name}: ${sink} holds ${secret}`),
      ),
    )
    expect(leaks).toEqual([])
    expect([...pages.values()].map((page) => page.slice(0, 15))).toEqual(Array(4).fill('<!doctype html>'))
    for (const { masks } of Object.values(runs)) expect(masks).toEqual(expect.arrayContaining([...secrets]))
    expect(scene.github.breaches).toEqual([])
  })
})

describeWorkflows('what only the server knows', (version) => {
  test.each([
    { where: 'public', isPrivate: false, isShown: false, inputs: {} },
    { where: 'public', isPrivate: false, isShown: true, inputs: { 'show-server-source': 'true' } },
    { where: 'private', isPrivate: true, isShown: true, inputs: {} },
  ])('is shown: $isShown in a $where repository with $inputs', async ({ isPrivate, isShown, inputs: more }) => {
    const file = 'company.team/flows/a.yml'
    await using scene = await startScene({ version, files: { [file]: aFlow({ id: 'a' }) }, github: { isPrivate } })
    await scene.hands.saveFlow('company.team', 'a', aFlow({ id: 'a', message: 'internal-words' }))
    const change = { [file]: aFlow({ id: 'a', message: 'bye' }) }
    const run = await openPullRequest(scene, change, { isPrivate }).run('opened', { inputs: more })
    const sinks = sinksOf(run)
    expect(['log', 'summary', 'github'].map((sink) => sinks[sink]?.includes('internal-words'))).toEqual([
      isShown,
      isShown,
      isShown,
    ])
    expect(sinks['github']).toContain('+    message: bye')
    expect(scene.github.breaches).toEqual([])
  })
})
