import { expect, test } from 'vitest'
import { describeNewestEngine, type Fault, injectFault, requestLog } from '../engine/engine.ts'
import { aFlow } from '../support/a-flow.ts'
import type { CliTarget } from './run-cli.ts'
import { startScenario } from './start-scenario.ts'

const files = { 'company.team/flows/a.yml': aFlow({ id: 'a' }) }
const html = { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Sign in</html>' }
// As both generations answer for any tenant but main (docs/internals/facts/kestra.md, "Tenant in the path"); the engine of the tests takes them all.
const wrongTenant = {
  status: 400,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ message: "Bad Request: Tenant must be 'main' for OSS version" }),
}

interface Case {
  readonly name: string
  readonly faults?: readonly Fault[]
  readonly target?: Partial<CliTarget>
  readonly args?: readonly string[]
  readonly reason: string
  readonly message: RegExp
}

const cases: readonly Case[] = [
  {
    name: 'no server at that port',
    target: { url: 'http://127.0.0.1:9' },
    reason: 'server-unreachable',
    message: /^Cannot reach Kestra at http:\/\/127\.0\.0\.1:9: nothing listens at that address/,
  },
  {
    name: 'a host that does not exist',
    target: { url: 'https://kestra.invalid' },
    reason: 'server-unreachable',
    message: /host name/,
  },
  {
    name: 'a wrong password',
    target: { password: 'Wrong1234' },
    reason: 'unauthorized',
    message: /user name or password is wrong.*\(401\)/,
  },
  {
    name: 'no permission',
    faults: [{ path: '/flows/', status: 403, times: 9, headers: { 'content-type': 'application/json' }, body: '{}' }],
    reason: 'forbidden',
    message: /have no permission for it \(403\)/,
  },
  {
    name: 'a tenant that open source does not have',
    faults: [{ path: '/flows/', times: 9, ...wrongTenant }],
    reason: 'wrong-tenant',
    message: /Tenant must be 'main'.*Check "tenant"/,
  },
  {
    name: 'a login page instead of the version',
    faults: [{ path: '/configs', ...html }],
    reason: 'not-an-api-answer',
    message: /did not answer as a Kestra API but with.*html.*"headers?"/i,
  },
  {
    name: 'a login page instead of the flows',
    faults: [{ path: '/flows/', times: 9, ...html }],
    reason: 'not-an-api-answer',
    message: /did not answer as a Kestra API but with/,
  },
  {
    name: 'JSON that is cut off',
    faults: [
      { path: '/flows/search', status: 200, headers: { 'content-type': 'application/json' }, body: '{"results":[' },
    ],
    reason: 'not-an-api-answer',
    message: /did not answer as a Kestra API/,
  },
  {
    name: 'an archive that is cut off',
    faults: [
      {
        path: '/export/by-query',
        status: 200,
        headers: { 'content-type': 'application/octet-stream' },
        body: 'PK\u0003\u0004cut',
      },
    ],
    reason: 'not-an-api-answer',
    message: /did not answer as a Kestra API/,
  },
  {
    name: "another program's JSON",
    faults: [{ path: '/configs', status: 200, headers: { 'content-type': 'application/json' }, body: '{"ok":true}' }],
    reason: 'not-an-api-answer',
    message: /JSON that is not Kestra's/,
  },
  {
    name: 'a redirect to another host',
    faults: [{ path: '/configs', status: 302, headers: { location: 'https://login.example.com/?next=x' } }],
    reason: 'server-redirects',
    message: /redirects to https:\/\/login\.example\.com, and redirects are not followed/,
  },
  {
    name: 'a server that breaks on every read',
    faults: [
      {
        path: '/flows/search',
        status: 500,
        headers: { 'content-type': 'application/json' },
        body: '{"message":"Internal Server Error: boom"}',
      },
    ],
    reason: 'server-error',
    message: /\(500\).*boom/,
  },
  {
    name: 'a server that does not answer in time',
    faults: [{ path: '/configs', times: 9, delayMs: 3000 }],
    args: ['--timeout', '1'],
    reason: 'server-timeout',
    message: /no answer within 1 s \(GET \/api\/v1\/configs\)/,
  },
  {
    name: 'a server behind a proxy that is down for longer than the repeats',
    faults: [{ path: '/configs', times: 9, status: 503, headers: { 'retry-after': '0' } }],
    reason: 'server-error',
    message: /\(503\)/,
  },
  {
    name: 'a gateway without a server behind it',
    faults: [{ path: '/configs', times: 9, ...html, status: 502 }],
    reason: 'server-error',
    message: /the server is not ready, or a proxy in front of it cannot reach it \(502\)/,
  },
  {
    name: 'a path that does not exist',
    faults: [{ path: '/configs', status: 404, headers: { 'content-type': 'application/json' }, body: '{}' }],
    reason: 'not-found',
    message: /not found \(404\)\. Check "server"/,
  },
  {
    name: 'a server that cuts every connection',
    faults: [{ path: '/configs', times: 9, isDrop: true }],
    reason: 'server-unreachable',
    message: /the connection was cut/,
  },
]

describeNewestEngine(
  'deploy tells in one sentence and one document',
  (version) => {
    test.concurrent.each(cases)('$name', async ({ faults = [], target = {}, args = [], reason, message }) => {
      using scenario = startScenario(version, files)
      for (const fault of faults) await injectFault(scenario.server, fault)
      const run = await scenario.json(['deploy', ...args], { target: { ...scenario.server, ...target } })
      expect(run).toMatchObject({ code: 1, result: 'failed', reason, resources: [] })
      expect(run.message).toMatch(message)
      expect(run.message).not.toContain(scenario.server.password)
      expect((await requestLog(scenario.server)).filter(({ method }) => method !== 'GET')).toEqual([])
    })

    test.concurrent('the same sentence is all that a person reads, without a stack', async () => {
      using scenario = startScenario(version, files)
      const { code, stdout, stderr } = await scenario.run(['deploy'], {
        target: { ...scenario.server, password: 'Wrong1234' },
      })
      expect(code).toBe(1)
      expect(stdout.replaceAll('\n', ' ')).toContain('user name or password is wrong')
      expect(stdout + stderr).not.toMatch(/\bat .*\.js:\d+|Wrong1234/)
    })

    test.concurrent('a 503 is waited out as long as Retry-After asks, and the deploy goes through', async () => {
      using scenario = startScenario(version, files)
      const busy = { status: 503, headers: { 'retry-after': '1' } }
      await injectFault(scenario.server, { method: 'GET', path: '/configs', ...busy })
      await injectFault(scenario.server, { method: 'POST', path: '/flows/validate', ...busy })
      const start = performance.now()
      expect(await scenario.json(['deploy'])).toMatchObject({ code: 0, result: 'deployed' })
      expect(performance.now() - start).toBeGreaterThan(2000)
      const paths = (await requestLog(scenario.server)).map(
        ({ method, path, status }) => `${method} ${path.split('/').at(-1)} ${status}`,
      )
      expect(paths.filter((path) => /configs|validate/.test(path))).toEqual([
        'GET configs 503',
        'GET configs 200',
        'POST validate 503',
        'POST validate 200',
      ])
    })

    test.concurrent('a wrong password and other refusals are not tried again', async () => {
      using scenario = startScenario(version, files)
      const requests = await scenario.requestsOf(() =>
        scenario.json(['deploy'], { target: { ...scenario.server, password: 'Wrong1234' } }),
      )
      expect(new Set(requests.map(({ path }) => path)).size).toBe(requests.length)
    })
  },
  // A connection fails in the same way before each version of a server.
)
