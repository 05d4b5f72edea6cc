import { spawn } from 'node:child_process'
import { once } from 'node:events'
import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { builtDist } from '../scenarios/built-dist.ts'
import { assertNoCanary, basicPair } from '../scenarios/canaries.ts'
import { createGitRepository } from '../support/git-repository.ts'
import { listen } from '../support/listen.ts'

const PASSWORD = 'proxy-pass%40word-4711'
const PAIR = basicPair('ada', 'proxy-pass@word-4711')
const SECRETS = [PASSWORD, 'proxy-pass@word-4711', PAIR]
const CLI = join(builtDist(), 'cli.js')

type Answer = (said: string) => readonly [status: number, type: string, body: string]

/** A proxy that answers in place of the server, whether it is asked for a tunnel or not, and says in it who asked. */
const startEcho = async (answer: Answer) => {
  const known = new Set<string | undefined>()
  const echo = ({ headers }: IncomingMessage, response: ServerResponse): void => {
    known.add(headers['proxy-authorization'])
    const [status, type, body] = answer(`who asked was ${SECRETS.join(' ')}`)
    response.writeHead(status, { 'content-type': type }).end(body)
  }
  const proxy = http.createServer(echo)
  const behind = http.createServer(echo)
  proxy.on('connect', ({ headers }, socket) => {
    known.add(headers['proxy-authorization'])
    socket.on('error', () => socket.destroy())
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
    behind.emit('connection', socket)
  })
  return { ...(await listen(proxy)), known }
}

const answers: readonly (readonly [string, Answer])[] = [
  ['a refusal in JSON', (said) => [403, 'application/json', JSON.stringify({ message: said })]],
  ['a fault in JSON', (said) => [422, 'application/json', JSON.stringify({ message: said })]],
  ['a page', (said) => [407, 'text/html', `<h1>${said}</h1>`]],
  ['a version', (said) => [200, 'application/json', JSON.stringify({ version: `1.0.3 ${said}` })]],
]

test.each(answers)('a proxy that answers with who asked, in %s: it is not repeated', async (_, answer) => {
  await using proxy = await startEcho(answer)
  using repository = createGitRepository({ files: { 'company.team/flows/a.yml': 'id: a\nnamespace: company.team\n' } })
  const address = `http://ada:${PASSWORD}@${new URL(proxy.url).host}`
  for (const args of [['plan', '--json'], ['doctor']]) {
    const child = spawn(process.execPath, [CLI, ...args], {
      cwd: repository.dir,
      env: {
        PATH: process.env['PATH'],
        KESTRA_URL: 'http://kestra.acme.io',
        KESTRA_TOKEN: 'Canary-4711',
        http_proxy: address,
      },
    })
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
    expect(proxy.known).toContain(`Basic ${PAIR}`)
    expect(stdout).not.toBe('')
    assertNoCanary({ stdout, stderr }, SECRETS)
  }
})
