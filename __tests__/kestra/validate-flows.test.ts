import { createServer } from 'node:http'
import { describe, expect, it } from 'vitest'
import type { Api } from '../../src/kestra/api.ts'
import { createHttp } from '../../src/kestra/http/http.ts'
import { parseServerInfo } from '../../src/kestra/server.ts'
import { validateFlows } from '../../src/kestra/validate-flows.ts'
import { listen } from '../hands/listen.ts'

const FLOWS = ['a', 'b', 'c'].map((id) => ({ file: `${id}.yml`, source: `id: ${id}\nnamespace: n\n` }))

/** What is made of an answer of a server of that version, by file. */
const readingsOf = async (version: string, answer: readonly unknown[], flows = FLOWS) => {
  await using server = await listen(
    createServer((incoming, response) => {
      incoming
        .resume()
        .on('end', () => response.setHeader('content-type', 'application/json').end(JSON.stringify(answer)))
    }),
  )
  const http = createHttp({
    ...{ server: server.url, timeoutSeconds: 5, signal: new AbortController().signal, headers: {} },
    ...{ credentials: { kind: 'none' }, caCertificate: undefined, onRepeat: () => undefined },
  })
  const info = parseServerInfo({ version })
  if (info === undefined) throw new Error(`${version} is no version`)
  const api: Api = {
    http,
    base: '/api/v1/main',
    info,
    target: { server: server.url, tenant: 'main', credentials: 'none' },
  }
  const verdicts = await validateFlows(api, flows)
  await http.close()
  return verdicts.map(
    ({ file, readAs, constraints }) =>
      `${file} ${readAs === undefined ? '-' : `${readAs.namespace}.${readAs.id}`} ${constraints.length}`,
  )
}

const part = (index: number, filename: string, flow: string, more = {}) => ({
  index,
  filename,
  namespace: 'n',
  flow,
  ...more,
})

describe('the verdicts of a server', () => {
  it('are told apart by the names of the parts: one that is answered twice shifts every index behind it', async () => {
    const answer = [part(0, '0.yml', 'a'), part(1, '0.yml', 'a'), part(2, '1.yml', 'b'), part(3, '2.yml', 'c')]
    expect(await readingsOf('2.0.0', answer)).toEqual(['a.yml n.a 0', 'b.yml n.b 0', 'c.yml n.c 0'])
  })

  it('of a part that is answered twice are objections where one of them is', async () => {
    const answer = [part(0, '0.yml', 'a'), part(1, '0.yml', 'a', { constraints: 'no' }), part(2, '1.yml', 'b')]
    expect(await readingsOf('2.0.0', answer)).toEqual(['a.yml n.a 1', 'b.yml n.b 0', 'c.yml - 1'])
  })

  it('go by index where parts have no names', async () => {
    const answer = ['a', 'b', 'c'].map((flow, index) => ({ index, namespace: 'n', flow }))
    for (const version of ['1.0.3', '1.3.0'])
      expect(await readingsOf(version, answer)).toEqual(['a.yml n.a 0', 'b.yml n.b 0', 'c.yml n.c 0'])
  })

  it('do not name a flow of a text that the server reads in pieces, or half a name', async () => {
    const flows = [{ file: 'a.yml', source: 'id: a\nnamespace: n\n---x: y\n' }]
    expect(await readingsOf('1.0.3', [{ index: 0, namespace: 'n', flow: 'a' }], flows)).toEqual(['a.yml - 0'])
    expect(await readingsOf('2.0.0', [part(0, '0.yml', 'a')], flows)).toEqual(['a.yml n.a 0'])
    expect(await readingsOf('2.0.0', [{ index: 0, filename: '0.yml', flow: 'a' }], flows)).toEqual(['a.yml - 0'])
  })
})
