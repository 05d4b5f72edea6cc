import { expect, test } from 'vitest'
import { describeNewestEngine } from '../engine/engine.ts'
import { aFlow } from '../support/a-flow.ts'
import { startForwardProxy, startProxy, startTlsProxy } from '../support/proxies.ts'
import { startScenario } from './start-scenario.ts'

const files = { 'company.team/flows/a.yml': aFlow({ id: 'a' }) }

describeNewestEngine(
  'between this machine and the server',
  (version) => {
    test.concurrent('a certificate of a private authority is refused in one sentence, and taken with --ca-cert', async () => {
      using scenario = startScenario(version, files)
      await using gateway = await startTlsProxy({ to: scenario.server.url })
      const target = { ...scenario.server, url: gateway.url }
      const refused = await scenario.runJson(['deploy'], { target })
      expect(refused).toMatchObject({ code: 1, result: 'failed', reason: 'server-unreachable' })
      expect(refused.message).toMatch(/certificate is self-signed.*"ca-cert"/)
      expect(gateway.requests).toEqual([])
      const deployed = await scenario.runJson(['deploy', '--ca-cert', gateway.caFile], { target })
      expect(deployed).toMatchObject({ code: 0, result: 'deployed', target: { server: gateway.url } })
    })

    test.concurrent('an authority of NODE_EXTRA_CA_CERTS is trusted, and --ca-cert takes none away', async () => {
      using scenario = startScenario(version, files)
      await using gateway = await startTlsProxy({ to: scenario.server.url })
      await using other = await startTlsProxy({ to: scenario.server.url })
      const target = { ...scenario.server, url: gateway.url }
      const env = { NODE_EXTRA_CA_CERTS: gateway.caFile }
      expect(await scenario.runJson(['plan'], { target, env })).toMatchObject({ result: 'changes' })
      const both = await scenario.runJson(['plan', '--ca-cert', other.caFile], { target, env })
      expect(both).toMatchObject({ result: 'changes' })
    })

    test.concurrent('the password of a proxy is said nowhere, whether the proxy opens the way or not', async () => {
      using scenario = startScenario(version, files)
      await using gateway = await startTlsProxy({ to: scenario.server.url })
      await using proxy = await startForwardProxy()
      const target = { ...scenario.server, url: gateway.url }
      for (const host of [new URL(proxy.url).host, '127.0.0.1:9']) {
        const env = { HTTPS_PROXY: `http://ada:open-sesame@${host}`, ACTIONS_STEP_DEBUG: 'true' }
        const { stdout, stderr } = await scenario.run(['plan', '--ca-cert', gateway.caFile], { target, env })
        expect(stdout + stderr).not.toMatch(/open-sesame|b3Blbi1zZXNhbWU|YWRhOm9wZW4tc2VzYW1l/)
      }
    })

    test.concurrent('a context path that is missing is told as what it may be', async () => {
      using scenario = startScenario(version, files)
      await using gateway = await startProxy({
        to: scenario.server.url,
        intercept: (request, response) => {
          response.writeHead(404, { 'content-type': String(request.headers['x-page'] ?? 'application/json') }).end('{}')
          return true
        },
      })
      const target = { ...scenario.server, url: gateway.url }
      const plain = await scenario.runJson(['plan'], { target })
      expect(plain).toMatchObject({
        reason: 'not-found',
        message: expect.stringMatching(/"server" \(with the path of a/),
      })
      const page = await scenario.runJson(['plan', '--header', 'X-Page: text/html'], { target })
      expect(page).toMatchObject({
        reason: 'not-an-api-answer',
        message: expect.stringMatching(/with the path of a proxy/),
      })
    })

    test.concurrent('a --ca-cert that is no certificate, or not there, is told', async () => {
      using scenario = startScenario(version, files)
      expect(await scenario.runJson(['plan', '--ca-cert', 'nowhere.pem'])).toMatchObject({
        code: 1,
        reason: 'invalid-settings',
        message: 'Cannot read the file "nowhere.pem" of "ca-cert".',
      })
      expect(await scenario.runJson(['plan', '--ca-cert', 'company.team/flows/a.yml'])).toMatchObject({
        code: 1,
        reason: 'invalid-settings',
        message: expect.stringContaining('holds no certificate'),
      })
    })

    test.concurrent('HTTPS_PROXY is used, but not for what NO_PROXY names', async () => {
      using scenario = startScenario(version, files)
      await using gateway = await startTlsProxy({ to: scenario.server.url })
      await using proxy = await startForwardProxy()
      const target = { ...scenario.server, url: gateway.url }
      const plan = ['plan', '--ca-cert', gateway.caFile]
      expect(await scenario.json(plan, { target, env: { HTTPS_PROXY: proxy.url } })).toMatchObject({
        result: 'changes',
      })
      expect(new Set(proxy.requests)).toEqual(new Set([`CONNECT ${new URL(gateway.url).host}`]))
      const seen = proxy.requests.length
      const env = { HTTPS_PROXY: proxy.url, NO_PROXY: '127.0.0.1' }
      expect(await scenario.json(plan, { target, env })).toMatchObject({ result: 'changes' })
      expect(proxy.requests).toHaveLength(seen)
    })

    test.concurrent('HTTP_PROXY is used for a server without TLS', async () => {
      using scenario = startScenario(version, files)
      await using proxy = await startForwardProxy()
      expect(await scenario.runJson(['deploy'], { env: { http_proxy: proxy.url } })).toMatchObject({
        result: 'deployed',
      })
      expect(proxy.requests.length).toBeGreaterThan(0)
    })

    test.concurrent('a proxy that is not there is told', async () => {
      using scenario = startScenario(version, files)
      const run = await scenario.runJson(['plan'], { env: { http_proxy: 'http://127.0.0.1:9' } })
      expect(run).toMatchObject({ code: 1, result: 'failed', reason: 'server-unreachable' })
    })

    test.concurrent('further headers open a gateway that asks for them, and their values are shown nowhere', async () => {
      using scenario = startScenario(version, files)
      await using gateway = await startProxy({
        to: scenario.server.url,
        intercept: (request, response) => {
          if (request.headers['cf-access-secret'] === 'open-sesame') return false
          response.writeHead(403, { 'content-type': 'text/html' }).end('<html>Sign in</html>')
          return true
        },
      })
      const target = { ...scenario.server, url: `${gateway.url}/` }
      expect(await scenario.runJson(['deploy'], { target })).toMatchObject({ code: 1, reason: 'not-an-api-answer' })
      const header = ['--header', 'CF-Access-Secret: open-sesame']
      const { code, stdout, stderr } = await scenario.run(['deploy', ...header], { target })
      expect(code).toBe(0)
      expect(stdout + stderr).not.toContain('open-sesame')
    })

    test.concurrent('a path of the proxy is kept, and what was pasted from the address bar is understood', async () => {
      using scenario = startScenario(version, files)
      await using gateway = await startProxy({
        to: scenario.server.url,
        intercept: (request, response) => {
          const isBelow = request.url?.startsWith('/tools/kestra/') === true
          request.url = request.url?.replace('/tools/kestra', '') ?? ''
          if (!isBelow) response.writeHead(404).end()
          return !isBelow
        },
      })
      const target = { ...scenario.server, url: `${gateway.url}/tools/kestra/ui/main/flows` }
      expect(await scenario.runJson(['deploy'], { target })).toMatchObject({
        code: 0,
        target: { server: `${gateway.url}/tools/kestra` },
      })
    })
  },
  // What stands between is the same before each version of a server.
)
