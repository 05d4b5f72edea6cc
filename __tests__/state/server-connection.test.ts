import http from 'node:http'
import { expect, it } from 'vitest'
import { createHttp } from '../../src/kestra/http/http.ts'
import { logReading } from '../../src/state/server-connection.ts'
import { listen } from '../support/listen.ts'

const reported = (answersAt: readonly number[]) => {
  const lines: string[] = []
  let time = 0
  const tell = logReading({ reading: (text) => lines.push(text) }, () => time)
  for (const at of answersAt) {
    time = at
    tell()
  }
  return lines
}

it('says nothing of a run that is short', () => {
  expect(reported([10, 500, 999])).toEqual([])
})

it('says how many answers came and how long it takes, a few times a second', () => {
  expect(reported([10, 1_000, 1_050, 1_199, 1_200, 75_000])).toEqual([
    'Reading from the server: 2 answers, 1 s',
    'Reading from the server: 5 answers, 1 s',
    'Reading from the server: 6 answers, 1 min 15 s',
  ])
})

it('is told of every answer', async () => {
  await using server = await listen(
    http.createServer((_request, response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}'),
    ),
  )
  let count = 0
  const connection = createHttp({
    ...{ server: server.url, headers: {}, caCertificate: undefined, timeoutSeconds: 5, credentials: { kind: 'none' } },
    signal: new AbortController().signal,
    onRepeat: () => undefined,
    onAnswer: () => {
      count += 1
    },
  })
  for (const path of ['/a', '/b', '/c']) await connection.send({ method: 'GET', path })
  await connection.close()
  expect(count).toBe(3)
})
