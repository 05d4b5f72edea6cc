import http, { type RequestListener } from 'node:http'
import { gzipSync } from 'node:zlib'
import { fetch as ask } from 'undici'
import { afterAll, describe, expect, it } from 'vitest'
import { createBoundedFetch } from '../../src/github/api/bounded-fetch.ts'
import { type Listening, listen } from '../support/listen.ts'

const servers: Listening[] = []
afterAll(async () => {
  for (const server of servers) await server[Symbol.asyncDispose]()
})

const serve = async (listener: RequestListener): Promise<string> => {
  const server = await listen(http.createServer(listener))
  servers.push(server)
  return server.url
}

const bounded = (answerSecondMs = 1000) => {
  const lines: string[] = []
  const { fetch, ...rest } = createBoundedFetch({
    fetch: ask,
    answerSecondMs,
    onRepeat: (line) => void lines.push(line),
  })
  return { ...rest, lines, ask: (url: string, method = 'GET') => fetch(url, { method }) }
}

describe('a redirect', () => {
  it('is followed within the host, as a repository that was renamed asks for', async () => {
    const url = await serve((request, response) => {
      if (request.url === '/old') response.writeHead(301, { location: '/new' }).end()
      else response.writeHead(200, { 'content-type': 'application/json' }).end('{"moved":true}')
    })
    const answer = await bounded().ask(`${url}/old`)
    expect([answer.status, answer.url, answer.body]).toEqual([200, `${url}/new`, { moved: true }])
  })

  it('to another host is not, and neither is one that would make a read of a write', async () => {
    const asked: string[] = []
    const other = await serve((request, response) => {
      asked.push(String(request.url))
      response.end()
    })
    const url = await serve((request, response) => {
      response.writeHead(302, { location: request.url === '/away' ? `${other}/x` : '/new' }).end()
    })
    await expect(bounded().ask(`${url}/away`)).rejects.toThrow(`it redirects to ${other}`)
    await expect(bounded().ask(`${url}/write`, 'PATCH')).rejects.toThrow('it redirects to')
    await expect(bounded().ask(`${url}/circle`)).rejects.toThrow('it redirects in a circle')
    expect(asked).toEqual([])
  })
})

describe('an answer', () => {
  it('ends where it is too large, packed or not', async () => {
    const bomb = gzipSync(Buffer.alloc(80 * 1024 * 1024))
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' }
    const url = await serve((_request, response) => void response.writeHead(200, headers).end(bomb))
    await expect(bounded().ask(url)).rejects.toThrow('its answer is longer than 64 MB')
  })

  it('ends where it takes too long, a byte now and then or none, and after five minutes of that nothing is asked', async () => {
    const url = await serve((_request, response) => void response.writeHead(200).write(' '))
    const { ask, isGivenUp, spend, count } = bounded(10)
    await expect(ask(url)).rejects.toThrow('no answer within 30 s')
    expect(isGivenUp()).toBe(false)
    spend(270)
    expect(isGivenUp()).toBe(true)
    await expect(ask(url)).rejects.toThrow('GitHub cost this run 5 minutes of waiting')
    expect(count()).toBe(1)
  })

  it('that says of itself that it is JSON, and is not, is none', async () => {
    const url = await serve((request, response) => {
      const body = decodeURIComponent(request.url?.slice(1) ?? '')
      response.writeHead(200, { 'content-type': 'application/json' }).end(body)
    })
    for (const body of ['', '   ', '[{"id":1}', 'ok'])
      await expect(bounded().ask(`${url}/${encodeURIComponent(body)}`)).rejects.toThrow(/cut off, or not valid JSON/)
  })

  it('that is a page is none, and its text is not shown', async () => {
    const url = await serve((request, response) => {
      const status = Number(request.url?.slice(1))
      response.writeHead(status, { 'content-type': 'text/html' }).end('<html>Sign in</html>')
    })
    for (const status of [200, 404])
      await expect(bounded().ask(`${url}/${status}`)).rejects.toThrow(/it answered with text\/html instead of JSON/)
    const answer = await bounded().ask(`${url}/502`)
    expect([answer.status, await answer.text()]).toEqual([502, expect.not.stringContaining('Sign in')])
  })
})

it('tells in one line what is asked again', async () => {
  const url = await serve((_request, response) => void response.writeHead(502).end())
  const { ask, lines } = bounded()
  for (let attempt = 0; attempt < 3; attempt += 1) await ask(`${url}/repos/a`)
  const line = 'GitHub, GET /repos/a: status 502. Asking again.'
  expect(lines).toEqual([line, line])
})
