import http from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createGitHub, type Toolkit } from '../../src/github/api/client.ts'
import { checkRunner, readRunner } from '../../src/github/job/runner.ts'
import { makeSanitizer } from '../../src/output/output-sanitizer.ts'
import { pushEvent } from '../github-stub/events.ts'
import { runnerEnvironment } from '../github-stub/runner-environment.ts'
import { listen } from '../support/listen.ts'
import { REPOSITORY, toolkitOf } from './setup.ts'

afterEach(() => vi.unstubAllEnvs())

let loaded = 0

/** As main.ts loads it, in a process of its own: each load counts as another file. */
const load = async (variables: Readonly<Record<string, string>>): Promise<Toolkit> => {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
  loaded += 1
  return import(`${import.meta.resolve('@actions/github/lib/utils')}?${loaded}`)
}

const HOST = 'github.acme.test'

/** What a request to GitHub's API brought, or why it brought nothing. */
const ask = async (variables: Readonly<Record<string, string>>): Promise<unknown> => {
  const apiUrl = variables['GITHUB_API_URL'] ?? ''
  const options = {
    toolkit: await load(variables),
    token: 't',
    apiUrl,
    repository: 'acme/flows',
    userAgent: 'x',
    sanitizer: makeSanitizer(),
  }
  const { rest } = createGitHub({ ...options, onWait: () => {}, secondMs: 1 })
  try {
    return (await rest.issues.listComments({ ...REPOSITORY, issue_number: 1 })).data
  } catch (error) {
    return error instanceof Error ? error.message : error
  }
}

/** A proxy that answers what it should pass on, and refuses to open tunnels. */
const startProxy = async () => {
  const asked = new Set<string>()
  const server = http.createServer(({ url, headers }, response) => {
    asked.add(`${url} ${headers['proxy-authorization']}`)
    response.writeHead(200, { 'content-type': 'application/json' }).end('[]')
  })
  server.on('connect', ({ url, headers }, socket) => {
    asked.add(`${url} ${headers['proxy-authorization']}`)
    socket.end('HTTP/1.1 403 No\r\ncontent-length: 0\r\n\r\n')
  })
  const listening = await listen(server)
  return { ...listening, asked, host: new URL(listening.url).host }
}

describe('the proxy of the environment', () => {
  const credentials = `Basic ${Buffer.from('ada:p@ss').toString('base64')}`

  it('is the way to GitHub, and gets the user and password of its address', async () => {
    await using proxy = await startProxy()
    const address = `http://ada:p%40ss@${proxy.host}`
    const plain = `http://${HOST}/api/v3`
    expect(await ask({ GITHUB_API_URL: plain, http_proxy: address, no_proxy: 'acme.example' })).toEqual([])
    expect([...proxy.asked]).toEqual([`${plain}/repos/acme/flows/issues/1/comments ${credentials}`])
    proxy.asked.clear()
    expect(await ask({ GITHUB_API_URL: `https://${HOST}/api/v3`, https_proxy: address })).toMatch(/403/)
    expect([...proxy.asked]).toEqual([`${HOST}:443 ${credentials}`])
  })

  it('is not asked for what NO_PROXY names', async () => {
    await using proxy = await startProxy()
    const variables = { GITHUB_API_URL: `http://${HOST}/api/v3`, http_proxy: proxy.url, no_proxy: 'x.test,acme.test' }
    expect(await ask(variables)).toMatch(/ENOTFOUND|EAI_AGAIN/)
    expect([...proxy.asked]).toEqual([])
  })
})

describe('the variables of the runner', () => {
  const event = pushEvent({ before: '1'.repeat(40), after: '2'.repeat(40), pushed: [] })
  const env = runnerEnvironment(event, { workspace: tmpdir(), temporary: tmpdir(), apiUrl: 'https://x.test/api/v3' })

  it('say where a GitHub Enterprise Server is', () => {
    const variables = { ...env, GITHUB_SERVER_URL: 'https://x.test' }
    expect(readRunner(variables, toolkitOf(variables))).toMatchObject({
      apiUrl: 'https://x.test/api/v3',
      serverUrl: 'https://x.test',
      eventName: 'push',
      payload: event.payload,
      sha: event.sha,
      runId: 777,
    })
  })

  it('may lack what is only shown', () => {
    const { GITHUB_RUN_NUMBER: _, GITHUB_RUN_ATTEMPT: __, GITHUB_SERVER_URL: ___, ...variables } = env
    expect(readRunner(variables, toolkitOf(variables))).toMatchObject({
      serverUrl: 'https://github.com',
      runAttempt: 1,
    })
  })

  it('are asked for by name, before anything reads the event', () => {
    expect(() => checkRunner(env)).not.toThrow()
    expect(() => checkRunner({ ...env, GITHUB_RUN_ID: '' })).toThrow('GITHUB_RUN_ID is not set')
    for (const file of [join(tmpdir(), 'no such event.json'), import.meta.filename])
      expect(() => checkRunner({ ...env, GITHUB_EVENT_PATH: file })).toThrow(`The event file "${file}"`)
  })
})
