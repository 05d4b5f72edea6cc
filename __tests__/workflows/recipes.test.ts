import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { TestServer } from '../engine/engine.ts'
import { NO_COMMIT, workflowDispatchEvent } from '../github-stub/events.ts'
import { WORKFLOW_TOKEN } from '../github-stub/start-github.ts'
import { aFlow } from '../support/a-flow.ts'
import { startProxy, startTlsProxy } from '../support/proxies.ts'
import { serverHands } from '../support/server-hands.ts'
import { describeWorkflows } from './describe-workflows.ts'
import { openPullRequest, runPush } from './open-pull-request.ts'
import { startScene } from './start-scene.ts'
import { exampleWorkflow, joinedWorkflow } from './user-workflow.ts'

/** Each job has a tenant of its own, as if it were the only one. */
const perJob = ({ tenant }: TestServer) => ({ tenant: `${tenant}-\${{ github.job }}\${{ matrix.stage }}` })
const handsOf = (server: TestServer, job: string) => serverHands({ ...server, tenant: `${server.tenant}-${job}` })
const flowsOf = async (server: TestServer, job: string) =>
  (await handsOf(server, job).flows()).map(({ namespace, id }) => `${namespace}/${id}`).toSorted()

const on = (name: string, url: string): string => exampleWorkflow(name).replaceAll(`\${{ vars.KESTRA_URL }}`, url)

const CF = { CF_ACCESS_CLIENT_ID: 'cf-client-4711', CF_ACCESS_CLIENT_SECRET: 'cf-secret-4711' }
const IDENTITY = 'identity-of-this-run'
const hasJq = spawnSync('jq', ['--version']).status === 0

describeWorkflows('a recipe', (version) => {
  test('deletes, key-values, namespace-map, private-ca, proxy-header, oidc-proxy and outputs do what they say', async () => {
    const tree = {
      'dev/flows/load.yml': aFlow({ id: 'load', namespace: 'dev' }),
      'dev/flows/old.yml': aFlow({ id: 'old', namespace: 'dev' }),
      'dev/kv.yml': 'watermark: 0\n',
    }
    await using scene = await startScene({ version, files: {} })
    const { server, repository } = scene
    await using tls = await startTlsProxy({ to: server.url })
    await using access = await startProxy({
      to: server.url,
      intercept: ({ headers }, response) => {
        const isLetIn = headers['cf-access-client-id'] === CF.CF_ACCESS_CLIENT_ID
        if (!isLetIn || headers['cf-access-client-secret'] !== CF.CF_ACCESS_CLIENT_SECRET) response.writeHead(403).end()
        return response.writableEnded
      },
    })
    await using trusting = await startProxy({
      to: server.url,
      intercept: ({ headers, url }, response) => {
        if (url === '/token?for=this&audience=https://kestra.example.com') response.end(`{"value":"${IDENTITY}"}`)
        else if (headers['x-identity-token'] !== IDENTITY) response.writeHead(403).end()
        return response.writableEnded
      },
    })
    repository.commit({ ...tree, '.github/kestra-ca.pem': readFileSync(tls.caFile, 'utf8') })
    const workflow = joinedWorkflow({
      ...Object.fromEntries(['deletes', 'key-values', 'namespace-map'].map((name) => [name, exampleWorkflow(name)])),
      'private-ca': on('private-ca', tls.url),
      'proxy-header': on('proxy-header', access.url),
      // A runner of GitHub has jq.
      ...(hasJq && { 'oidc-proxy': on('oidc-proxy', trusting.url), outputs: exampleWorkflow('outputs') }),
    })
    const options = {
      workflow,
      inputs: perJob(server),
      depth: 0,
      secrets: CF,
      env: { ACTIONS_ID_TOKEN_REQUEST_URL: `${trusting.url}/token?for=this`, ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'ask' },
    }
    const first = await runPush(scene, NO_COMMIT, options)
    expect([first.conclusion, Object.keys(first.jobs).length]).toEqual(['success', hasJq ? 7 : 5])
    expect(await flowsOf(server, 'namespace-map')).toEqual(['prod/load', 'prod/old'])
    for (const job of Object.keys(first.jobs).filter((name) => name !== 'namespace-map')) {
      expect([job, await flowsOf(server, job)]).toEqual([job, ['dev/load', 'dev/old']])
    }
    expect(first.log).not.toContain(CF.CF_ACCESS_CLIENT_SECRET)
    if (hasJq) expect([first.masks.includes(IDENTITY), /^deployed$/m.test(first.log)]).toEqual([true, true])

    // A flow moves its key on; Git removes another flow, and begins with another value.
    await handsOf(server, 'key-values').setKeyValue('dev', 'watermark', '5')
    const before = repository.sha('main')
    repository.commit({ 'dev/flows/old.yml': null, 'dev/kv.yml': 'watermark: 1\n' })
    expect((await runPush(scene, before, options)).conclusion).toBe('success')
    expect([await flowsOf(server, 'deletes'), await flowsOf(server, 'key-values')]).toEqual([
      ['dev/load'],
      ['dev/load', 'dev/old'],
    ])
    expect(await handsOf(server, 'key-values').keyValue('dev', 'watermark')).toMatchObject({ value: 5 })
    expect(await handsOf(server, 'deletes').keyValue('dev', 'watermark')).toMatchObject({ value: 1 })
    expect(scene.github.breaches).toEqual([])
  })

  test('stages deploys each folder to its server, and flat gives files their namespace', async () => {
    const files = {
      'dev/flows/orders.yml': aFlow({ id: 'orders', namespace: 'shop', message: 'dev' }),
      'prod/flows/orders.yml': aFlow({ id: 'orders', namespace: 'shop', message: 'prod' }),
      'kestra/daily.yml': aFlow({ id: 'daily', namespace: 'company.team' }),
      'kestra/weekly.yml': aFlow({ id: 'weekly', namespace: 'company.other' }),
      'kestra/files/q.sql': 'select 1\n',
    }
    await using scene = await startScene({ version, files })
    const stages = exampleWorkflow('stages').replaceAll(/KESTRA_(?:DEV|PROD)_URL/g, 'KESTRA_URL')
    const workflow = joinedWorkflow({ stages, flat: exampleWorkflow('flat') })
    const run = await runPush(scene, NO_COMMIT, { workflow, inputs: perJob(scene.server) })
    expect(run.conclusion).toBe('success')
    for (const stage of ['dev', 'prod'] as const) {
      expect(await handsOf(scene.server, `stages-deploy${stage}`).flow('shop', 'orders')).toMatchObject({
        source: files[`${stage}/flows/orders.yml`],
      })
    }
    expect(await flowsOf(scene.server, 'flat')).toEqual(['company.other/weekly', 'company.team/daily'])
    expect([...(await handsOf(scene.server, 'flat').files('company.team')).keys()]).toEqual(['/q.sql'])
    expect(scene.github.breaches).toEqual([])
  })

  test('reusable deploys for who calls it, and sync-flows takes the namespace from the folder', async () => {
    const reusable = exampleWorkflow('reusable')
    await using scene = await startScene({
      version,
      files: { '_flows/load.yml': aFlow({ id: 'load', namespace: 'dev' }) },
    })
    const { tenant } = scene.server
    scene.repository.commit({
      '.github/workflows/reusable.yml': reusable.replace(/^( {10})server: .*\n/gm, `$&$1tenant: ${tenant}-reusable\n`),
    })
    const workflow = joinedWorkflow({
      call: exampleWorkflow('call-reusable'),
      'sync-flows': exampleWorkflow('sync-flows'),
    })
    const run = await runPush(scene, NO_COMMIT, { workflow, inputs: perJob(scene.server) })
    expect(run.conclusion).toBe('success')
    expect([await flowsOf(scene.server, 'reusable'), await flowsOf(scene.server, 'sync-flows')]).toEqual([
      ['dev/load'],
      ['prod/load'],
    ])
    expect(scene.github.breaches).toEqual([])
  })

  test('export opens a pull request with what the server has', async () => {
    await using scene = await startScene({ version, files: { 'company.team/flows/a.yml': aFlow({ id: 'a' }) } })
    await scene.hands.saveFlow('company.team', 'a', aFlow({ id: 'a', message: 'edited' }))
    const event = workflowDispatchEvent({ sha: scene.repository.sha('main') })
    const run = await scene.run({ event, workflow: exampleWorkflow('export') })
    expect(run.conclusion).toBe('success')
    const [made] = [...scene.github.world.issues.values()].flatMap(({ pullRequest }) => pullRequest ?? [])
    expect(made?.headRef).toContain('kestra')
    expect(scene.repository.git('show', `${made?.headSha}:company.team/flows/a.yml`)).toContain('message: edited')
    expect(scene.github.breaches).toEqual([])
  })

  test('code-scanning shows a problem on its line, and a header without its secret breaks no run of a fork', async () => {
    const tokens = { [WORKFLOW_TOKEN]: { permissions: { contents: 'read' }, isReadOnly: true } } as const
    await using scene = await startScene({ version, files: {}, github: { tokens } })
    const workflow = joinedWorkflow(
      Object.fromEntries(['code-scanning', 'proxy-header', 'oidc-proxy'].map((name) => [name, exampleWorkflow(name)])),
    )
    const pinned = `${aFlow({ id: 'daily' })}revision: 3\n`
    const pullRequest = openPullRequest(scene, { 'company.team/flows/daily.yml': pinned }, { fork: 'eve/flows' })
    const run = await pullRequest.run('opened', { workflow, hasSecrets: false })
    expect([run.jobs, run.kestra]).toEqual([
      { 'code-scanning': 'success', 'proxy-header': 'success', 'oidc-proxy': 'success' },
      [],
    ])
    expect(run.log).toContain('sarif: revision-in-source in company.team/flows/daily.yml')
    expect(scene.github.breaches).toEqual([])
  })
})
